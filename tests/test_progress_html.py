"""``studyapp progress`` in its three forms: the page, JSON, and what the table tells of memory."""

from __future__ import annotations

import json
import os
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from studyapp.cli import main
from studyapp.study.events import Kind
from studyapp.study.review.days import as_date
from studyapp.study.store import Progress

DAY = 86_400_000_000
TODAY = 20_700
EVIL = "</title><script>alert(1)</script>\u202e&\"'<b onclick=x>"


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is noon of one day in UTC, and the current folder and the progress file are the test's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("studyapp.commands.keeping.now", lambda: TODAY * DAY + DAY // 2)
    monkeypatch.setattr("studyapp.commands.keeping.offset_at", lambda _: 0)
    monkeypatch.setenv("STUDYAPP_PROGRESS", str(tmp_path / "progress.db"))


@pytest.fixture
def studied(course_folder: Path) -> Path:
    """The course's folder: twelve sure answers, the last one wrong, up to yesterday, when two more were wrong."""
    answer("rivers", "01-rivers", "source", 12)
    answer("rivers", "01-rivers", "delta", 1)
    answer("gone", "x", "y", 1)
    return course_folder


def answer(course: str, section: str, question: str, days: int) -> None:
    for day in range(days):
        at = (TODAY - days + day) * DAY + DAY // 2
        score = float(day < days - 1)
        with Progress.open(Path("progress.db"), clock=lambda at=at: at, entropy=os.urandom) as progress:
            journal = progress.journal(course)
            began = journal.record(Kind.BEGAN, section, questions=[question], title=f"{course} {EVIL}")
            journal.record(Kind.READ, section, share=1.0, ms=60_000)
            journal.record(
                Kind.ANSWERED,
                section,
                question,
                sitting=began.id,
                response="At its source",
                score=score,
                done=True,
                credit=score,
                certainty=3,
                ms=30_000,
            )


