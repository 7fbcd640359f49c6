"""Question files: YAML's values to questions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from studyapp.clean import printable
from studyapp.course.choices import CHOICE
from studyapp.course.completing import Keys, field_place
from studyapp.course.evidence import checked_evidence
from studyapp.course.fields import as_truth, exact_number, sequence
from studyapp.course.forms import Form, did_you_mean, fields, unknown
from studyapp.course.kinds import KINDS, OF_A_CHOICE, QUESTION, Kind
from studyapp.course.model import Locate, Question, Settings
from studyapp.course.naming import telling_id
from studyapp.course.settings import read_settings
from studyapp.course.source import Source
from studyapp.course.yamlio import Document, MapStart, Scalar, Value, place, reading

FILE_FIELDS: Final = ("questions", "settings")
MAX_QUESTIONS = 100_000
"""Questions of a course."""
_FEW: Final = 4
"""Types that are named as those that have a field, at most."""
TELLING: Final = {
    "items": "order",
    "pairs": "match",
    "cloze": "cloze",
    "rubric": "open",
    "range": "number",
    "scoring": "multiple",
}
"""Fields that tell the type where it is left out: the first of them that a question has."""


class QuestionReader:
    """Reads a course's question files one after another; ids are unique over all of them."""

    def __init__(self) -> None:
        self._ids: dict[str, tuple[Source, int]] = {}
        self._replaced: dict[str, tuple[Source, int]] = {}

    def read(
        self, source: Source, content: Source | None, settings: Settings
    ) -> tuple[tuple[Question, ...], Settings]:
        """The questions of a file and its settings, ``settings`` being the course's.

        ``content`` is the section's text, where evidence is looked up; None where it could not be read. Problems
        are reported in ``source``; where there are errors the questions are not to be used. Raises Refusal where
        the file can't be read on.
        """
        questions: list[Question] = []
        inheriting: list[int] = []  # those without a shuffle of their own: the settings may come last

        def read_questions(document: Document, value: Value, name: str) -> None:
            for item in sequence(document, value, name):
                document.item = item.start_mark.line + 1
                question, keys = self._question(document, item, content, settings)
                if question is not None:
                    if "shuffle" not in keys:
                        inheriting.append(len(questions))
                    questions.append(question)

        def read_own(document: Document, value: Value, _name: str) -> Settings:
            return read_settings(document, value, settings)

        form = Form("question file", dict(zip(FILE_FIELDS, (read_questions, read_own), strict=True)))
        with reading(source) as (document, root):
            own = fields(document, root, form).get("settings", settings) if root else settings
        if not questions and not source.errors:
            help = "add questions (`studyapp new --question single` prints one to begin with), or delete the file"
            source.warning("no-questions", "this file has no questions", 0, 0, help)
        if own.shuffle != settings.shuffle:
            for index in inheriting:
                questions[index] = replace(questions[index], shuffle=own.shuffle)
        return tuple(questions), own

    def _question(
        self, document: Document, value: Value, content: Source | None, settings: Settings
    ) -> tuple[Question | None, Keys]:
        """A question, None where it has no type, and its keys."""
        keys: dict[str, Scalar] = {}
        source = document.source
        found = fields(document, value, QUESTION, keys)
        if not isinstance(value, MapStart):
            return None, keys  # which is reported
        at = value.start_mark.index
        if id := found.get("id"):
            self._register(source, keys, id)
        elif "id" in keys:
            found["id"] = ""  # empty or misspelt, which is reported
        else:
            self._missing_id(source, at, found)
        if "replaces" in found:
            self._check_replaced(source, keys, found)
        kind = _kind(document, at, found, keys)
        if kind is None:
            return None, keys
        found.pop("type", None)
        if "hints" in found:
            found.setdefault("tries", len(found["hints"]) + 2)
        kind.complete(document, found, keys)
        if "evidence" in found:
            strict = kind.model is Locate
            found["evidence"] = checked_evidence(source, found["evidence"], content, strict=strict)
        found.setdefault("shuffle", settings.shuffle)
        found["line"] = document.item
        return kind.model(**found), keys

    def _register(self, source: Source, keys: Keys, id: str) -> None:
        if id in self._ids:
            first, start = self._ids[id]
            label = first.label("first used here", start, start)
            help = f"give one of the two another id, such as `{self._free(id[:80])}`; ids are unique in the course"
            source.error(
                "duplicate-id",
                f"the id `{printable(id[:80])}` is used twice",
                *field_place(keys, "id"),
                help,
                (label,),
            )
        elif len(self._ids) >= MAX_QUESTIONS:
            message = f"the course has over {MAX_QUESTIONS:,} questions"
            raise source.refuse(
                "too-many-questions", message, *field_place(keys, "id"), "split the course in two"
            )
        else:
            self._ids[id] = source, keys["id"].start_mark.index
            if id in self._replaced:
                _report_replaced(source, keys["id"].start_mark.index, id, self._replaced[id])

    def _check_replaced(self, source: Source, keys: Keys, found: dict[str, Any]) -> None:
        """Report each id that the question replaces though the course still has it."""
        for id in found["replaces"]:
            at = keys["replaces"].start_mark.index
            self._replaced.setdefault(id, (source, at))
            if id in self._ids:
                _report_replaced(source, at, id, self._ids[id])

    def _missing_id(self, source: Source, at: int, found: dict[str, Any]) -> None:
        found["id"] = self._free(telling_id(found["prompt"]) or "question")
        help = f"let `studyapp check --fix` write one, or add `id: {found['id']}`: progress is kept under it"
        if not found["prompt"]:
            help = "write its prompt first; `studyapp check --fix` then makes an id of it"
        source.error("missing-id", "question has no `id`", at, at, help)

    def _free(self, id: str) -> str:
        """The id, with a number behind it where it is taken."""
        free, number = id, 2
        while free in self._ids:
            free, number = f"{id}-{number}", number + 1
        return free


