"""A folder becomes a course; what is wrong with it is told in one run, and costs only its own section."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studyapp.course.folder import find_courses
from studyapp.course.load import Loaded, load, prettified
from studyapp.course.model import Settings
from studyapp.diagnostics import Severity
from studyapp.errors import CourseError

QUESTION = """\
questions:
  - id: {id}
    prompt: Which?
    choices: [{{text: this, correct: true}}, that]
"""


def make(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write the files of a course; one section is there unless the files have their own."""
    if not any(name.startswith("content/") for name in files):
        files = {"content/01-first-steps.md": "# First\n\nWater boils at 100 degrees.\n", **files}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def codes(loaded: Loaded) -> list[str]:
    return [found.code for found in loaded.diagnostics]


def test_a_course_needs_no_more_than_a_text(tmp_path: Path) -> None:
    """Without course.yaml the id and title come from the folder's name, the section's title from its heading."""
    loaded = load(make(tmp_path / "Roman Law", {}))
    assert loaded.diagnostics == ()
    assert (loaded.course.id, loaded.course.title) == ("roman-law", "Roman Law")
    section = loaded.course.sections[0]
    assert (section.stem, section.title, section.questions) == ("01-first-steps", "First", ())
    assert (section.content_file, section.question_file) == (
        "content/01-first-steps.md",
        "questions/01-first-steps.yaml",
    )


def test_course_yaml_names_orders_and_groups(tmp_path: Path) -> None:
    """All that course.yaml may say arrives in the model."""
    about = """\
format: 1
id: law
title: Law
description: Old and new.
authors: [Ada, Ben]
language: fr
licence: CC0
settings: {pass: 0.5, shuffle: false, book: closed, certainty: on}
sections:
  - b
  - part: The rest
    sections: [a]
"""
    loaded = load(make(tmp_path, {"course.yaml": about, "content/a.md": "A", "content/b.md": "B"}))
    course = loaded.course
    assert loaded.diagnostics == ()
    assert (course.id, course.title, course.description, course.authors) == (
        "law",
        "Law",
        "Old and new.",
        ("Ada", "Ben"),
    )
    assert (course.language, course.licence) == ("fr", "CC0")
    assert course.settings == Settings(pass_share=0.5, shuffle=False, open_book=False, certainty=True)
    assert [(section.stem, section.part) for section in course.sections] == [("b", ""), ("a", "The rest")]


def test_a_question_file_overrides_the_settings(tmp_path: Path) -> None:
    """The settings hold for the file's questions wherever in the file they stand."""
    text = QUESTION.format(id="q") + "    shuffle: true\n" + QUESTION.format(id="r").partition("\n")[2]
    text += "settings: {shuffle: false, book: closed, pass: 1/2}\n"
    section = load(make(tmp_path, {"questions/01-first-steps.yaml": text})).course.sections[0]
    assert section.settings == Settings(pass_share=0.5, shuffle=False, open_book=False)
    assert [question.shuffle for question in section.questions] == [True, False]


def test_errors_in_one_file_leave_out_one_section(tmp_path: Path) -> None:
    """The text stays, its questions go and the errors go with the section; the others are whole."""
    files = {
        "content/a.md": "# A\n",
        "content/b.md": "# B\n",
        "content/c.md": b"# C\xff\n",
        "questions/a.yaml": QUESTION.format(id="a") + "    colour: red\n",
        "questions/b.yaml": QUESTION.format(id="b"),
    }
    loaded = load(make(tmp_path, files))
    a, b, c = loaded.course.sections
    assert (a.text, a.questions, [one.code for one in a.left_out]) == ("# A\n", (), ["unknown-field"])
    assert (len(b.questions), b.left_out) == (1, ())
    assert (c.text, c.title, [one.code for one in c.left_out]) == ("", "C", ["not-utf-8"])
    assert loaded.diagnostics == c.left_out + a.left_out


