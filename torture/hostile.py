"""H01 to H19, H29 to H31: course files made to do harm, each with the line that it must give.

``studyapp check`` is run on each, and the course is studied in lines, from its files and from the cache: none of it may
take over 2 s or 200 MB, fail by a mistake of ours, or let a character through that steers a terminal.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
from collections.abc import Mapping
from pathlib import Path

from studyapp.clean import HARMFUL
from studyapp.places import cache_folder
from torture.bounds import SECONDS, Ran, run, within_bounds
from torture.rows import Trial, row

BANK, TEXT, ABOUT = "questions/01-a.yaml", "content/01-a.md", "course.yaml"
_HARMFUL = re.compile(f"[{HARMFUL}]")


def written(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """A course of these files; it has a section whatever they are."""
    whole = {TEXT: "# A\n\nWater boils at 100 degrees.\n", ABOUT: "format: 1\nid: hostile\n", **files}
    for name, content in whole.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return folder


def borne(trial: Trial, course: Path, line: str, *, code: int = 1) -> None:
    """Check a course, which is to give this line and exit code, and study it in lines: twice, the second time as the
    cache has it.
    """
    checked = run(["check", "--format", "short", "--info", str(course)], "", trial.folder)
    name = course.name
    trial.holds(line in checked.output, f"{name}: not told {line!r} but {checked.output[:200]!r}")
    trial.holds(checked.code == code, f"{name}: exit code {checked.code}, not {code}")
    store = cache_folder(os.environ)
    shutil.rmtree(store, ignore_errors=True)
    studied = _studied(trial, course)
    kept = _kept(store)
    trial.holds(studied.code in (0, 1), f"{name}: studied with exit code {studied.code}")
    trial.holds(len(kept) == 1 - studied.code, f"{name}: {len(kept)} courses in the cache")
    again = _studied(trial, course)
    trial.holds(
        (again.code, again.output) == (studied.code, studied.output), f"{name}: another course by the cache"
    )
    trial.holds(_kept(store) == kept, f"{name}: the cache was not used")
    for what, ran in (("checking", checked), ("studying", studied), ("studying again", again)):
        found = _HARMFUL.search(ran.output)
        trial.holds(found is None, f"{name}: {what} let {found and found[0]!r} through")
        within_bounds(trial, f"{name}: {what}", ran)


def _studied(trial: Trial, course: Path) -> Ran:
    """Study a course in lines, as someone new to it."""
    home = trial.folder / "home"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    return run(["--plain", str(course)], "\n" * 20 + "1\n" * 3 + ":quit\n", home)


def _kept(store: Path) -> list[tuple[str, int]]:
    """The files of the cache, told from others that take their names."""
    return [(file.name, file.stat().st_ino) for file in store.glob("*.course")]


def hostile(id: str, promise: str, *cases: tuple[str, str, str | bytes], code: int = 1) -> None:
    """A row of files: the line that each must give, its path and its content."""

    @row(id, promise, "files")
    def bear(trial: Trial) -> None:
        for number in trial.some(len(cases)):
            line, name, content = cases[number]
            with trial.attempt(name):
                borne(trial, written(trial.folder / f"{id}-{number}", {name: content}), line, code=code)


def question(field: str) -> str:
    """A question file whose one question has this field, a line or more."""
    lines = field.replace("\n", "\n    ")
    return f"questions:\n  - id: q\n    prompt: Which?\n    explanation: So it is.\n    {lines}\n"


LAUGHS = "a: &a [lol, lol]\n" + "".join(
    f"{b}: &{b} [{f'*{a}, ' * 9}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
CHOICES = "choices: [{text: this, correct: true}, that]"

hostile(
    "H01", "30,000 open brackets: refused at the 33rd",
    ("too-deep", BANK, "x: " + "[" * 30_000), ("too-deep", BANK, "x: " + "{a: " * 30_000),
    ("too-deep", ABOUT, "x: " + "[" * 30_000), ("too-deep", BANK, "- " * 30_000),
)  # fmt: skip
hostile(
    "H02", "billion laughs: refused at the first anchor", ("anchor", BANK, LAUGHS), ("anchor", ABOUT, LAUGHS)
)
hostile("H03", "a merge bomb: refused", ("alias", BANK, "questions:\n  - <<: *base\n"),
        ("anchor", BANK, "base: &base {a: 1}\nquestions:\n  - <<: [*base, *base]\n"))  # fmt: skip
hostile("H04", "a key twice: told with its place", ("duplicate-key", BANK, question(f"{CHOICES}\n{CHOICES}")))
hostile("H05", "`answer: No` to a true-or-false question: taken as false or told, never as text unseen",
        ("taken-as-text", BANK, question("answer: No")), code=0)  # fmt: skip
hostile("H06", "1:30, 012, 1.10, a date, 1e3: told where YAML would read something else",
        *(("warning[", BANK, question(f"choices: [{{text: {text}, correct: true}}, that]"))
          for text in ("1:30", "012", "1.10", "2024-01-01", "1e3")),
        code=0)  # fmt: skip
hostile("H07", "an integer of 5,000 digits: no error but a line",
        ("", BANK, question("answer: " + "7" * 5_000 + "\ntolerance: 1%")))  # fmt: skip
hostile("H08", "a Python tag: refused, and nothing is run",
        ("tag", BANK, "x: !!python/object/apply:os.system [touch harmed]\n"),
        ("tag", ABOUT, "id: !important x\n"))  # fmt: skip
hostile("H09", "two documents: refused", ("second-document", BANK, question(CHOICES) + "---\nx: 1\n"))
hostile("H10", "a tab for an indent: told", ("tab-indent", BANK, "questions:\n\t- id: q\n"))
hostile(
    "H11", "NUL, bytes that are no UTF-8, UTF-16: told by file and place",
    ("control-character", BANK, b"questions: []\x00"), ("not-utf-8", BANK, b"questions: []\xff"),
    ("not-utf-8", TEXT, "# A".encode("utf-16")), ("not-utf-8", ABOUT, b"title: Caf\xe9\n"),
    ("control-character", BANK, "questions: []".encode("utf-16-le")),
)  # fmt: skip
hostile(
    "H13", "escape sequences written as YAML escapes: refused",
    ("control-character", BANK, question(r'choices: [{text: "\e]52;c;aGk=\a", correct: true}, that]')),
    ("control-character", BANK, question(r'choices: [{text: "\x1b[2J", correct: true}, that]')),
    ("control-character", ABOUT, 'format: 1\ntitle: "\\e]0;owned\\a"\n'),
)  # fmt: skip
hostile("H14", "a raw ESC in Markdown: refused", ("control-character", TEXT, "# A\n\n\x1b]52;c;aGk=\x07\n"))
hostile(
    "H15",
    "U+009B, which some terminals take for ESC [: refused",
    ("control-character", TEXT, "# A\n\n\x9b2J\n"),
)
hostile("H16", "text that is turned round: refused", ("control-character", TEXT, "# A\n\nfile\u202efdp.exe\n"),
        ("control-character", BANK, question(r'choices: [{text: "a\u202eb", correct: true}, that]')))  # fmt: skip
hostile("H17", "half a surrogate pair: refused", ("not-utf-8", TEXT, "# A\n\n\ud800\n"),
        ("", BANK, question(r'choices: [{text: "a\ud800b", correct: true}, that]')))  # fmt: skip
hostile("H29", "an id missing or twice: told, with both places",
        ("missing", BANK, "questions:\n  - prompt: Which?\n    " + CHOICES + "\n"),
        ("duplicate-id", BANK, question(CHOICES) + question(CHOICES).partition("\n")[2]))  # fmt: skip
hostile("H31", "nan, inf and 1e999999999 as a key: told",
        *(("error", BANK, question(f"answer: {text}\ntolerance: 1"))
          for text in ("1e999999999", ".inf km", ".nan m")))  # fmt: skip


@row("H12", "BOM, CRLF and CR: the same course as with LF", "files")
def line_ends(trial: Trial) -> None:
    """Ids, texts and all that questions are."""
    from studyapp.course.load import load

    text = question(CHOICES)
    plain = load(written(trial.folder / "lf", {BANK: text})).course.sections
    for number, (start, end) in enumerate((("\ufeff", "\n"), ("", "\r\n"), ("", "\r"), ("\ufeff", "\r\n"))):
        with trial.attempt(repr(start + end)):
            files = {
                BANK: text,
                TEXT: "# A\n\nWater boils at 100 degrees.\n",
                ABOUT: "format: 1\nid: hostile\n",
            }
            turned = {name: start + content.replace("\n", end) for name, content in files.items()}
            sections = load(written(trial.folder / str(number), turned)).course.sections
            trial.holds(sections == plain, f"{start + end!r}: another course")


@row("H18", "zero-width and no-break spaces in a key: an answer without them is right", "keys")
def unseen(trial: Trial) -> None:
    """And the other way round."""
    for char in "\u200b\u200c\u200d\u2060\u00ad\u00a0\u202f":
        for key, given in ((f"water{char} shed", "water shed"), ("water shed", f"water{char} shed")):
            with trial.attempt(repr(char)):
                trial.holds(_scored(key, given) == 1, f"U+{ord(char):04X} in {key!r}: {given!r} is wrong")


def _scored(key: str, given: str) -> float:
    from studyapp.course.model import TextAnswer
    from studyapp.study.scoring import score

    return score(TextAnswer(id="q", prompt="?", answers=(key,)), given, frozenset()).value


@row("H19", "400,000 combining marks in a text, and typed as an answer: neither takes long", "texts")
def marks(trial: Trial) -> None:
    """As an answer it is cut before anything looks at it."""
    many = "a" + "\u0301" * 400_000
    with trial.attempt("text"):
        borne(trial, written(trial.folder / "marks", {TEXT: f"# A\n\n{many}\n"}), "", code=0)
    course = written(trial.folder / "given", {BANK: question("answer: water")})
    with trial.attempt("answer"):
        ran = run(["--plain", str(course)], f"\n\n{many}\n:quit\n", trial.folder)
        trial.holds(ran.seconds <= SECONDS, f"it took {ran.seconds:.1f} s")
        trial.holds(ran.code == 0, f"exit code {ran.code}")


@row("H30", "a text that would be a catastrophic pattern is a text like others", "texts")
def patterns(trial: Trial) -> None:
    """As key, as mistake and as answer."""
    for text in ("(a+)+$", "(a|a)*b", "((a*)*)*", ".*.*.*.*.*x"):
        with trial.attempt(text):
            before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
            for key, given in ((text, "a" * 2_000), ("a" * 2_000, text), (text, text)):
                trial.holds(_scored(key, given) == float(key == given), f"{key[:20]!r} given {given[:20]!r}")
            took = resource.getrusage(resource.RUSAGE_SELF).ru_utime - before
            trial.holds(took <= SECONDS, f"{text!r} took {took:.1f} s")


@row(
    "H31 given",
    "nan, inf, 1e999999999 and 5,000 digits given to a number question: wrong or asked again",
    "answers",
)
def numbers(trial: Trial) -> None:
    """Never an error, and never right."""
    course = written(trial.folder / "number", {BANK: question("answer: 100\ntolerance: 1")})
    for text in (
        "nan",
        "inf",
        "-inf",
        "1e999999999",
        "7" * 5_000,
        "١٠٠e٩٩٩",
        "0x64",
        "1_0_0",
        "1/0",
        "1e",
        "--1",
    ):
        with trial.attempt(text[:20]):
            ran = run(["--plain", str(course)], f"\n\n{text}\n:quit\n", trial.folder)
            trial.holds(ran.code == 0, f"{text[:20]}: exit code {ran.code}")
            trial.holds("✓" not in ran.output and "Right" not in ran.output, f"{text[:20]}: taken as right")
            (trial.folder / "progress.db").unlink(missing_ok=True)
