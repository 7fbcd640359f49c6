"""Where the learner's files lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from studyapp.errors import ProgressError

PROGRESS_NAME = "progress.db"
"""The progress file's name where the learner gave none."""

SETTINGS_NAME = "settings.toml"
"""The settings file's name where the learner gave none."""


def progress_file(option: str | None, environ: Mapping[str, str]) -> Path:
    """The progress file: ``--progress FILE``, else STUDYAPP_PROGRESS, else in the platform's data folder.

    Raises ProgressError, as the other places do, where a home folder is needed and there is none.
    """
    named = option or environ.get("STUDYAPP_PROGRESS")
    return _named(named) if named else _data_folder() / PROGRESS_NAME


def settings_file(environ: Mapping[str, str]) -> Path:
    """The learner's settings: STUDYAPP_SETTINGS, else in the platform's folder of such files."""
    named = environ.get("STUDYAPP_SETTINGS")
    return _named(named) if named else _config_folder() / SETTINGS_NAME


def library_folder() -> Path:
    """Where courses that were added to the library lie."""
    return _data_folder() / "courses"


def cache_folder(environ: Mapping[str, str]) -> Path:
    """Where courses that were read are kept: STUDYAPP_CACHE, else in the platform's folder of such files."""
    import platformdirs

    with _at_home():
        return _named(environ.get("STUDYAPP_CACHE") or platformdirs.user_cache_dir("studyapp"))


def backup_folder(progress: Path) -> Path:
    """Where the automatic backups of a progress file lie."""
    return progress.parent / "backups"


def _data_folder() -> Path:
    import platformdirs

    with _at_home():
        return Path(platformdirs.user_data_dir("studyapp"))


def _config_folder() -> Path:
    import platformdirs

    with _at_home():
        return Path(platformdirs.user_config_dir("studyapp"))


def _named(path: str) -> Path:
    with _at_home():
        return Path(path).expanduser().absolute()


@contextmanager
def _at_home() -> Iterator[None]:
    """Within, a home folder that can't be found out is what the user can mend."""
    try:
        yield
    except RuntimeError:
        raise ProgressError(
            "The home folder can't be told, yours or that of a user named behind ~. Set HOME, or give paths from / on."
        ) from None