def _report_replaced(source: Source, at: int, id: str, other: tuple[Source, int]) -> None:
    first, start = other
    message = f"`{printable(id[:80])}` is replaced, but still in the course"
    help = "delete it from `replaces`, or give the question that has it another id"
    label = first.label("first named here", start, start)
    source.error("replaced-id", message, at, at, help, (label,))


def _kind(document: Document, at: int, found: dict[str, Any], keys: Keys) -> Kind | None:
    """The question's type, given or told by the fields; a report and None where there is none that can be used."""
    source = document.source
    given = found.get("type")
    name = given.value if given else _told_name(found)
    where = place(given) if given else (at, at)
    kind = KINDS.get(name)
    if kind:
        if not kind.fields.issuperset(found):
            for stranger in [name for name in found if name not in kind.fields]:
                unknown(document, keys[stranger], f"{name} question", kind.fields, _instead(stranger, found))
                del found[stranger]
        for needed in kind.required:
            if needed not in found and not (name == "number" and "range" in found):
                if needed not in keys:
                    message = f"{name} question has no `{needed}`"
                    source.error("missing-field", message, *where, f"add `{needed}: ...`")
                return None
        return kind
    if given:
        help = did_you_mean(name, KINDS) or f"the types are {', '.join(KINDS)}"
        source.error("unknown-type", f"there is no type `{printable(name[:80])}`", *where, help)
    elif keys.keys().isdisjoint(("type", "choices", "answer", *TELLING)):
        source.error(
            "type-unclear", "question has neither choices nor an answer", *where, "add `choices` or `answer`"
        )
    return None


def _instead(stranger: str, found: dict[str, Any]) -> str:
    """What to do about a field that only questions of other types have; empty where many have it."""
    if "choices" in found and stranger in CHOICE.readers:
        return OF_A_CHOICE
    if "choices" in found and stranger == "answer":
        return "delete it, and write `correct: true` below the text of the right choice"
    others = [name for name, kind in KINDS.items() if stranger in kind.fields]
    if len(others) > _FEW:
        return ""
    return f"delete it, or change the type: it is a field of {', '.join(others)} questions"


def _told_name(found: dict[str, Any]) -> str:
    """The type that the fields tell; empty where they tell none."""
    if not found.keys().isdisjoint(TELLING):
        return next(kind for name, kind in TELLING.items() if name in found)
    if "choices" in found:
        choices, _ = found["choices"]
        return "multiple" if sum([choice.correct for choice in choices]) > 1 else "single"
    if "answer" not in found:
        return ""
    answers = found["answer"]
    if len(answers) == 1 and as_truth(answers[0]) is not None:
        return "truefalse"
    if len(answers) == 1 and not answers[0].style and exact_number(answers[0].value) is not None:
        return "number"
    return "number" if "tolerance" in found or "unit" in found else "text"
