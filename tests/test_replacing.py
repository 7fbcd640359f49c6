"""A file's new contents come into its place at once, and nothing else changes."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from studyapp.replacing import replace_file

posix = pytest.mark.skipif(os.name != "posix", reason="modes and links are others there")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


@posix
def test_a_file_keeps_its_mode(tmp_path: Path) -> None:
    """A new one is for its owner alone."""
    path = tmp_path / "settings.toml"
    replace_file(path, b"one")
    assert (path.read_bytes(), mode(path)) == (b"one", 0o600)
    path.chmod(0o644)
    replace_file(path, b"two")
    assert (path.read_bytes(), mode(path)) == (b"two", 0o644)


@posix
@pytest.mark.parametrize("target", ["there", "missing"])
def test_a_link_is_replaced_itself(tmp_path: Path, target: str) -> None:
    """What it leads to gives neither its place nor its mode."""
    (tmp_path / "there").write_bytes(b"kept")
    (tmp_path / "there").chmod(0o666)
    path = tmp_path / "link"
    path.symlink_to(target)
    replace_file(path, b"new")
    assert (path.is_symlink(), path.read_bytes(), mode(path)) == (False, b"new", 0o600)
    assert ((tmp_path / "there").read_bytes(), mode(tmp_path / "there")) == (b"kept", 0o666)


def test_what_cannot_be_replaced_stays(tmp_path: Path) -> None:
    """And nothing is left beside it."""
    (tmp_path / "folder" / "inner").mkdir(parents=True)
    with pytest.raises(OSError, match="folder"):
        replace_file(tmp_path / "folder", b"new")
    assert [one.name for one in tmp_path.iterdir()] == ["folder"]
