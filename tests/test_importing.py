"""``studyapp import``: from a file to a course that opens, and everything that stands in the way."""

from __future__ import annotations

import builtins
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from studyapp.check.run import check
from studyapp.cli import main
from studyapp.course.load import Loaded, load
from studyapp.course.text import find
from studyapp.diagnostics import Severity
from studyapp.formats.writing import telling_sentence

DATA = Path(__file__).parent / "data/import"
SHARED = Path(__file__).parents[2] / "shared"
beside = pytest.mark.skipif(not SHARED.is_dir(), reason="the corpora are not beside the repository")
ESSAY = [
    "Introduction: The Evolution of Medical Education",
    "Medical Education: Then and Now",
    "Globalisation and Medical Education",
    "Technology: A Catalyst for International Medical Education",
    "Current Landscape of International Medical Education",
    "The Significance and Impact of International Medical Education",
    "Healthcare Space: Transforming with Global Medical Education",
    "The Future of International Medical Education",
    "Conclusion: Embracing the Global Perspective in Medical Education",
]


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def imported(file: Path, *options: str) -> Loaded:
    """The course made of a file: it must load, and lack nothing but questions."""
    assert main(["import", str(file), "made", *options]) == 0
    loaded = load(Path("made"))
    assert {found.code for found in loaded.diagnostics} == {"no-questions"}
    assert not any(section.left_out for section in loaded.course.sections)
    return loaded


def test_a_text_becomes_a_course(capsys: pytest.CaptureFixture[str]) -> None:
    """The folder is named as the file; the report names sections, headings, what was left out and what comes next."""
    assert main(["import", str(DATA / "essay.txt")]) == 0
    report = capsys.readouterr().out
    assert report.startswith("How Bread Is Made: A Short Account\n")
    assert "   3  Conclusion: Fire" in report
    assert "3 short lines without a full stop" in report
    assert "Nothing was left out." in report
    assert "studyapp check essay" in report
    course = load(Path("essay")).course
    assert course.title == "How Bread Is Made: A Short Account"
    assert course.id == "how-bread-is-made-a-short-account"
    assert [one.stem for one in course.sections] == [
        "01-flour-and-water",
        "02-the-work-of-yeast",
        "03-conclusion-fire",
    ]


def test_the_report_counts_what_was_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    """In plain words, with their plurals."""
    pytest.importorskip("markdownify", reason="the extra `author` is not installed")
    imported(DATA / "old.htm")
    assert "Left out: 1 picture, 1 row of links.\n" in capsys.readouterr().out


def test_level_and_title_can_be_given() -> None:
    """Sections at deeper headings, and the title that is wanted."""
    course = imported(DATA / "numbered.txt", "--level", "3", "--title", "Of  water").course
    assert course.title == "Of water"
    assert [one.title for one in course.sections][:2] == ["1 Introduction", "1.1 Scope"]
    assert course.sections[1].part == "1 Introduction"


def test_check_says_only_that_questions_are_missing() -> None:
    """The linter finds nothing else to warn of."""
    loaded = imported(DATA / "guide.md")
    assert not [one for one in check(loaded.course) if one.severity is not Severity.INFO]


@pytest.mark.parametrize("file", ["essay.txt", "guide.md", "chapters.txt"])
def test_the_commented_questions_load_once_the_marks_are_gone(file: str) -> None:
    """Each example of the skeleton is a question about its section, its evidence found in the text."""
    imported(DATA / file)
    for bank in Path("made/questions").iterdir():
        head, _, skeleton = bank.read_text().partition("# questions:")
        lines = f"# questions:{skeleton}".splitlines()
        bank.write_text(head + "\n".join(line.removeprefix("#").removeprefix(" ") for line in lines))
    loaded = load(Path("made"))
    assert not loaded.diagnostics
    kinds = Counter(type(one).__name__ for section in loaded.course.sections for one in section.questions)
    assert kinds["Single"] == len(loaded.course.sections)
    assert kinds["TextAnswer"] > 0


def test_a_telling_sentence_stands_in_the_text() -> None:
    """It is a whole sentence, in the words of the text; a text of scraps has none."""
    text = "# Of **tides**\n\nWell. The *tide* is raised by the Moon, because water follows its pull twice a day. So?\n"
    sentence = telling_sentence(text)
    assert sentence == "The tide is raised by the Moon, because water follows its pull twice a day."
    assert find(text, sentence)
    assert telling_sentence("# A\n\nNo. Yes.\n\n- one\n- two\n") == ""


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["import", *arguments]) == 1
    assert not Path("made").exists()
    assert not list(Path().glob(".studyapp-*"))
    return capsys.readouterr().err