def test_warnings_leave_nothing_out(tmp_path: Path) -> None:
    """A trap of YAML is told, and the text is used as typed."""
    text = QUESTION.format(id="q").replace("that", "1.10")
    loaded = load(make(tmp_path, {"questions/01-first-steps.yaml": text}))
    question = loaded.course.sections[0].questions[0]
    assert [one.severity for one in loaded.diagnostics] == [Severity.WARNING]
    assert question.choices[1].text == "1.10"


def test_ids_are_unique_in_the_course(tmp_path: Path) -> None:
    """The second of two equal ids is the error, with the first as a further place."""
    files = {
        "content/a.md": "A",
        "content/b.md": "B",
        "questions/a.yaml": QUESTION.format(id="same"),
        "questions/b.yaml": "# later\n" + QUESTION.format(id="same"),
    }
    loaded = load(make(tmp_path, files))
    (found,) = loaded.diagnostics
    assert (found.code, found.file, found.span.line) == (
        "duplicate-id",
        str(tmp_path / "questions/b.yaml"),
        3,
    )
    (label,) = found.labels
    assert (label.file, label.span.line, label.span.column) == (str(tmp_path / "questions/a.yaml"), 2, 5)
    assert [len(section.questions) for section in loaded.course.sections] == [1, 0]


@pytest.mark.parametrize(
    ("files", "code", "help"),
    [
        ({"course.yaml": "titel: x\n"}, "unknown-field", "did you mean `title`?"),
        ({"course.yaml": "sections: [01-first-step]\n"}, "unknown-section", "did you mean `01-first-steps`?"),
        ({"course.yaml": "sections: [01-first-steps, 01-first-steps]\n"}, "section-twice", "keep one"),
        ({"course.yml": "title: x\n"}, "wrong-ending", "rename it to course.yaml"),
        ({"Course.yaml": "title: x\n"}, "wrong-ending", "rename it to course.yaml"),
        ({"course.yaml.txt": "title: x\n"}, "wrong-ending", "rename it to course.yaml"),
        (
            {"questions/01-first-steps.yml": "questions: []\n"},
            "wrong-ending",
            "rename it to 01-first-steps.yaml",
        ),
        ({"content/a.md": "A", "content/b.MD": "B"}, "wrong-ending", "rename it to b.md"),
        (
            {"questions/01-frist-steps.yaml": ""},
            "question-file-without-section",
            "did you mean `01-first-steps`?",
        ),
        ({"course.yaml": "settings: {pass: 80}\n"}, "out-of-range", "write 0.8 or 80%"),
        ({"course.yaml": "settings: {book: opened}\n"}, "unknown-name", "did you mean `open`?"),
    ],
)
def test_a_course_folder_s_mistakes(
    tmp_path: Path, files: dict[str, str | bytes], code: str, help: str
) -> None:
    """Each gives one diagnostic that says what to do."""
    loaded = load(make(tmp_path, files))
    assert code in codes(loaded)
    assert help in next(found.help for found in loaded.diagnostics if found.code == code)


def test_a_section_that_is_not_listed_comes_last_with_a_warning(tmp_path: Path) -> None:
    """A forgotten text is never lost."""
    files = {"course.yaml": "sections: [b]\n", "content/a.md": "A", "content/b.md": "B"}
    loaded = load(make(tmp_path, files))
    assert [section.stem for section in loaded.course.sections] == ["b", "a"]
    assert [(one.code, one.severity) for one in loaded.diagnostics] == [
        ("section-not-listed", Severity.WARNING)
    ]


def test_a_bad_field_of_course_yaml_falls_back_alone(tmp_path: Path) -> None:
    """Progress is kept under the id, so an error elsewhere in the file must not lose it."""
    loaded = load(make(tmp_path, {"course.yaml": "id: law\ntitle: [Law]\nlanguage: de\nx: {\n"}))
    assert codes(loaded) == ["wrong-type", "unknown-field", "yaml-syntax"]
    assert (loaded.course.id, loaded.course.language) == ("law", "de")
    assert loaded.course.title == prettified(tmp_path.name)


