"""Documents of other programs, made Markdown, and courses made of them; one module a format.

The libraries that a format needs are imported where they are used, as not everybody has them.
"""
