"""Questions that others wrote, read as courses of ours: what the rules are measured on. None of it is copied here.

========  ==========================================================================================================
name      what
========  ==========================================================================================================
reading   five articles of OneStopQA, each with the quotations that hold its answers, as their converter makes them
cairo     the quizzes of the Cairo book with its first chapters; what programs print is typed, else it is a statement
trivia    Open Trivia QA, two files; questions of true and false are statements, other choices are shuffled
========  ==========================================================================================================
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from studyapp.course.load import load
from studyapp.course.model import Choice, Course, Multiple, Question, Section, Single, TextAnswer, TrueFalse

SHARED = Path(__file__).parents[3] / "shared"
MAKER = SHARED / "tools" / "onestop_course.py"
ARTICLES = SHARED / "corpora" / "reading" / "onestop-qa"
BOOK = SHARED / "corpora" / "mdbook-quiz" / "cairo-book"
TRIVIA = SHARED / "corpora" / "trivia" / "opentriviaqa"

_QUIZ = re.compile(r"\{\{#quiz \.\./quizzes/(.+?)\.toml\}\}")
_PART = re.compile(r"-\d$")
_CHOICE = re.compile(r"[A-Z] (.*)")


def reading() -> Course:
    """The articles as their converter makes a course of them."""
    with TemporaryDirectory() as folder:
        articles = sorted(ARTICLES.glob("*[!D].txt"))
        subprocess.run([sys.executable, MAKER, *articles, folder], check=True, capture_output=True)
        return load(Path(folder)).course


def cairo() -> Course:
    """The chapters with the quizzes that they show or that are called so, and quizzes whose chapters are not there."""
    quizzes: defaultdict[str, list[Question]] = defaultdict(list)
    for path in sorted((BOOK / "quizzes").glob("*.toml")):
        quizzes[_PART.sub("", path.stem)] += _quiz(path)
    sections = []
    for path in sorted((BOOK / "src").glob("ch*.md")):
        text = path.read_text(encoding="utf-8")
        shown = next((name for name in _QUIZ.findall(text) if name in quizzes), path.stem)
        sections.append(_section(path.stem, text, quizzes.pop(shown, [])))
    return _course("cairo", [*sections, *(_section(name, "", asked) for name, asked in quizzes.items())])


def trivia() -> Course:
    """Each file a section without a text."""
    files = sorted(path for path in TRIVIA.iterdir() if path.name != "LICENSE")
    return _course("trivia", [_section(path.name, "", _asked(path)) for path in files])


CORPORA: Final[dict[str, Callable[[], Course]]] = {"reading": reading, "cairo": cairo, "trivia": trivia}
"""The readers by the names of their columns."""


def missing() -> str:
    """What of all this is not there; empty where everything is."""
    gone = [str(path) for path in (MAKER, ARTICLES, BOOK, TRIVIA) if not path.exists()]
    return f"not there: {', '.join(gone)}" if gone else ""


def _course(id: str, sections: list[Section]) -> Course:
    return Course(id=id, title=id, folder=SHARED, sections=tuple(sections))


def _section(stem: str, text: str, questions: Iterable[Question]) -> Section:
    return Section(
        stem=stem,
        title=stem,
        text=text,
        questions=tuple(questions),
        content_file=f"content/{stem}.md",
        question_file=f"questions/{stem}.yaml",
    )


def _quiz(path: Path) -> Iterator[Question]:
    for number, entry in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["questions"], 1):
        given: dict[str, Any] = {
            "id": f"{path.stem}:{number}",
            "line": number,
            "explanation": entry.get("context", "").strip(),
        }
        prompt, answer = entry["prompt"], entry["answer"]
        if entry["type"] == "Tracing":
            yield _traced(prompt.get("program") or prompt["prompt"], answer, given)
            continue
        given["prompt"] = prompt["prompt"].strip()
        if entry["type"] == "ShortAnswer":
            yield TextAnswer(answers=(answer["answer"], *answer.get("alternatives", ())), **given)
        else:
            right = [answer["answer"]] if isinstance(answer["answer"], str) else answer["answer"]
            yield _choice([*right, *prompt["distractors"]], range(len(right)), given)


def _traced(program: str, answer: dict[str, Any], given: dict[str, Any]) -> Question:
    """What a program prints is typed, letter by letter; whether one compiles that does not is a statement."""
    code = f"\n\n```\n{program.strip()}\n```"
    if "stdout" in answer:
        given |= {"prompt": f"What does this program print?{code}", "exact": True}
        return TextAnswer(answers=(answer["stdout"],), **given)
    return TrueFalse(answer=answer["doesCompile"], prompt=f"This program compiles.{code}", **given)


def _asked(path: Path) -> Iterator[Question]:
    """Questions begin with ``#Q``, their key with ``^``, a choice with its letter; all may have more lines."""
    lines = [_decoded(line) for line in path.read_bytes().splitlines()]
    starts = [at for at, line in enumerate(lines) if line.startswith("#Q ")]
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield _trivial(f"{path.name}:{start + 1}", start + 1, lines[start:stop])


def _decoded(line: bytes) -> str:
    """A line as UTF-8, else as Windows wrote it: one file has both."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252")


def _trivial(id: str, line: int, lines: list[str]) -> Question:
    at = next(at for at, text in enumerate(lines) if text.startswith("^"))
    prompt, key = "\n".join(lines[:at]).removeprefix("#Q ").strip(), lines[at][1:].strip()
    texts: list[str] = []
    for text in lines[at + 1 :]:
        if found := _CHOICE.fullmatch(text):
            texts.append(found[1].strip())
        elif text.strip():
            key = f"{key}\n{text}" if not texts else key
            texts[-1:] = [f"{last}\n{text}" for last in texts[-1:]]
    given: dict[str, Any] = {"id": id, "line": line, "prompt": prompt}
    if {text.casefold() for text in texts} == {"true", "false"}:
        return TrueFalse(answer=key.casefold() == "true", **given)
    return _choice(texts, {texts.index(key)}, given)


def _choice(texts: list[str], right: Collection[int], given: dict[str, Any]) -> Question:
    """A question with choices, of which those at some places are right."""
    choices = tuple(
        Choice(str(at), text.strip(), at in right, score=float(at in right)) for at, text in enumerate(texts)
    )
    kind = Single if len(right) == 1 else Multiple
    return kind(choices=choices, **given)