def test_nothing_is_written_over(capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that holds anything is left as it is; an empty one is taken."""
    Path("mine").mkdir()
    Path("mine/notes.txt").write_text("keep")
    assert "mine is not empty" in refused(capsys, str(DATA / "essay.txt"), "mine")
    assert "no folder" in refused(capsys, str(DATA / "essay.txt"), "mine/notes.txt")
    assert [path.name for path in Path("mine").iterdir()] == ["notes.txt"]
    Path("made").mkdir()
    assert main(["import", str(DATA / "essay.txt"), "made"]) == 0


def test_the_folder_that_one_is_in_is_filled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It stays the same folder, and holds the course and nothing else."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert main(["import", str(DATA / "essay.txt"), "."]) == 0
    assert sorted(one.name for one in (tmp_path / "here").iterdir()) == [
        "content",
        "course.yaml",
        "questions",
        "schema",
    ]
    assert [one.name for one in tmp_path.iterdir()] == ["here"]


def test_an_odd_name_names_a_plain_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without line breaks and control characters; the commands that are printed name it as it is."""
    odd = tmp_path / "-new\nline\x1b[31m.txt"
    odd.write_bytes((DATA / "essay.txt").read_bytes())
    assert main(["import", str(odd)]) == 0
    assert load(Path("-new line [31m")).course.sections
    assert "studyapp check './-new line [31m'" in capsys.readouterr().out


def test_a_failure_leaves_nothing_behind(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full in the midst of it: neither half a course nor a folder for it."""
    real = Path.write_text

    def full(self: Path, *arguments: Any, **named: Any) -> int:
        if self.name.startswith("03"):
            raise OSError(28, "No space left on device", str(self))
        return real(self, *arguments, **named)

    monkeypatch.setattr(Path, "write_text", full)
    assert "No space left on device" in refused(capsys, str(DATA / "essay.txt"), "made")
    Path("there").mkdir()
    told = refused(capsys, str(DATA / "essay.txt"), "there/new/within/course")
    assert "Nothing was written" in told
    assert list(Path("there").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0", "save it as .docx"),
        ("a.xyz", b"text", "What is read: .txt"),
        ("a", b"text", "files without an ending are not read"),
        ("a.txt", b" \n", "the file is empty"),
        ("a.txt", b"a\0b\0" * 100, "zero bytes"),
        ("a.md", b"x" * 10_000_001, "larger than 10 MB"),
        ("a\x1b[31m.xyz", b"text", r"a\x1b[31m.xyz: "),
    ],
)
def test_what_can_not_be_read_is_refused(
    capsys: pytest.CaptureFixture[str], name: str, data: bytes, told: str
) -> None:
    """The file, what was seen and what to do."""
    Path(name).write_bytes(data)
    told_ = refused(capsys, name, "made")
    assert told in told_
    assert "\x1b" not in told_


def test_only_regular_files_are_read(capsys: pytest.CaptureFixture[str]) -> None:
    """A folder, a pipe that nobody writes to and a name that is not there do not make anybody wait."""
    os.mkfifo("pipe.txt")
    assert "not a regular file" in refused(capsys, "pipe.txt", "made")
    Path("folder.txt").mkdir()
    assert "this is a folder" in refused(capsys, "folder.txt", "made")
    assert "no such file" in refused(capsys, "nowhere.txt", "made")


def test_a_missing_library_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence with the command that installs what is missing."""
    real = builtins.__import__

    def without(name: str, *arguments: Any, **named: Any) -> Any:
        if name.split(".")[0] == "bs4":
            raise ModuleNotFoundError("No module named 'bs4'", name="bs4")
        return real(name, *arguments, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    told = refused(capsys, str(DATA / "old.htm"), "made")
    assert "in the clone of studyapp, pipx install --force '.[author]'" in told
    assert told.count("\n") == 1


def test_content_tells_what_a_file_is() -> None:
    """A page that is called .txt is read as the page that it is."""
    pytest.importorskip("markdownify", reason="the extra `author` is not installed")
    Path("page.txt").write_text("<!DOCTYPE html><html><body><h1>A</h1><p>b<h1>C</h1><p>d")
    assert [one.title for one in imported(Path("page.txt")).course.sections] == ["A", "C"]


def test_control_characters_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    """What could steer a terminal is neither written nor printed, but counted."""
    Path("a.md").write_text("# A\x1b]0;b\x07\n\ntext \u202eright\n\n# B\n\nc")
    imported(Path("a.md"))
    out = capsys.readouterr().out
    assert "Left out: 3 control characters." in out
    assert "\x1b" not in out


@beside
def test_the_essay_gives_its_title_and_nine_sections() -> None:
    """The text that the shipped course began with."""
    (file,) = (SHARED / "source").glob("*.txt")
    course = imported(file).course
    title = "The Progressive Impact of Global Perspectives on Medical Education: An Extensive Analysis"
    assert course.title == title
    assert [one.title for one in course.sections] == ESSAY


def others() -> list[Path]:
    patterns = ("mdbook-quiz/**/*.md", "*.htm", "reading/**/*.txt")
    return sorted(path for pattern in patterns for path in (SHARED / "corpora").glob(pattern))


@beside
@pytest.mark.parametrize("file", others(), ids=lambda path: path.name)
def test_texts_of_others_become_courses(file: Path) -> None:
    """Each loads without an error and has text in every section."""
    if file.suffix == ".htm":
        pytest.importorskip("markdownify", reason="the extra `author` is not installed")
    course = imported(file).course
    assert all(len(section.text.split()) > 3 for section in course.sections)
