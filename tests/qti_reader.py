"""Writes QTI 2.2 items as questions of ours, to check our scores against those that others expect.

Only what bears on a score is read, and identifiers stand for texts. Every keyed answer keeps its share of the
marks; an item with a key that ours can't hold is not written at all. A question's points are the item's marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from studyapp.course.model import (
    Choice,
    Cloze,
    Match,
    Mistake,
    Multiple,
    Order,
    Pair,
    Question,
    Single,
    TextAnswer,
)


def read(file: Path) -> Element:
    """An item's root, with tags freed of their namespace and the keys that a template sets put in their place."""
    item = ElementTree.parse(file).getroot()
    for element in item.iter():
        element.tag = element.tag.rpartition("}")[2]
    _fill_in(item)
    return item


def _fill_in(item: Element) -> None:
    """Run the rules of the item's template, but for random ones."""
    values: dict[str, str | None] = {}

    def value(expression: Element) -> str | None:
        return values.get(expression.get("identifier", ""), expression.text)

    def holds(branch: Element) -> bool:
        return branch.tag == "templateElse" or value(branch[0][0]) == value(branch[0][1])

    def run(rules: Iterable[Element]) -> None:
        for rule in rules:
            name = rule.get("identifier", "")
            if rule.tag == "setTemplateValue":
                values[name] = value(rule[0])
            elif rule.tag == "setCorrectResponse":
                declaration = item.find(f"responseDeclaration[@identifier='{name}']")
                assert declaration is not None
                key = ElementTree.SubElement(declaration, "correctResponse")
                ElementTree.SubElement(key, "value").text = value(rule[0])
            elif rule.tag == "templateCondition":
                run(next((branch for branch in rule if holds(branch)), ()))

    run(item.findall("templateProcessing/*"))


def questions(item: Element) -> tuple[Question, ...]:
    """The item in our model; empty where one of its responses has no key, or none that ours can hold.

    A question's id names the response that it takes, or the several of a cloze.
    """
    declarations = item.findall("responseDeclaration")
    if item.find(".//responseIf/and/match/correct") is not None:
        return (_cloze(item, declarations),)
    written = [_question(item, declaration) for declaration in declarations]
    return tuple([one for one in written if one is not None]) if None not in written else ()


def _cloze(item: Element, declarations: Sequence[Element]) -> Cloze:
    """Typed responses that earn their marks together."""
    names = [declaration.attrib["identifier"] for declaration in declarations]
    return Cloze(
        id=" ".join(names),
        prompt="",
        points=_marks_if_correct(item, names[0]),
        pieces=("",) * (len(names) + 1),
        gaps=tuple([tuple(_correct(declaration)) for declaration in declarations]),
        all_or_nothing=True,
    )


def _question(item: Element, declaration: Element) -> Question | None:
    name, correct = declaration.attrib["identifier"], _correct(declaration)
    whole, marks = _marks_if_correct(item, name), _marks_by_answer(item, declaration)
    shown = [
        one.attrib["identifier"]
        for one in item.iterfind(f".//*[@responseIdentifier='{name}']//*[@identifier]")
    ]
    common: dict[str, Any] = {"id": name, "prompt": ""}
    match declaration.get("cardinality"), declaration.get("baseType"):
        case "single", "identifier" if marks or whole:
            marks = marks or {correct[0]: whole}
            return Single(**common, points=max(marks.values()), choices=_choices(shown, marks))
        case "single", _ if marks:
            return _typed(common, marks)
        case "multiple", "identifier" if whole:
            choices = tuple([Choice(one, one, correct=one in correct) for one in shown])
            return Multiple(**common, points=whole, choices=choices, all_or_nothing=True)
        case "ordered", "identifier" if whole:
            return Order(**common, points=whole, items=tuple(correct), all_or_nothing=True)
        case "multiple", "directedPair" if whole or len(set(marks.values())) == 1:
            in_gaps = item.find(".//graphicGapMatchInteraction") is not None
            pairs = [Pair(*_ends(pair)[:: -1 if in_gaps else 1]) for pair in (marks or correct)]
            taken = {end for pair in pairs for end in (pair.left, pair.right)}
            extra = tuple([one for one in shown if one not in taken])
            points = whole or sum(marks.values())
            return Match(**common, points=points, pairs=tuple(pairs), extra=extra, all_or_nothing=bool(whole))
    return None


def _choices(shown: Iterable[str], marks: Mapping[str, float]) -> tuple[Choice, ...]:
    """The choices of a single question, those of the highest marks correct."""
    most = max(marks.values())
    shares = {one: marks.get(one, 0.0) / most for one in shown}
    return tuple([Choice(one, one, correct=share == 1, score=share) for one, share in shares.items()])


def _typed(common: Mapping[str, Any], marks: Mapping[str, float]) -> TextAnswer:
    """The answers of the highest marks, the others as mistakes; keys of QTI are compared to the letter."""
    most = max(marks.values())
    answers = tuple([answer for answer, mark in marks.items() if mark == most])
    mistakes = tuple([Mistake(answer, score=mark / most) for answer, mark in marks.items() if mark < most])
    return TextAnswer(**common, points=most, answers=answers, mistakes=mistakes, exact=True)


def _ends(pair: str) -> tuple[str, str]:
    source, target = pair.split()
    return source, target


def _correct(declaration: Element) -> list[str]:
    return [value.text or "" for value in declaration.iterfind("correctResponse/value")]


def _marks_if_correct(item: Element, name: str) -> float:
    """What a response earns for being the correct one and no other; 0 where the item has no such rule."""
    processing = item.find("responseProcessing[@template]")
    if processing is not None:
        return float(processing.attrib["template"].endswith("/match_correct"))
    for branch in item.iter("responseIf"):
        if branch.find(f".//correct[@identifier='{name}']") is not None:
            return _marks_of(branch)
    return 0.0


def _marks_by_answer(item: Element, declaration: Element) -> dict[str, float]:
    """What each answer earns by a mapping, of the response or of an outcome that copies it, or by its spelling."""
    name = declaration.get("identifier")
    copies = [
        one.get("identifier") for one in item.findall(f".//setOutcomeValue/variable[@identifier='{name}']/..")
    ]
    outcomes = [one for one in item.iterfind("outcomeDeclaration") if one.get("identifier") in copies]
    entries = [entry for one in (declaration, *outcomes) for entry in one.iter("mapEntry")]
    marks = {entry.attrib["mapKey"]: float(entry.attrib["mappedValue"]) for entry in entries}
    for branch in item.iter("responseIf"):
        spelling = branch.find("stringMatch[@caseSensitive='true'][@substring='false']/baseValue")
        if spelling is not None:
            marks[spelling.text or ""] = _marks_of(branch)
    return marks


def _marks_of(branch: Element) -> float:
    return float(branch.findtext("setOutcomeValue[@identifier='SCORE']//baseValue", "0"))


def response(question: Question, given: Mapping[str, Any]) -> Any:
    """What was given for a question in its kind's form; nothing given is the empty form."""
    values = [given.get(name) for name in question.id.split()]
    match question:
        case Cloze():
            return [value or "" for value in values]
        case Multiple() | Order():
            return values[0] or []
        case Match():
            lefts = {pair.left for pair in question.pairs}
            return dict(sorted(_ends(pair), key=lambda end: end not in lefts) for pair in values[0] or [])
        case _:
            return values[0] or ""