@pytest.mark.parametrize("what", ["nowhere", "file", "empty", "no-text"])
def test_what_can_t_be_opened_is_a_course_error(tmp_path: Path, what: str) -> None:
    """No folder, no content folder or no text in it: one sentence."""
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    (tmp_path / "no-text/content").mkdir(parents=True)
    with pytest.raises(CourseError, match=what):
        load(tmp_path / what)


def test_dotfiles_and_other_files_are_ignored(tmp_path: Path) -> None:
    """Editors and systems leave files behind; they are nobody's mistake."""
    files: dict[str, str | bytes] = {
        "content/a.md": "A",
        "content/.b.md": "",
        "content/notes.txt": "",
        "questions/a.yaml~": "",
    }
    assert load(make(tmp_path, files)).diagnostics == ()


def test_diagnostics_come_in_order_of_file_and_place(tmp_path: Path) -> None:
    """Whatever the order of reading."""
    files = {
        "course.yaml": "x: 1\ny: 2\n",
        "content/a.md": "\x1b",
        "content/b.md": "B",
        "questions/b.yaml": "z: 1\n" + QUESTION.format(id="no"),
        "questions/c.yaml": "",
    }
    found = load(make(tmp_path, files)).diagnostics
    places = [(one.file, one.span.line, one.span.column) for one in found]
    assert places == sorted(places)
    assert len({one.file for one in found}) == 4


def test_find_courses(tmp_path: Path) -> None:
    """A folder that is a course, else the courses right below it."""
    make(tmp_path / "b", {})
    make(tmp_path / "a", {"course.yaml": ""})
    make(tmp_path / "deep/er", {})
    (tmp_path / "none").mkdir()
    assert find_courses(tmp_path) == [tmp_path / "a", tmp_path / "b"]
    assert find_courses(tmp_path / "a") == [tmp_path / "a"]
    assert find_courses(tmp_path / "nowhere") == []


@pytest.mark.parametrize("enabled", [True, False])
def test_the_garbage_collector_is_as_before(tmp_path: Path, enabled: bool) -> None:
    """It is paused while loading only, and stays off where the caller had it off."""
    make(tmp_path, {})
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        load(tmp_path)
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()


@pytest.mark.parametrize(
    "text",
    [
        "title: Caf\xe9 law\nid: old-law\n".encode("latin-1"),
        b"title: 'Caf\xc3\xa9 law\nid: old-law\n",
        b"x: [\nid: 'old-law'\n",
        b"a: \x01\nid: old-law # mine\n",
        b'a: b: c\rid: "old-law"\r',
        "id: old-law\n".encode("utf-16"),
        b"id: Old Law\n",
    ],
)
def test_the_id_is_kept_whatever_is_wrong_with_course_yaml(tmp_path: Path, text: bytes) -> None:
    """Under the folder's name the learner's progress would seem lost."""
    loaded = load(make(tmp_path / "folder", {"course.yaml": text}))
    assert loaded.diagnostics
    assert loaded.course.id == "old-law"


def test_the_title_is_kept_too(tmp_path: Path) -> None:
    """As far as it can be read."""
    text = "title: 'Old law'\nlicence: Caf\xe9\n".encode("latin-1")
    course = load(make(tmp_path / "folder", {"course.yaml": text})).course
    assert (course.id, course.title) == ("folder", "Old law")


def test_a_bad_setting_drops_itself_alone(tmp_path: Path) -> None:
    """The good ones beside it hold."""
    text = "settings: {pass: 60%, shuffle: perhaps, book: closed}\n"
    loaded = load(make(tmp_path, {"course.yaml": text}))
    assert codes(loaded) == ["wrong-type"]
    assert loaded.course.settings == Settings(pass_share=0.6, open_book=False)


def test_another_format_can_t_be_opened(tmp_path: Path) -> None:
    """What it means is not known to this version."""
    with pytest.raises(CourseError, match=r"written for format 2; studyapp \S+ reads format 1"):
        load(make(tmp_path, {"course.yaml": "format: 2\n"}))


