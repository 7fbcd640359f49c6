"""The marks of the progress file, for those that must know it without loading what keeps it."""

from __future__ import annotations

APPLICATION_ID = 0x53747564
""""Stud": marks a SQLite file as ours."""

VERSION = 4
"""``user_version`` of the files that this program writes: 2 since questions come back, 3 since they tell
when they took others over, 4 since days and certainty are added up."""
