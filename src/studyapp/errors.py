"""The errors that studyapp raises on purpose.

::

    StudyError                  something the user can act on; ``str()`` is the sentence to show
    ├── CourseError             a course can't be opened at all (no such folder, nothing in it)
    └── ProgressError           the progress file can't be used (exit code 74)
        ├── ForeignFile         a database or file of another program: left untouched
        ├── NewerFile           written by a newer studyapp: left untouched
        └── BadImport           what was to be imported is not what export writes: nothing taken
"""

from __future__ import annotations


class StudyError(Exception):
    """Something the user can act on; ``str()`` is the sentence to show."""


class CourseError(StudyError):
    """A course can't be opened at all."""


class ProgressError(StudyError):
    """The progress file can't be used."""


class ForeignFile(ProgressError):
    """The file belongs to another program; it is left untouched."""


class NewerFile(ProgressError):
    """The file was written by a newer studyapp; it is left untouched."""


class BadImport(ProgressError):
    """What was to be imported is not what export writes; nothing was taken."""
