"""``studyapp new``: what it writes is a course, what it prints are questions, and nothing is ever overwritten."""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.cli import main
from studyapp.commands.new import new_course
from studyapp.course.kinds import KINDS
from studyapp.course.load import Loaded, load
from studyapp.course.starter import About, example, starter, text

Typed = Callable[[str], None]


class Terminal(StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Lets someone at a terminal type lines; what the program says is not kept."""

    def typed(lines: str) -> None:
        monkeypatch.setattr(sys, "stdin", Terminal(lines))
        monkeypatch.setattr(sys, "stderr", Terminal())

    return typed


def opened(folder: Path) -> Loaded:
    """The course in a folder, in which nothing may be wrong."""
    loaded = load(folder)
    assert loaded.diagnostics == ()
    return loaded


def test_a_new_course_passes_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Made of the folder's name alone; its files are printed."""
    folder = tmp_path / "tides-and-moons"
    assert main(["new", str(folder)]) == 0
    printed = capsys.readouterr().out.splitlines()
    names = (
        "course.yaml",
        "content/01-introduction.md",
        "questions/01-introduction.yaml",
        "schema/questions.schema.json",
        "schema/course.schema.json",
    )
    assert printed == [str(folder / name) for name in names]
    course = opened(folder).course
    assert (course.id, course.title, course.authors) == ("tides-and-moons", "Tides and moons", ())
    assert [section.title for section in course.sections] == ["Introduction"]
    assert [question.kind for _, question in course.questions()] == ["single", "truefalse", "text"]
    assert all(question.evidence and question.explanation for _, question in course.questions())
    assert main(["check", str(folder)]) == 0
    assert capsys.readouterr().out == ""


def test_options_tell_what_it_is_called(tmp_path: Path) -> None:
    """The id is made of the title."""
    words = ["--title", "The Moon: a beginning", "--author", "Ada Example", "--language", "no"]
    assert main(["new", *words, str(tmp_path / "moon")]) == 0
    course = opened(tmp_path / "moon").course
    assert (course.id, course.title) == ("the-moon-a-beginning", "The Moon: a beginning")
    assert (course.authors, course.language) == (("Ada Example",), "no")


def test_a_terminal_is_asked(tmp_path: Path, types: Typed) -> None:
    """Title, id, author and the first section's title, in this order."""
    types("The Moon\nMoon 1\nAda\nPhases & tides\n")
    assert main(["new", str(tmp_path / "a")]) == 0
    course = opened(tmp_path / "a").course
    assert (course.title, course.id, course.authors) == ("The Moon", "moon-1", ("Ada",))
    assert course.sections[0].title == "Phases & tides"
    assert course.sections[0].stem == "01-phases-tides"


def test_enter_takes_what_is_proposed(tmp_path: Path, types: Typed) -> None:
    """And what an option has told is not asked."""
    types("\n\n\n")
    assert main(["new", "--title", "The Moon", str(tmp_path / "a")]) == 0
    course = opened(tmp_path / "a").course
    assert (course.title, course.id, course.authors) == ("The Moon", "the-moon", ())


def test_an_end_of_the_input_writes_nothing(tmp_path: Path, types: Typed) -> None:
    """Ctrl-D among the questions leaves no folder behind."""
    types("The Moon\n")
    assert main(["new", str(tmp_path / "a")]) == 1
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    """As the current folder is, by its dot."""
    assert main(["new", str(tmp_path)]) == 0
    opened(tmp_path)


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder with anything in it, and a file, are left as they are."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for taken, told in ((tmp_path, "is not empty"), (tmp_path / "file", "is not a folder")):
        assert main(["new", str(taken)]) == 1
        assert told in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_a_place_that_can_t_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Here a folder below a file."""
    (tmp_path / "file").touch()
    assert main(["new", str(tmp_path / "file" / "course")]) == 1
    assert "can't be" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["new"], ["new", "a", "--question", "single"], ["new", "--question", "sort"]]
)
def test_wrong_usage(words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a folder nor a type, both, and a type that is none."""
    monkeypatch.chdir(tmp_path)
    assert main(words) == 2
    assert list(tmp_path.iterdir()) == []


def test_whoever_breaks_off_has_no_course(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By Ctrl-C at a question, too, which ends the command as everywhere."""

    def interrupted(_question: str, _default: str) -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        new_course(tmp_path / "moon", title=None, author=None, language=None, ask=interrupted)
    assert capsys.readouterr().err == "\nNothing was written.\n"
    assert not (tmp_path / "moon").exists()


@given(title=st.text(max_size=30), section=st.text(max_size=300), author=st.text(max_size=30))
def test_any_words_make_a_course(
    title: str, section: str, author: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Quotes, braces, line breaks and control characters too."""
    folder = tmp_path_factory.mktemp("new")
    answers = {"Title of the first section": section, "Author": author}
    done = new_course(
        folder,
        title=title,
        author=None,
        language=None,
        ask=lambda what, default: answers.get(what) or default,
    )
    assert done == 0
    opened(folder)


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_of_each_type(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It has comments, and is a question of that type, about the text of a new course."""
    assert main(["new", "--question", kind]) == 0
    printed = capsys.readouterr().out
    assert "# " in printed
    (question,) = course_of(printed, tmp_path)
    assert question == kind


def test_every_example_can_be_put_below_a_new_course_s_questions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All of them at once: ids differ, and none asks what another asks."""
    main(["new", str(tmp_path / "moon")])
    with (tmp_path / "moon/questions/01-introduction.yaml").open("a", encoding="utf-8") as file:
        file.write("".join(map(example, KINDS)))
    capsys.readouterr()
    assert main(["check", "--strict", str(tmp_path / "moon")]) == 0
    assert capsys.readouterr().out == ""
    assert len(list(opened(tmp_path / "moon").course.questions())) == 3 + len(KINDS)


def test_all_examples_can_stand_in_one_file(tmp_path: Path) -> None:
    """Their ids differ."""
    assert course_of("".join(map(example, KINDS)), tmp_path) == list(KINDS)


def course_of(questions: str, folder: Path) -> list[str]:
    """The types of these questions in a course that has the text of a new one."""
    files = starter(About("moon", "Moon", "Introduction"))
    files["questions/01-introduction.yaml"] = "questions:\n" + questions
    for name, words in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(words, encoding="utf-8")
    assert text() in files["content/01-introduction.md"]
    return [question.kind for _, question in opened(folder).course.questions()]
