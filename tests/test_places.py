"""Where files lie: without a home folder one sentence says what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from studyapp.errors import ProgressError
from studyapp.places import cache_folder, library_folder, progress_file, settings_file


@pytest.mark.parametrize(
    "place",
    [
        lambda environ: progress_file(None, environ),
        lambda _: library_folder(),
        settings_file,
        cache_folder,
    ],
)
def test_without_a_home_folder_there_is_advice(
    place: Callable[[Mapping[str, str]], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the user is unknown to the system and HOME is not set."""

    def unknown(_user: int) -> None:
        raise KeyError

    monkeypatch.setattr("pwd.getpwuid", unknown)
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ProgressError, match="Set HOME"):
        place({})


def test_the_home_of_nobody_is_refused() -> None:
    """A tilde with a name that no user has."""
    nowhere = "~no-such-user/file"
    for refused in (
        lambda: progress_file(nowhere, {}),
        lambda: settings_file({"STUDYAPP_SETTINGS": nowhere}),
        lambda: cache_folder({"STUDYAPP_CACHE": nowhere}),
    ):
        with pytest.raises(ProgressError, match="behind ~"):
            refused()