@pytest.mark.parametrize(
    ("name", "help"),
    [
        ("questions/a.yaml.txt", "rename it to a.yaml"),
        ("content/b.md.txt", "rename it to b.md"),
        ("questions/a.md", "texts (.md) belong in content/"),
        ("content/a.yaml", "questions (.yaml) in questions/"),
        ("content/more/b.md", "move its files to content/"),
        ("questions/more/b.yaml", "move its files to questions/"),
        ("Questions/a.yaml", "move its files to questions/"),
        ("question/a.yaml", "move its files to questions/"),
        ("Content/b.md", "move its files to content/"),
    ],
)
def test_files_that_nobody_reads_are_told(tmp_path: Path, name: str, help: str) -> None:
    """A warning, as they may be meant to lie there."""
    (found,) = load(make(tmp_path, {"content/a.md": "A", name: ""})).diagnostics
    assert (found.code, found.severity) == ("not-read", Severity.WARNING)
    assert help in found.help


def test_a_title_has_a_limit(tmp_path: Path) -> None:
    """A paragraph that was made a heading is cut."""
    loaded = load(make(tmp_path, {"content/a.md": "\n# " + "x" * 300}))
    (found,) = loaded.diagnostics
    assert (found.code, found.severity, found.span.line) == ("long-title", Severity.WARNING, 2)
    assert loaded.course.sections[0].title == "x" * 200


def test_a_misspelt_section_is_not_told_to_be_forgotten(tmp_path: Path) -> None:
    """It is one mistake; the others that are forgotten are named at the list, in one line."""
    files = {"course.yaml": "sections: [c, frist]\n", **{f"content/{name}.md": "A" for name in "abcdefg"}}
    loaded = load(make(tmp_path, {**files, "content/first.md": "A"}))
    assert codes(loaded) == ["section-not-listed", "unknown-section"]
    assert "does not list a, b, d, e, f and 1 more" in loaded.diagnostics[0].message
    assert (loaded.diagnostics[0].span.line, loaded.diagnostics[0].span.column) == (1, 11)
    assert [section.stem for section in loaded.course.sections] == [
        "c",
        "a",
        "b",
        "d",
        "e",
        "f",
        "first",
        "g",
    ]


# Hostile inputs


def test_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    """The same questions, ids and texts from LF, CRLF, CR, and with a byte-order mark."""
    text = QUESTION.format(id="q") + "    explanation: |\n      One\n      two\n"
    courses = []
    for index, (end, mark) in enumerate([("\n", ""), ("\r\n", ""), ("\r", ""), ("\r\n", "\ufeff")]):
        files = {
            "content/a.md": mark + "# A\n\nB\n".replace("\n", end),
            "questions/a.yaml": mark + text.replace("\n", end),
        }
        loaded = load(make(tmp_path / str(index), files))
        assert loaded.diagnostics == ()
        courses.append(loaded.course.sections)
    assert courses.count(courses[0]) == len(courses)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs FIFOs and links")
@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("fifo", "not-regular"),
        ("link", "symlink"),
        ("loop", "symlink"),
        ("folder", "not-regular"),
        ("device", "symlink"),
        ("large", "too-large"),
    ],
)
def test_only_regular_files_of_a_bounded_size_are_read(tmp_path: Path, target: str, code: str) -> None:
    """Pipes, links (also into the course), devices, folders and 100 MB cost nothing but a diagnostic."""
    course = make(tmp_path / "course", {"content/a.md": "A"})
    (tmp_path / "secret.md").write_text("secret")
    path = course / "content/b.md"
    match target:
        case "fifo":
            os.mkfifo(path)
        case "link":
            path.symlink_to(tmp_path / "secret.md")
        case "loop":
            path.symlink_to(path)
        case "folder":
            path.mkdir()
        case "device":
            path.symlink_to("/dev/zero")
        case "large":
            with path.open("wb") as stream:
                stream.truncate(100_000_000)
    loaded = load(course)
    assert codes(loaded) == [code]
    assert [section.text for section in loaded.course.sections] == ["A", ""]


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_linked_folders_are_not_entered(tmp_path: Path) -> None:
    """Neither content/ nor questions/ may lead out of the course."""
    outside = make(tmp_path / "outside", {"content/a.md": "A", "questions/a.yaml": QUESTION.format(id="q")})
    course = make(tmp_path / "course", {"content/a.md": "A"})
    (course / "questions").symlink_to(outside / "questions")
    loaded = load(course)
    assert codes(loaded) == ["symlink"]
    assert loaded.course.sections[0].questions == ()
    other = tmp_path / "other"
    other.mkdir()
    (other / "content").symlink_to(outside / "content")
    with pytest.raises(CourseError, match="symbolic link"):
        load(other)


