"""Who may import what: the engine has no screen, each library one door, and imports run one way."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import studyapp

PACKAGE = Path(studyapp.__file__).parent
LAYERS = {
    "course": 1,
    "study": 2,
    "settings": 2,
    "formats": 2,
    "check": 3,
    "plain": 3,
    "ui": 3,
    "commands": 4,
    "cli": 4,
    "__main__": 4,
}
"""A module may import its own part and lower ones; those not named here are the lowest."""


def modules(part: str = "") -> list[str]:
    """The modules of a part of the package, or all, by their full names."""
    names = []
    for path in sorted((PACKAGE / part).rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return names


def tree(module: str) -> ast.Module:
    path = PACKAGE.parent / module.replace(".", "/")
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return ast.parse(file.read_text(encoding="utf-8"))


def imported(module: str) -> Iterator[str]:
    """What a module imports when it runs, also within functions, by full names."""
    waiting: list[ast.AST] = [tree(module)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            waiting += node.orelse
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None, f"{module} imports relative to itself"
            inner = {f"{node.module}.{alias.name}" for alias in node.names} & ALL
            yield from inner or {node.module}
        else:
            waiting += ast.iter_child_nodes(node)


ALL = frozenset(modules())


def importers(library: str) -> set[str]:
    """The modules that import a library."""
    return {module for module in ALL if any(name.split(".")[0] == library for name in imported(module))}


def loaded_by(*names: str) -> set[str]:
    """The top-level modules that are loaded once these are, in a fresh process."""
    code = f"import sys, {', '.join(names)}; print(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("part", ["course", "study", "formats", "check", "plain", "commands"])
def test_nothing_but_the_screens_loads_textual(part: str) -> None:
    """Each module of the part is imported, and neither Textual nor Rich comes with it."""
    assert not loaded_by(*modules(part)) & {"textual", "rich"}


def test_the_command_line_loads_nothing_heavy() -> None:
    """What --version needs is hardly more than Python itself."""
    heavy = {"argparse", "dataclasses", "inspect", "pathlib", "sqlite3", "typing", "yaml"}
    assert not loaded_by("studyapp.cli") & heavy
    assert not loaded_by("studyapp.commands.parser") & (heavy - {"argparse"})


def test_a_sitting_needs_no_database() -> None:
    """The engine works on a journal in memory; only the progress file's modules load SQLite."""
    engine = [f"studyapp.study.{name}" for name in ("sitting", "results", "feedback", "scoring", "journal")]
    assert "sqlite3" not in loaded_by(*engine)


def test_starting_loads_no_scheduler() -> None:
    """The app, the linear twin and the progress file do without FSRS until an answer is rated."""
    start = ("studyapp.ui.app", "studyapp.plain", "studyapp.study.store", "studyapp.study.reviewing")
    assert not loaded_by(*start) & {"fsrs", "fsrs_rs_python"}


def test_starting_loads_nothing_that_reads_yaml() -> None:
    """A course that was opened before comes from the cache."""
    start = ("studyapp.commands.study", "studyapp.ui.app", "studyapp.plain", "studyapp.course.opening")
    assert not loaded_by(*start) & {"yaml", "rapidfuzz"}


def test_each_library_has_one_door() -> None:
    """YAML is read in one module, Textual is used by the screens, SQLite by what keeps the progress, and so on."""
    assert importers("yaml") == {"studyapp.course.yamlio"}
    assert all(name.startswith("studyapp.ui") for name in importers("textual") | importers("rich"))
    assert all(name.startswith("studyapp.study.") for name in importers("sqlite3"))
    assert importers("argparse") == {"studyapp.commands.parser"}
    assert importers("platformdirs") == {"studyapp.places"}
    assert importers("fsrs") == {"studyapp.study.review.scheduler"}
    assert importers("bs4") | importers("markdownify") == {"studyapp.formats.html"}
    assert importers("watchfiles") == {"studyapp.ui.preview.watching"}
    assert importers("fsrs_rs_python") == {"studyapp.study.review.fitting"}


@pytest.mark.parametrize("module", sorted(ALL))
def test_imports_run_one_way(module: str) -> None:
    """From the command line to the faces, to studying, to the course; never back, nor between the faces."""

    def part(name: str) -> str:
        return [*name.split("."), ""][1]

    own = part(module)
    for name in imported(module):
        if name.split(".")[0] == "studyapp" and part(name) != own:
            lower = LAYERS.get(part(name), 0) < LAYERS.get(own, 0)
            same = LAYERS.get(part(name), 0) == LAYERS.get(own, 0) != LAYERS["ui"]
            assert lower or same, f"{module} imports {name}"


def test_there_are_no_cycles() -> None:
    """Not even through imports within functions."""
    graph = {module: {name for name in imported(module) if name in ALL - {module}} for module in ALL}
    TopologicalSorter(graph).prepare()