class Page(HTMLParser):
    """Reads a page; fails where its elements do not close in order."""

    VOID = frozenset({"meta"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.words += data + "\n"


def page(*words: str) -> str:
    """The page of the courses."""
    assert main(["progress", "--html", "page.html", *words]) == 0
    return Path("page.html").read_text(encoding="utf-8")


def test_the_page_tells_what_was_studied(studied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In words, in drawings that are described, and in tables of the same figures."""
    found = Page(page(str(studied)))
    assert capsys.readouterr().out == ""
    for told in (
        "Rivers of the world",
        "answered 2 of 5",
        "12 days",
        "over 80 %",
        "11 of 14 right",
        "Where does a river begin?",
        (as_date(TODAY - 1)).isoformat(),
    ):
        assert told in found.words + str(found.seen)
    drawings = [
        attributes for tag, attributes in found.seen if tag == "svg" and attributes.get("role") == "img"
    ]
    tags = [tag for tag, _ in found.seen]
    assert len(drawings) == tags.count("desc") == 2 + 2 + 1 + 1  # sections, half years, forecast, certainty
    assert all(one["aria-label"] for one in drawings)
    assert tags.count("details") == 4


def test_the_page_needs_nothing_else(studied: Path) -> None:
    """No script, no style, picture or font from elsewhere, no links, no handlers."""
    text = page(str(studied))
    found = Page(text)
    assert not {"script", "link", "img", "a", "iframe", "object"} & {tag for tag, _ in found.seen}
    names = {name for _, attributes in found.seen for name in attributes}
    assert not {name for name in names if name in ("src", "href", "style") or name.startswith("on")}
    assert "url(" not in text
    assert "@import" not in text


def rewrite(file: Path, old: str, new: str) -> None:
    """Put other words into a course's file."""
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_foreign_words_stay_words(course_folder: Path) -> None:
    """Of courses at hand, and of those that only the progress file knows."""
    quoted = json.dumps(EVIL.replace("\u202e", ""))
    rewrite(course_folder / "course.yaml", "Rivers of the world", quoted)
    rewrite(course_folder / "questions" / "01-rivers.yaml", "Where does a river begin?", quoted)
    answer("rivers", "01-rivers", "source", 1)
    answer("gone", "x", "y", 1)
    text = page(str(course_folder))
    found = Page(text)
    assert not {"script", "b"} & {tag for tag, _ in found.seen}
    assert "\u202e" not in text
    assert found.words.count("<script>alert(1)</script>") >= 3


def test_every_drawing_is_sound_xml(studied: Path) -> None:
    """So that it can be cut out and used elsewhere."""
    text = page(str(studied))
    pieces = [f"<svg{piece.partition('</svg>')[0]}</svg>" for piece in text.split("<svg")[1:]]
    assert len(pieces) > 6
    for piece in pieces:
        box = ElementTree.fromstring(piece).attrib["viewBox"].split()
        assert len(box) == 4


def test_nothing_studied_makes_a_page_too(course_folder: Path) -> None:
    """On the first day."""
    found = Page(page(str(course_folder)))
    assert "Not begun." in found.words
    assert "How sure" not in found.words


def test_the_page_takes_the_place_of_an_earlier_one_alone(
    course_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Any other file is left as it is."""
    first = page(str(course_folder))
    answer("rivers", "01-rivers", "source", 1)
    assert page(str(course_folder)) != first
    assert sorted(path.name for path in Path().glob("page*")) == ["page.html"]
    assert Path("page.html").stat().st_mode & 0o777 == 0o600
    for name in ("letter.html", "none/page.html", "folder"):
        Path("folder").mkdir(exist_ok=True)
        Path("letter.html").write_text("<html>", encoding="utf-8")
        capsys.readouterr()
        assert main(["progress", str(course_folder), "--html", name]) == 1
        assert name in capsys.readouterr().err
    assert Path("letter.html").read_text(encoding="utf-8") == "<html>"


def test_one_form_at_a_time(capsys: pytest.CaptureFixture[str]) -> None:
    """A page is no JSON."""
    assert main(["progress", "--json", "--html", "x.html"]) == 2
    assert "not allowed" in capsys.readouterr().err


def test_json_tells_all_of_it(studied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With dates, seconds and shares."""
    assert main(["progress", str(studied), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    rivers, gone = told["courses"]
    section = rivers["sections"][0]
    day = {"date": as_date(TODAY - 1).isoformat(), "answers": 3, "seconds": 270}
    assert told["today"] == as_date(TODAY).isoformat()
    assert (section["mastery"], section["due"], section["part"]) == ("read", 1, "")
    assert (section["seconds"], section["seconds_reading"], section["seconds_answering"]) == (1170, 780, 390)
    assert 0 < section["recall"] < 1
    assert (rivers["due"], rivers["recall"], rivers["seconds"]) == (1, section["recall"], 1170)
    assert (gone["id"], gone["folder"]) == ("gone", None)
    calendar = told["calendar"]
    assert (calendar["streak"], calendar["longest_streak"], len(calendar["days"])) == (12, 12, 12)
    assert calendar["days"][-1] == day
    assert (told["forecast"]["overdue"], told["forecast"]["later"]) == (0, 0)
    assert told["forecast"]["days"][0] == {"date": told["today"], "due": 1}
    assert len(told["forecast"]["days"]) == 30
    assert [level["answers"] for level in told["certainty"]] == [0, 0, 14]
    assert told["certainty"][2]["right"] == 11
    assert told["certainty"][2]["interval"] == pytest.approx([0.5241, 0.9243], abs=1e-3)
    assert {one["question"]: one["prompt"] for one in told["confident_but_wrong"]} == {
        "source": "Where does a river begin?",
        "delta": "The Nile has a delta.",
        "y": "",
    }


def test_the_table_tells_what_is_due_and_known(studied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And, once there is one, the streak; no line is longer than a terminal."""
    assert main(["progress", str(studied)]) == 0
    out = capsys.readouterr().out
    _, head, rivers, *_ = out.splitlines()
    assert head.split() == ["section", "state", "due", "recall", "last", "studied", "time"]
    assert rivers.split()[5:7] == ["1", "85%"]
    assert "  1 due, about 1 minute\n" in out
    assert out.endswith("Studied on 12 days; streak: 12 days, the longest: 12 days\n")


def test_long_titles_are_cut_to_the_terminals_width(
    course_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """So that columns stay columns."""
    title = "# A river and all that there is to say of it, from its source to its mouth\n"
    rewrite(course_folder / "content" / "01-rivers.md", "# Rivers\n", title)
    answer("rivers", "01-rivers", "source", 1)
    main(["progress", str(course_folder)])
    lines = capsys.readouterr().out.splitlines()
    assert all(len(line) <= 80 for line in lines)
    assert lines[2].startswith("  A river and")
    assert "…" in lines[2]
