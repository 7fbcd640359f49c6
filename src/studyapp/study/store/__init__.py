"""The progress file: what a learner did, durable. :class:`Progress` is its face; the modules are one idea each.

``keeper`` holds the connection and what could not be written yet, ``derive`` turns events into rows, ``opening`` and
``salvage`` deal with files that are not as they should be, ``transfer`` brings files of several machines together.
"""

from studyapp.study.store.lookup import CourseRow
from studyapp.study.store.progress import Progress

__all__ = ["CourseRow", "Progress"]
