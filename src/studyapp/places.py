"""Where the learner's files lie."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

PROGRESS_NAME = "progress.db"
"""The progress file's name where the learner gave none."""

SETTINGS_NAME = "settings.toml"
"""The settings file's name where the learner gave none."""


def progress_file(option: str | None, environ: Mapping[str, str]) -> Path:
    """The progress file: ``--progress FILE``, else STUDYAPP_PROGRESS, else in the platform's data folder."""
    named = option or environ.get("STUDYAPP_PROGRESS")
    return Path(named).expanduser().absolute() if named else _data_folder() / PROGRESS_NAME


def settings_file(environ: Mapping[str, str]) -> Path:
    """The learner's settings: STUDYAPP_SETTINGS, else in the platform's folder of such files."""
    named = environ.get("STUDYAPP_SETTINGS")
    return Path(named).expanduser().absolute() if named else _config_folder() / SETTINGS_NAME


def library_folder() -> Path:
    """Where courses that were added to the library lie."""
    return _data_folder() / "courses"


def cache_folder(environ: Mapping[str, str]) -> Path:
    """Where courses that were read are kept: STUDYAPP_CACHE, else in the platform's folder of such files."""
    import platformdirs

    named = environ.get("STUDYAPP_CACHE")
    return Path(named or platformdirs.user_cache_dir("studyapp")).expanduser().absolute()


def backup_folder(progress: Path) -> Path:
    """Where the automatic backups of a progress file lie."""
    return progress.parent / "backups"


def _data_folder() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir("studyapp"))


def _config_folder() -> Path:
    import platformdirs

    return Path(platformdirs.user_config_dir("studyapp"))
