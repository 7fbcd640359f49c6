"""``studyapp check --fix``: ids and quotation marks are put in, and every byte that was there stays."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from studyapp.check.fixing import fix
from studyapp.cli import main
from studyapp.course.load import load
from studyapp.course.naming import numbered_id, telling_id
from studyapp.course.source import MAX_PROBLEMS
from studyapp.diagnostics import Diagnostic

BOM = b"\xef\xbb\xbf"
BLOCK = """\
# About this file.
questions:
  # About this question.
  - prompt: Which report of 1910 changed the schools?   # check: ignore no-evidence
    # The key comes first.
    choices: [{text: Flexner's, correct: true}, Osler's]
"""


def course(folder: Path, **questions: str | bytes) -> Path:
    """A course with these question files, each with its section."""
    for stem, text in questions.items():
        for name, words in ((f"content/{stem}.md", f"# {stem}\n"), (f"questions/{stem}.yaml", text)):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(words.encode() if isinstance(words, str) else words)
    return folder


def fixed(folder: Path, text: str | bytes) -> tuple[str, list[str]]:
    """What becomes of a question file that stands alone, and what is said."""
    said: list[str] = []
    fix(course(folder, s=text), said.append)
    return (folder / "questions/s.yaml").read_bytes().decode(), said


def told(folder: Path) -> list[Diagnostic]:
    return list(load(folder).diagnostics)


def test_an_id_is_put_before_the_question_s_first_field(tmp_path: Path) -> None:
    """Comments and their places stay, and what was done is said with its line."""
    after, said = fixed(tmp_path, BLOCK)
    assert after == BLOCK.replace("- prompt", "- id: report-1910-changed-schools\n    prompt")
    assert said == [f"{tmp_path}/questions/s.yaml:4: id: report-1910-changed-schools written"]
    assert told(tmp_path) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- {prompt: Ice?, answer: true}\n", "- {id: ice, prompt: Ice?, answer: true}\n"),
        ("- { prompt: Ice?, answer: true }\n", "- { id: ice, prompt: Ice?, answer: true }\n"),
        ("- {\n    prompt: Ice?, answer: true}\n", "- {id: ice,\n    prompt: Ice?, answer: true}\n"),
        (
            "- { # so\n    prompt: Ice?, answer: true}\n",
            "- { id: ice, # so\n    prompt: Ice?, answer: true}\n",
        ),
        ("-   prompt: Ice?\n    answer: true\n", "-   id: ice\n    prompt: Ice?\n    answer: true\n"),
        ("-\n    prompt: Ice?\n    answer: true\n", "-\n    id: ice\n    prompt: Ice?\n    answer: true\n"),
        (
            "- # so\n  # it is\n  prompt: Ice?\n  answer: true\n",
            "- # so\n  # it is\n  id: ice\n  prompt: Ice?\n  answer: true\n",
        ),
        ("- answer: true\n  prompt: Ice?", "- id: ice\n  answer: true\n  prompt: Ice?"),
        ('- "prompt": Ice?\n  answer: true\n', '- id: ice\n  "prompt": Ice?\n  answer: true\n'),
        ("- prompt: >\n    Ice\n  answer: true\n", "- id: ice\n  prompt: >\n    Ice\n  answer: true\n"),
        ("- prompt: Ice?\n  id:\n  answer: true\n", "- prompt: Ice?\n  id: ice\n  answer: true\n"),
        (
            "- id:   # later\n  prompt: Ice?\n  answer: true\n",
            "- id: ice   # later\n  prompt: Ice?\n  answer: true\n",
        ),
        ("- id: ''\n  prompt: Ice?\n  answer: true\n", "- id: 'ice'\n  prompt: Ice?\n  answer: true\n"),
        ("- {id: , prompt: Ice?, answer: true}\n", "- {id: ice, prompt: Ice?, answer: true}\n"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_an_id_is_put_in_wherever_a_question_may_be_written(
    before: str, after: str, end: str, tmp_path: Path
) -> None:
    """With the file's own line ends, in front of a byte order mark or not."""
    before, after = (f"questions:\n{text}".replace("\n", end) for text in (before, after))
    assert fixed(tmp_path, BOM + before.encode())[0].encode() == BOM + after.encode()
    assert told(tmp_path) == []


def test_a_question_without_a_prompt_waits_for_its_id(tmp_path: Path) -> None:
    """It is said with its line; an id would last, and tell nothing."""
    text = "questions:\n- prompt: Ice?\n  answer: true\n- prompt:\n  answer: true\n- answer: true\n"
    after, said = fixed(tmp_path, text)
    assert after == text.replace("- prompt: Ice", "- id: ice\n  prompt: Ice")
    file = f"{tmp_path}/questions/s.yaml"
    assert said == [
        f"{file}:2: id: ice written",
        f"{file}:5: no id written: the question has no prompt yet",
        f"{file}:7: no id written: the question has no prompt yet",
    ]
    assert fixed(tmp_path, after) == (after, said[1:])
    helps = {one.help for one in told(tmp_path) if one.code == "missing-id"}
    assert helps == {"write its prompt first; `studyapp check --fix` then makes an id of it"}


def test_ids_differ_from_all_that_are_used_or_replaced_in_the_course(tmp_path: Path) -> None:
    """In other sections too, and in files that can't be read."""
    one = "questions:\n- {prompt: %s, answer: true}\n"
    course(
        tmp_path,
        a=one % "Ice" + one[11:] % "Ice",
        b="questions:\n- {id: ice, prompt: x, answer: true}\n- {id: y, replaces: [ice-2], prompt: x, answer: true}\n",
        c="questions:\n- {id: ice-3, prompt: x, answer: 'true}\n",
        d="questions:\n- {id: z, replaces: ice-4, prompt: x, answer: true}\n",
    )
    said: list[str] = []
    fix(tmp_path, said.append)
    assert [line.split(": ", 1)[1] for line in said] == [
        "left as it is: a quotation mark opens here and is never closed",
        "id: ice-5 written",
        "id: ice-6 written",
    ]


@pytest.mark.parametrize(
    ("prompt", "id"),
    [
        ("What is **H₂O** called in Straßburg?", "h2o-strassburg"),
        ("Flexner’s naïve æther", "flexner-naive-aether"),
        ("Type 2 diabetes", "type-2-diabetes"),
        ("Что такое ДНК (DNA)?", "dna"),
        ("Which of the following is true?", ""),
        ("水的沸点是多少?", ""),
        ("∀x ∈ ℝ?", ""),
        ("In 1910?", ""),
        ("Null?", ""),
        ("a" * 200, "a" * 40),
        ("Electroencephalography or magnetoencephalography", "electroencephalography"),
    ],
)
def test_an_id_is_made_of_the_telling_words(prompt: str, id: str) -> None:
    """Empty where there are none: a number alone and what YAML takes for nothing tell none."""
    assert telling_id(prompt) == id


@pytest.mark.parametrize(
    ("stem", "id"), [("01-the_cell", "the-cell-3"), ("水", "question-3"), ("07", "07-3")]
)
def test_a_prompt_without_telling_words_gets_a_number(stem: str, id: str) -> None:
    """Behind the section's name."""
    assert numbered_id(stem, 3) == id


def test_what_yaml_misreads_is_put_in_quotation_marks(tmp_path: Path) -> None:
    """Where the loader tells to; the text stays what it was."""
    text = "questions:\n- id: q\n  prompt: No\n  choices:\n  - {text: 1.10, correct: true}\n  - no  # none\n"
    after, said = fixed(tmp_path, text)
    assert after == text.replace("No", '"No"').replace("1.10", '"1.10"').replace("no  #", '"no"  #')
    assert [line.rsplit(":", 1)[1] for line in said] == [
        ' "No" put in quotation marks',
        ' "1.10" put in quotation marks',
        ' "no" put in quotation marks',
    ]
    assert told(tmp_path) == []


def test_more_problems_than_are_told_are_no_obstacle(tmp_path: Path) -> None:
    """One run mends all; of as many changes as a check tells problems each has its line, the others their number."""
    one = "- {prompt: Ice?, choices: [{text: yes, correct: true}, no]}\n"
    _, said = fixed(tmp_path, "questions:\n" + "- {prompt: Ice?, answer: true}\n" * 150 + one * 40)
    assert len(said) == MAX_PROBLEMS + 1
    assert said[MAX_PROBLEMS - 1].endswith(f":{1 + MAX_PROBLEMS}: id: ice-{MAX_PROBLEMS} written")
    assert said[-1] == f"{tmp_path}/questions/s.yaml: and {150 + 3 * 40 - MAX_PROBLEMS} more"
    assert told(tmp_path) == []


@pytest.mark.parametrize(
    "text",
    [
        "questions:\n- {id: q, prompt: x, answer: No}\n",  # true or false may be meant
        "questions:\n- {ID: q, prompt: x, answer: true}\n",
        "questions:\n- {id: Q 1, prompt: x, answer: true}\n",
        "questions:\n- {id: q, prompt: x, answer: true}\n- {id: q, prompt: x, answer: true}\n",
        "questions:\n- [prompt: x]\n",
        "questions: [prompt: x]\n",
        "questions: [{}]\n",
        "questions:\n",
        "just text\n",
        "",
    ],
)
def test_what_has_no_one_answer_is_left(text: str, tmp_path: Path) -> None:
    """To be told by the check."""
    assert fixed(tmp_path, text) == (text, [])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("questions:\n- prompt: x\n  answer: 'true\n", "left as it is: a quotation mark opens here"),
        ("questions:\n- prompt: x\n  prompt: x\n", "left as it is: `prompt` is written twice"),
        ("questions:\n- prompt: *x\n", "left as it is"),
        (b"questions:\n- prompt: \xff\n", "left as it is: byte 0xff"),
        (b"questions:\n- prompt: \x1b\n", "left as it is: the character U+001B"),
    ],
)
def test_a_file_that_can_t_be_read_is_left_and_said(text: str | bytes, words: str, tmp_path: Path) -> None:
    """With its place."""
    folder = course(tmp_path, s=text)
    said: list[str] = []
    fix(folder, said.append)
    assert words in said[0]
    assert re.match(r".*s\.yaml:\d+: ", said[0])
    assert (folder / "questions/s.yaml").read_bytes() == (text.encode() if isinstance(text, str) else text)


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    """Nothing else is left in the folder."""
    file = course(tmp_path, s=BLOCK) / "questions/s.yaml"
    file.chmod(0o640)
    before = file.stat().st_ino
    fix(tmp_path, lambda _line: None)
    assert file.stat().st_mode & 0o777 == 0o640
    assert file.stat().st_ino != before
    assert [path.name for path in file.parent.iterdir()] == ["s.yaml"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    """Neither a file's nor the folder's."""
    outside = tmp_path / "outside.yaml"
    outside.write_text(BLOCK)
    folder = course(tmp_path / "c", s=BLOCK)
    (folder / "questions/s.yaml").unlink()
    (folder / "questions/s.yaml").symlink_to(outside)
    said: list[str] = []
    fix(folder, said.append)
    assert "symbolic link" in said[0]
    (folder / "questions").rename(tmp_path / "questions")
    (folder / "questions").symlink_to(tmp_path / "questions")
    fix(folder, said.append)
    assert len(said) == 1
    assert outside.read_text() == BLOCK


@pytest.mark.parametrize("failing", ["mkstemp", "os.fsync", "Path.chmod", "Path.replace"])
def test_a_file_that_can_t_be_written_stays(
    failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At whatever step; nothing is left beside it."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"studyapp.replacing.{failing}", fail)
    after, said = fixed(tmp_path, BLOCK)
    assert after == BLOCK
    assert said == [
        f"{tmp_path}/questions/s.yaml: left as it is: it can't be written: No space left on device"
    ]
    assert [path.name for path in (tmp_path / "questions").iterdir()] == ["s.yaml"]


def test_a_file_that_changes_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor may save it at any time."""
    from studyapp.check import fixing

    read, reads = fixing.read_bytes, iter([b"", b"# saved\n"])
    monkeypatch.setattr(fixing, "read_bytes", lambda *parts: read(*parts) + next(reads))
    after, said = fixed(tmp_path, BLOCK)
    assert after == BLOCK
    assert "something else is writing it" in said[0]


def test_a_file_does_not_outgrow_what_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit holds for what would be written."""
    monkeypatch.setattr("studyapp.check.fixing.MAX_BYTES", len(BLOCK) + 10)
    after, said = fixed(tmp_path, BLOCK)
    assert (after, "larger than 10 MB" in said[0]) == (BLOCK, True)


def test_the_command_mends_and_then_checks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is done is told on stderr, so that what is printed is for programs still."""
    folder = course(tmp_path, a=BLOCK, b=BLOCK)
    assert main(["check", "--fix", "--format", "json", str(folder / "questions/a.yaml")]) == 0
    captured = capsys.readouterr()
    assert {one["code"] for one in json.loads(captured.out)} == {"no-explanation"}
    assert captured.err.count("written") == 1
    assert (folder / "questions/b.yaml").read_text() == BLOCK
    assert main(["check", "--fix", str(folder)]) == 0
    assert "report-1910-changed-schools-2 written" in capsys.readouterr().err


COMMENT = st.sampled_from(["", "  # so", "  # check: ignore no-evidence"])
PROMPT = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=60),
    st.sampled_from(["Which report?", "Which report? Report!", "水", "Null", "What is DNA?", "{a}: [b] # c"]),
)
ID = st.sampled_from(["", "", "id:  # later\n", 'id: ""\n', "id: 'given-%d'\n", "id: given-%d  # keep\n"])


@st.composite
def blocks(draw: st.DrawFn, number: int) -> str:
    """A question as an item of a list, its fields in lines."""
    fields = [f"prompt: {json.dumps(draw(PROMPT), ensure_ascii=False)}{draw(COMMENT)}\n", "answer: true\n"]
    if draw(st.booleans()):
        fields.append(f"explanation: >\n    {draw(st.sampled_from(['So.', 'id: none', '- prompt: x']))}\n\n")
    if id := draw(ID):
        fields.append(id % number if "%" in id else id)
    ordered = draw(st.permutations(fields))
    gap = " " * draw(st.integers(1, 3))
    margin = " " * (1 + len(gap))
    lines = "".join(field.replace("\n    ", f"\n{margin}    ") for field in ordered)
    starts = [line if line.startswith(" ") or not line else margin + line for line in lines.split("\n")]
    return f"-{gap}{chr(10).join(starts)[len(margin) :]}"


@st.composite
def flows(draw: st.DrawFn, number: int) -> str:
    """A question in braces."""
    fields = [f"prompt: {json.dumps(draw(PROMPT), ensure_ascii=False)}", "answer: true"]
    if draw(st.booleans()):
        fields.append(draw(st.sampled_from([f"id: given-{number}", "id: ''"])))
    space = draw(st.sampled_from(["", " ", "\n      "]))
    return f"- {{{space}{', '.join(draw(st.permutations(fields)))}{space}}}{draw(COMMENT)}\n"


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A question file with some ids missing."""
    made = [draw(st.one_of(blocks(number), flows(number))) for number in range(draw(st.integers(1, 5)))]
    indent = draw(st.sampled_from(["", "  ", "      "]))
    between = draw(st.sampled_from(["", "\n", "# About the next.\n", "        # far\n\n"]))
    body = between.join(re.sub(r"^(?=.)", indent, one, flags=re.MULTILINE) for one in made)
    text = f"{draw(st.sampled_from(['', '# Top.', '---']))}\nquestions:{draw(COMMENT)}\n{body}"
    if draw(st.booleans()):
        text = text.rstrip("\n")
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    return draw(st.sampled_from([b"", BOM])) + text.replace("\n", end).encode()


def values(data: bytes) -> list[dict[str, Any]]:
    """The questions as another reader sees them."""
    found: list[dict[str, Any]] = yaml.load(data.decode("utf-8-sig"), Loader=yaml.BaseLoader)["questions"]
    return found


def without(data: bytes, id: str) -> bytes:
    """The file without what was put in for an id."""
    put = rf"id: {id}(?:(?:\r\n|\r|\n) *(?=\S)|, (?=\S)|,(?=[\r\n]))|(?<=id:) {id}(?=  #)|(?<=id: [\"']){id}"
    text, number = re.subn(put, "", data.decode(), count=1)
    assert number, id
    return text.encode()


@given(files())
def test_nothing_but_ids_is_put_in(tmp_path_factory: pytest.TempPathFactory, before: bytes) -> None:
    """Without them it is the same file to the byte; values stay, ids differ, and a second run does nothing."""
    folder = course(tmp_path_factory.mktemp("fix"), s=before)
    file, said = folder / "questions/s.yaml", list[str]()
    fix(folder, said.append)
    after = file.read_bytes()
    old, new = values(before), values(after)
    assert [{**one, "id": ""} for one in new] == [{**one, "id": ""} for one in old]
    assert all(was["id"] == now["id"] for was, now in zip(old, new, strict=True) if was.get("id"))
    assert len({one["id"] for one in new}) == len(new)
    assert not {one.code for one in told(folder)} & {"missing-id", "bad-id", "duplicate-id", "yaml-syntax"}
    bare = after
    for line in said:
        bare = without(bare, line.split()[-2])
    assert bare == before
    again: list[str] = []
    fix(folder, again.append)
    assert (file.read_bytes(), again) == (after, [])
