"""The learner's settings: what a file of any kind gives, and that a change touches one line alone."""

from __future__ import annotations

import os
import stat
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import builders
from studyapp.course.model import Settings
from studyapp.diagnostics import Diagnostic
from studyapp.settings import DEFAULTS, SETTINGS, LearnerSettings, personal, read
from studyapp.settings.table import KeyTable, Number, OneOf, written
from studyapp.settings.toml import Entry, Header, statements, value_of
from studyapp.settings.writing import write

PLAIN = [name for name, one in SETTINGS.items() if not isinstance(one.form, KeyTable)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def given_text(file: Path, text: str | bytes) -> tuple[LearnerSettings, tuple[Diagnostic, ...]]:
    """What a file of that text gives."""
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(file)


def told(found: tuple[Diagnostic, ...]) -> list[tuple[int, int, str]]:
    """Line, column and code of each diagnostic."""
    return [(one.span.line, one.span.column, one.code) for one in found]


# --- the table


def test_the_table_is_the_dataclass() -> None:
    """Every setting has its own words, and its default is one that may be written or left out."""
    assert list(SETTINGS) == [one.name for one in fields(LearnerSettings)]
    for name, setting in SETTINGS.items():
        assert getattr(DEFAULTS, name) == setting.default
        assert setting.help.endswith(".")
        assert len(setting.title) <= 14
        if not isinstance(setting.form, KeyTable) and setting.default is not None:
            assert setting.form.read(setting.default) == setting.default


def test_choices_step_in_a_ring() -> None:
    """From the last one on to the first, and back; 1 and True are not mixed up."""
    form = OneOf((None, True, False))
    assert [form.step(None, 1), form.step(False, 1), form.step(None, -1)] == [True, None, False]


@pytest.mark.parametrize(
    ("number", "by", "next"), [(40, 1, 45), (41, 1, 45), (41, -1, 40), (1, -1, 1), (3, -1, 1)]
)
def test_numbers_step_to_round_ones(number: int, by: int, next: int) -> None:
    """And not beyond the range."""
    assert Number(1, 1000, 5).step(number, by) == next


def test_shares_step_by_hundredths() -> None:
    """Without the dust of binary fractions."""
    form, value = Number(0.7, 0.97, 0.01, whole=False), 0.7
    seen = [value]
    while (value := form.step(value, 1)) != seen[-1]:  # type: ignore[assignment]
        seen.append(value)
    assert seen == [round(hundredth / 100, 2) for hundredth in range(70, 98)]


# --- reading


def test_no_file_is_all_defaults(file: Path) -> None:
    """And nothing is told."""
    assert read(file) == (DEFAULTS, ())


def test_every_setting_is_read(file: Path) -> None:
    """In the spellings that a file may have."""
    text = """\
# mine
theme = "light"  # by day
width = 80
book = 'closed'
certainty = "on"
where = false
daily_cap = 10
"retention" = 0.85

[keys]
question.hint = "h,f5"
"question.text" = "v"
"""
    keys = {"question.hint": "h,f5", "question.text": "v"}
    expected = LearnerSettings("light", 80, "closed", True, False, 10, 0.85, keys)
    assert given_text(file, text) == (expected, ())
    assert given_text(file, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()) == (expected, ())


@pytest.mark.parametrize(
    "text", ['keys = {"a.b" = "x"}', 'keys.a.b = "x"', '[keys.a]\nb = "x"', 'keys = {a.b = "x"}']
)
def test_keys_may_be_written_in_any_way_that_toml_has(file: Path, text: str) -> None:
    """A dotted id without quotes makes tables, which mean the same."""
    assert given_text(file, text)[0].keys == {"a.b": "x"}


@pytest.mark.parametrize(
    ("line", "column", "code", "help"),
    [
        ("theme = 'drak'", 9, "wrong-value", 'write "dark" or "light"'),
        ("theme = true", 9, "wrong-value", 'write "dark" or "light"'),
        ("theme = dark", 9, "toml-syntax", 'write "dark" or "light"'),
        ("theme =", 7, "toml-syntax", 'write "dark" or "light"'),
        ("theme", 5, "toml-syntax", "write it as name = value, with texts in quotes"),
        ("theme.x = 1", 1, "wrong-value", 'write "dark" or "light"'),
        ("certainty = 1", 13, "wrong-value", 'write "on" or "off"'),
        ("daily_cap = 0", 13, "wrong-value", "write a whole number from 1 to 1000"),
        ("daily_cap = 2.5", 13, "wrong-value", "write a whole number from 1 to 1000"),
        ("daily_cap = true", 13, "wrong-value", "write a whole number from 1 to 1000"),
        ("retention = nan", 13, "wrong-value", "write a number from 0.7 to 0.97"),
        ("retention = [\n 0.9, #]\n]", 13, "wrong-value", "write a number from 0.7 to 0.97"),
        ("wdith = 80", 1, "unknown-setting", "did you mean `width`?"),
        ("width = 1e", 10, "toml-syntax", "write a whole number from 40 to 120"),
        ("keys = 'h'", 8, "wrong-value", "below [keys]"),
        ("width = [\\", 10, "toml-syntax", "write a whole number from 40 to 120"),
        ("x = '''", 7, "toml-syntax", "write it as name = value"),
        ("\x1b = 1", 1, "toml-syntax", "write it as name = value"),
        ("x = " + "[" * 5000 + "]" * 5000, 1, "toml-syntax", "write it as name = value"),
        ("x = " + "1" * 5000, 1, "toml-syntax", "write it as name = value"),
    ],
)
def test_a_wrong_line_is_told_with_its_place(
    file: Path, line: str, column: int, code: str, help: str
) -> None:
    """Its setting keeps the default, and those around it hold."""
    own, found = given_text(file, f"where = true\n{line}\nbook = 'open'\n[keys]\n'a.b' = 'x'\n")
    assert told(found) == [(2, column, code)]
    assert help in found[0].help
    assert own == LearnerSettings(where=True, book="open", keys={"a.b": "x"})
    assert found[0].file == str(file)
    assert "\x1b" not in found[0].message + found[0].help


@pytest.mark.parametrize("header", ["[theme]", "[reviews]", "[keys", "[[keys]]"])
def test_what_follows_a_wrong_header_is_left_out(file: Path, header: str) -> None:
    """Up to the next one; it is told once."""
    own, found = given_text(file, f"width = 60\n{header}\nwidth = 80\n[keys]\nx = 'y'\n")
    assert [one.span.line for one in found] == [2]
    assert own == LearnerSettings(width=60, keys={"x": "y"})


def test_a_setting_below_the_keys_is_told(file: Path) -> None:
    """TOML takes it for one of the keys."""
    _, (found,) = given_text(file, "[keys]\ntheme = 'light'\n")
    assert found.help == "move the line above [keys]"


def test_a_second_value_is_told(file: Path) -> None:
    """The first one holds."""
    own, (found,) = given_text(file, "width = 60\nwidth = 80\n")
    assert own.width == 60
    assert found.span.line == 2
    assert found.labels[0].span.line == 1


def test_keys_that_the_screens_refuse_are_left_out(file: Path) -> None:
    """With the words of who knows the screens, who is asked only where there are keys."""
    given_text(file, "[keys]\n'a' = 'x'\n'b' = 'y'\n")
    own, (found,) = read(file, lambda keys: {"b": (f"{keys['b']} is no key", "press another")})
    assert own.keys == {"a": "x"}
    assert (found.span.line, found.message, found.help) == (3, "y is no key", "press another")
    given_text(file, "theme = 'dark'")
    read(file, lambda keys: pytest.fail("asked"))


def test_a_byte_that_is_not_utf8_is_told(file: Path) -> None:
    """All lines hold that do not need it."""
    own, (found,) = given_text(file, b"# caf\xe9\nwidth = 60\n")
    assert own.width == 60
    assert (found.code, found.span.line, found.span.column) == ("not-utf-8", 1, 6)


def test_utf16_is_told_once(file: Path) -> None:
    """As one mistake, not as one a line."""
    own, found = given_text(file, "width = 60\ntheme = 'light'\n".encode("utf-16"))
    assert (own, [one.code for one in found]) == (DEFAULTS, ["not-utf-8"])


def test_what_is_no_readable_file_is_told(tmp_path: Path) -> None:
    """A folder, a pipe that nobody writes, too many bytes, a file where a folder should be."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large").write_bytes(b"#" * 1_000_001)
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "large", tmp_path / "large" / "settings.toml"):
        own, found = read(path)
        assert own == DEFAULTS
        assert [one.code for one in found] == ["unreadable"]


def test_mistakes_without_end_are_told_up_to_a_hundred(file: Path) -> None:
    """The settings read until then hold."""
    own, found = given_text(file, "width = 60\n" + "x = 1\n" * 200)
    assert own.width == 60
    assert (len(found), found[-1].code) == (101, "too-many-problems")


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_end_the_program(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Whatever the file holds, settings come of it."""
    given_text(tmp_path_factory.getbasetemp() / "any" / "settings.toml", data)


# --- statements

STRINGS = st.sampled_from(
    ['"a # ] \\" b"', "'c # [ \"'", '"""x\n# y = 1\n[z]""\n"""', "'''p\n\" # ''\n'''", '""', "1", "true"]
)
VALUES = st.recursive(
    STRINGS, lambda inner: st.lists(inner, max_size=3).map(lambda some: "[" + " , # ]\n".join(some) + "\n]")
)
COMMENTS = st.sampled_from(["", " # [a] = 'b'", "\t#"])


@given(st.lists(st.tuples(VALUES, COMMENTS), max_size=6), st.sampled_from(["", "\n# c\n", "[t.'x.y']\n"]))
def test_the_statements_of_sound_toml_are_those_of_tomllib(some: list[tuple[str, str]], middle: str) -> None:
    """Each by itself gives the value that the whole file gives."""
    import tomllib

    lines = [f" k{number} = {value}{comment}\n" for number, (value, comment) in enumerate(some)]
    text = "".join(lines[: len(lines) // 2]) + middle + "".join(lines[len(lines) // 2 :])
    found: dict[str, Any] = {}
    for part in statements(text):
        if isinstance(part, Entry):
            assert part.names is not None
            assert part.table is not None
            value = value_of(text[part.start : part.end], part.names)
            assert tomllib.loads(f"x = {text[part.value : part.end]}")["x"] == value
            found[".".join((*part.table, *part.names))] = value
    whole = tomllib.loads(text)
    inner = whole.pop("t", {"x.y": {}})["x.y"]
    assert found == whole | {f"t.x.y.{name}": value for name, value in inner.items()}


# --- writing

LINES = st.lists(
    st.one_of(
        st.text(st.sampled_from("abkxt=[]{}\"'#.,1 \t\\\r"), max_size=12),
        st.sampled_from(
            [
                "theme = 'dark' # c",
                "width= 60",
                "book =",
                "daily_cap = [1,",
                "[keys]",
                "x = '''",
                "# note",
                'y = """',
                "where = on",
            ]
        ),
    ),
    max_size=8,
)


def values(name: str) -> st.SearchStrategy[Any]:
    """What may be set."""
    form = SETTINGS[name].form
    if isinstance(form, OneOf):
        return st.sampled_from(form.values)
    assert isinstance(form, Number)
    return (
        st.integers(int(form.low), int(form.high))
        if form.whole
        else st.floats(form.low, form.high).map(lambda value: max(0.7, round(value, 2)))
    )


def is_of(part: Header | Entry, name: str) -> bool:
    return isinstance(part, Entry) and (part.table, part.names) == ((), (name,))


@settings(deadline=None)
@given(
    LINES,
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(PLAIN).flatmap(lambda n: st.tuples(st.just(n), values(n))),
)
def test_what_was_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], end: str, change: tuple[str, Any]
) -> None:
    """Into a file of any lines, sound or not; the other lines stay byte for byte."""
    file = tmp_path_factory.getbasetemp() / "law" / "settings.toml"
    name, value = change
    before = end.join(lines)
    given_text(file, before)
    write(file, name, value)
    after = file.read_bytes().decode()
    if value is not None:
        assert getattr(read(file)[0], name) == value
    old = next((part for part in statements(before) if is_of(part, name)), None)
    if old is None:
        line = f"{name} = {written(value)}" if value is not None else ""
        assert after.replace(line, "", 1).split() == before.split()
    elif value is not None:
        assert after == before[: old.value] + written(value) + before[old.end :]
    else:
        assert after.startswith(before[: before.rfind("\n", 0, old.start) + 1])
        assert after.endswith("".join(before[old.end :].splitlines(keepends=True)[1:]))


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_bytes_of_any_kind_stay(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Those in a comment, also where they are no UTF-8."""
    file = tmp_path_factory.getbasetemp() / "bytes" / "settings.toml"
    comment = b"# " + data.replace(b"\n", b"").replace(b"\r", b"")
    given_text(file, b"width = 60 " + comment + b"\n[keys]\n" + comment)
    write(file, "width", 70)
    assert file.read_bytes() == b"width = 70 " + comment + b"\n[keys]\n" + comment


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "width = 60\n"),
        ("# mine", "# mine\nwidth = 60\n"),
        ("theme = 'light'", "theme = 'light'\nwidth = 60\n"),
        ("theme = 'light'\n\n[keys]\n", "theme = 'light'\nwidth = 60\n\n[keys]\n"),
        ("# mine\n\n# keys\n[keys]\nwidth = 'x'\n", "# mine\n\nwidth = 60\n\n# keys\n[keys]\nwidth = 'x'\n"),
        ("width= 80  # c\nx", "width= 60  # c\nx"),
        ("width = [\n80\n] # c", "width = 60 # c"),
        ("theme = dark\r\nwidth = \r\n", "theme = dark\r\nwidth = 60\r\n"),
    ],
)
def test_a_setting_is_put_where_toml_wants_it(file: Path, before: str, after: str) -> None:
    """In its own line, else above the first table, with the line end of the file."""
    given_text(file, before)
    write(file, "width", 60)
    assert file.read_bytes().decode() == after
    assert read(file)[0].width == 60


def test_none_takes_the_line_out(file: Path) -> None:
    """And adds none where there is none."""
    given_text(file, "# a\nbook = 'open' # why\n# b")
    write(file, "book", None)
    write(file, "certainty", None)
    assert file.read_text() == "# a\n# b"


def test_a_new_file_gets_its_folder(file: Path) -> None:
    """Nothing else is left in it."""
    write(file, "certainty", True)
    assert file.read_text() == 'certainty = "on"\n'
    assert list(file.parent.iterdir()) == [file]


def test_a_link_stays_a_link_and_a_mode_a_mode(tmp_path: Path) -> None:
    """Settings often lie in a folder that is kept elsewhere."""
    real, link = tmp_path / "dotfiles.toml", tmp_path / "settings.toml"
    real.write_text("")
    real.chmod(0o640)
    link.symlink_to(real)
    write(link, "width", 60)
    assert link.is_symlink()
    assert real.read_text() == "width = 60\n"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_what_fails_leaves_the_file_as_it_was(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With nothing beside it."""
    given_text(file, "width = 80\n")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        write(file, "width", 60)
    assert file.read_text() == "width = 80\n"
    assert list(file.parent.iterdir()) == [file]


def test_what_can_not_be_written_is_refused(tmp_path: Path) -> None:
    """By the system, or before: a value out of range, and keys."""
    with pytest.raises(OSError, match="regular"):
        write(tmp_path, "width", 60)
    with pytest.raises(ValueError, match="whole number"):
        write(tmp_path / "x", "width", 1)
    with pytest.raises(ValueError, match="by hand"):
        write(tmp_path / "x", "keys", "h")
    assert list(tmp_path.iterdir()) == []


# --- personal


def test_a_course_without_own_settings_is_the_course() -> None:
    """The same object: nothing is copied."""
    course = builders.course()
    assert personal(course, LearnerSettings(width=60)) is course


def test_own_settings_go_over_those_of_each_section() -> None:
    """What is not set stays as the course says."""
    course = builders.course(settings=Settings(pass_share=0.5, open_book=True, certainty=True))
    own = personal(course, LearnerSettings(book="closed", where=True))
    assert own.sections[0].settings == Settings(pass_share=0.5, open_book=False, certainty=True, where=True)
    assert own.settings.where
    assert own.sections[0].questions == course.sections[0].questions
    assert personal(course, LearnerSettings(certainty=False)).sections[0].settings.certainty is False
