"""What a course is, and reading one from a folder."""
