"""The linear twin: the same course, sittings and progress file as lines of text, for screen readers and scripts."""

from studyapp.plain.twin import run

__all__ = ["run"]
