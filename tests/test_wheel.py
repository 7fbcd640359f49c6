"""What is handed out: the source archive, the wheel made of it, and the program installed from that wheel."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest

from studyapp import __version__

REPOSITORY = Path(__file__).resolve().parents[1]


def run(*argv: str | Path, cwd: Path, typed: str = "", home: Path | None = None) -> str:
    """What a command that succeeds prints; with an own, empty home where one is given."""
    left_out = ("PYTHONPATH", "STUDYAPP_PROGRESS", "STUDYAPP_SETTINGS", "XDG_DATA_HOME", "PIP_CONSTRAINT")
    env = {name: value for name, value in os.environ.items() if name not in left_out}
    if home is not None:
        env["HOME"] = str(home)
    done = subprocess.run(argv, cwd=cwd, env=env, input=typed, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source archive."""
    folder = tmp_path_factory.mktemp("sdist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", folder, cwd=REPOSITORY)
    return next(folder.glob("*.tar.gz"))


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source archive as an index's users would."""
    folder = tmp_path_factory.mktemp("wheel")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    source = next(path for path in folder.iterdir() if path.is_dir())
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=source)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installed command in a new environment, which borrows the dependencies of this one."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder)
    python = folder / "bin" / "python"
    run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--no-deps",
        "--no-index",
        wheel,
        cwd=folder,
    )
    packages = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    Path(packages, "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder / "bin" / "studyapp"


def test_the_source_archive_holds_what_its_tests_need(sdist: Path) -> None:
    """Tests and bench come along; what was made on the way does not."""
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    needed = {"Makefile", "constraints.txt", "CHANGELOG.md", "LICENSE", "README.md", "course.yaml"}
    assert needed | {"tests/test_wheel.py", "bench/__main__.py"} <= names
    assert not [name for name in names if "__pycache__" in name or name.startswith(".venv")]


def test_the_wheel_holds_the_package_and_the_course(wheel: Path) -> None:
    """Every file of the course is there under studyapp/shipped, and nothing beside the package."""
    parts = [
        REPOSITORY / "course.yaml",
        *REPOSITORY.glob("content/*.md"),
        *REPOSITORY.glob("questions/*.yaml"),
    ]
    course = {f"studyapp/shipped/{path.relative_to(REPOSITORY).as_posix()}" for path in parts}
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {"studyapp/py.typed", "studyapp/ui/app.tcss", "studyapp/cli.py"} | course <= names
    assert {name.partition("/")[0] for name in names} == {"studyapp", f"studyapp-{__version__}.dist-info"}


def test_the_installed_command_tells_its_version(installed: Path, tmp_path: Path) -> None:
    """It runs from anywhere, without a file of its own in the home folder."""
    assert run(installed, "--version", cwd=tmp_path, home=tmp_path) == f"studyapp {__version__}\n"
    assert list(tmp_path.iterdir()) == []


def test_the_shipped_course_passes_the_check(installed: Path, tmp_path: Path) -> None:
    """As it lies in the installed package."""
    (shipped,) = installed.parents[1].glob("lib/python*/site-packages/studyapp/shipped")
    run(installed, "check", str(shipped), cwd=tmp_path, home=tmp_path)


def test_the_shipped_course_opens_in_an_empty_home(installed: Path, tmp_path: Path) -> None:
    """A learner who has just installed it reads with Enter."""
    said = run(installed, "--plain", cwd=tmp_path, home=tmp_path, typed="\n\n:quit\n")
    assert "Course: Global perspectives on medical education" in said
    assert "Section 1 of 9" in said
    assert "Question 1 of" in said
