"""A diagnostic in its four forms: for people, and for programs."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.clean import printable
from studyapp.diagnostics import Diagnostic, Format, Label, Severity, Span, render, summary

PLACE = Span(12, 9, 12, 14)


def diagnostic(excerpt: str = "  - id: twice", span: Span = PLACE, **more: object) -> Diagnostic:
    fields = {
        "code": "duplicate-id",
        "severity": Severity.ERROR,
        "message": "the id `twice` is used twice",
        "file": "course/questions/01.yaml",
        "help": "give one of the two another id",
        "labels": (Label("first used here", "course/questions/00.yaml", Span(2, 9, 2, 14)),),
    }
    return Diagnostic(excerpt=excerpt, span=span, **(fields | more))  # type: ignore[arg-type]


def shown(excerpt: str, span: Span) -> list[str]:
    """The source lines and carets of the full form."""
    return render([diagnostic(excerpt, span, help="", labels=())]).splitlines()[3:]


def test_the_full_form() -> None:
    """Message, place, source with carets, further places, what to do."""
    assert (
        render([diagnostic()])
        == """\
error[duplicate-id]: the id `twice` is used twice
  --> course/questions/01.yaml:12:9
   |
12 |   - id: twice
   |         ^^^^^
   = first used here: course/questions/00.yaml:2:9
   = help: give one of the two another id"""
    )


def test_a_diagnostic_about_a_whole_file_has_no_source_lines() -> None:
    """Only the message, the place and what to do."""
    told = render([diagnostic("", Span(1, 1, 1, 1), labels=(), severity=Severity.WARNING)])
    assert told.splitlines() == [
        "warning[duplicate-id]: the id `twice` is used twice",
        " --> course/questions/01.yaml:1:1",
        "  = help: give one of the two another id",
    ]


def test_several_are_parted_by_an_empty_line() -> None:
    """And none are nothing."""
    assert render([diagnostic(), diagnostic()]).count("\n\nerror[") == 1
    assert render([]) == ""


def test_carets_stand_below_what_they_mean_in_cells() -> None:
    """Wide characters take two cells, combining marks none, tabs four."""
    assert shown("汉字 x", Span(1, 4, 1, 5)) == ["1 | 汉字 x", "  |      ^"]
    assert shown("a 汉字", Span(1, 3, 1, 5)) == ["1 | a 汉字", "  |   ^^^^"]
    assert shown("e\u0301 x", Span(1, 4, 1, 5)) == ["1 | e\u0301 x", "  |   ^"]
    assert shown("\tx", Span(1, 2, 1, 3)) == ["1 |     x", "  |     ^"]


def test_a_span_of_several_lines_is_marked_in_its_first() -> None:
    """To that line's end; the others follow."""
    assert shown("ab cd\nef\ngh", Span(9, 4, 11, 2)) == [" 9 | ab cd", "   |    ^^", "10 | ef", "11 | gh"]


def test_a_caret_at_the_end_of_a_line() -> None:
    """Where nothing is left to stand under, one caret stands behind."""
    assert shown("ab", Span(1, 3, 1, 4)) == ["1 | ab", "  |   ^"]


@pytest.mark.parametrize("column", [1, 60, 5_000, 9_990])
def test_a_long_line_is_cut_to_a_window_around_its_mark(column: int) -> None:
    """However long it is."""
    line = "x" * (column - 1) + "here!" + "x" * (10_000 - column)
    source, carets = shown(line, Span(1, column, 1, column + 5))
    assert len(source) <= 110
    assert source[carets.index("^") : carets.rindex("^") + 1] == "here!"


def test_the_short_form() -> None:
    """One line each, as compilers and editors have it."""
    assert render([diagnostic()], "short") == (
        "course/questions/01.yaml:12:9: error[duplicate-id] the id `twice` is used twice"
        "; give one of the two another id (first at course/questions/00.yaml:2)"
    )
    assert render([diagnostic(help="", labels=())], "short").endswith("the id `twice` is used twice")


def test_the_json_form() -> None:
    """One array; the end of the span is exclusive."""
    assert json.loads(render([diagnostic()], "json")) == [
        {
            "code": "duplicate-id",
            "severity": "error",
            "message": "the id `twice` is used twice",
            "file": "course/questions/01.yaml",
            "line": 12,
            "column": 9,
            "end_line": 12,
            "end_column": 14,
            "help": "give one of the two another id",
            "labels": [{"message": "first used here", "file": "course/questions/00.yaml", "line": 2}],
        }
    ]
    assert json.loads(render([], "json")) == []


def test_the_github_form() -> None:
    """A workflow command, whose own marks are escaped."""
    told = render([diagnostic(file="a,b:c.yaml", message="100 %", severity=Severity.INFO)], "github")
    assert told == (
        "::notice file=a%2Cb%3Ac.yaml,line=12,col=9,endLine=12,endColumn=14,title=duplicate-id"
        "::100 %25: give one of the two another id"
    )


@given(st.sampled_from(["full", "short", "json", "github"]), st.text(), st.text(), st.text(), st.text())
def test_no_form_holds_a_control_character(
    form: Format, message: str, file: str, help: str, excerpt: str
) -> None:
    """Whatever comes from a file; and all of it can be written as UTF-8."""
    told = render([diagnostic(excerpt, message=message, file=file, help=help)], form)
    assert printable(told.replace("\n", "")) == told.replace("\n", "")
    told.encode()


@given(st.text())
def test_a_message_stays_on_its_line(message: str) -> None:
    """A line end in a file's text can't forge another diagnostic."""
    assert "\n" not in render([diagnostic(message=message, file=message)], "short")
    assert "\n" not in render([diagnostic(message=message, file=message, help=message)], "github")


@pytest.mark.parametrize(
    ("severities", "files", "told"),
    [
        ("", "", "no problems"),
        ("e", "a", "1 error in 1 file"),
        ("eewe", "abab", "3 errors, 1 warning in 2 files"),
        ("wiwi", "aaaa", "2 warnings, 2 info in 1 file"),
    ],
)
def test_the_summary(severities: str, files: str, told: str) -> None:
    """Counts, the worst first."""
    names = {"e": Severity.ERROR, "w": Severity.WARNING, "i": Severity.INFO}
    found = [diagnostic(severity=names[one], file=file) for one, file in zip(severities, files, strict=True)]
    assert summary(found) == told
