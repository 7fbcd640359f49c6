"""The learner's own settings: what can be set, the file that keeps it, and what it changes in a course."""

from studyapp.settings.file import read
from studyapp.settings.personal import personal
from studyapp.settings.table import DEFAULTS, SETTINGS, LearnerSettings, Setting, Value

__all__ = ["DEFAULTS", "SETTINGS", "LearnerSettings", "Setting", "Value", "personal", "read"]