@pytest.mark.parametrize("stem", ["../outside/content/a", "/etc/passwd", "..", ""])
def test_course_yaml_can_t_name_a_file_outside(tmp_path: Path, stem: str) -> None:
    """A section is one of the listed files, never a path."""
    make(tmp_path / "outside", {"content/a.md": "secret"})
    loaded = load(make(tmp_path / "course", {"course.yaml": f'sections: ["{stem}"]\n'}))
    assert "unknown-section" in codes(loaded)
    assert [section.stem for section in loaded.course.sections] == ["01-first-steps"]


@pytest.mark.skipif(os.name == "nt", reason="needs such names")
@pytest.mark.parametrize("name", [b"a\x1b[2J.md", b"a\nb.md", b"a\xff.md", "a\u202eb.md".encode()])
def test_file_names_are_escaped(tmp_path: Path, name: bytes) -> None:
    """A name with ESC, a newline, undecodable bytes or a direction override is told, never shown raw."""
    make(tmp_path, {})
    try:
        Path(os.fsdecode(os.fsencode(tmp_path / "content") + b"/" + name)).write_text("x")
    except OSError:
        pytest.skip("the file system refuses the name")
    (found,) = load(tmp_path).diagnostics
    assert found.code == "bad-file-name"
    assert found.file.isprintable()
    assert "\\" in found.file
    found.file.encode()


def test_the_number_of_questions_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file in which the limit is passed is left out."""
    monkeypatch.setattr("studyapp.course.questions.MAX_QUESTIONS", 1)
    files = {
        "content/a.md": "A",
        "content/b.md": "B",
        "questions/a.yaml": QUESTION.format(id="a"),
        "questions/b.yaml": QUESTION.format(id="b"),
    }
    loaded = load(make(tmp_path, files))
    assert codes(loaded) == ["too-many-questions"]
    assert [len(section.questions) for section in loaded.course.sections] == [1, 0]


PIECES = (
    *"\n\n\n    --::[]{}#&*!|>'\"%@`,.0123é\t\x1b",
    *(
        "questions:",
        "\n  - id: a",
        "\n    prompt: b",
        "\n    choices: ",
        "answer: ",
        "\n    answer: 5",
        "type: ",
    ),
    *("number", "settings:", "sections:", "true", "---", "\\e", "range: ", "evidence: x", "\n    hints: [a]"),
)
YAML_LIKE = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=settings().max_examples * 3 // 2,
)
@given(data=st.one_of(st.binary(max_size=60), YAML_LIKE.map(str.encode)))
def test_reading_never_fails_with_anything_but_a_course_error(tmp_path: Path, data: bytes) -> None:
    """Whatever the files hold, a course with these sections comes back, and what is told is safe to print."""
    make(tmp_path, {"course.yaml": data, "content/a.md": data, "questions/a.yaml": data})
    loaded = load(tmp_path)
    assert [section.stem for section in loaded.course.sections if section.stem == "a"] == ["a"]
    for section in loaded.course.sections:
        errors = [one for one in section.left_out if one.file.endswith(".yaml")]
        assert not (errors and section.questions)
    for found in loaded.diagnostics:
        assert found.span.line >= 1
        assert (found.span.end_line, found.span.end_column) > (found.span.line, found.span.column)
