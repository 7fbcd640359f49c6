"""studyapp: read a section, prove that you understood it, keep it."""

__version__ = "0.1.0"
