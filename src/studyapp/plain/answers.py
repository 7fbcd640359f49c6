"""A typed line to a response; see the course's model for each kind's form."""

from __future__ import annotations

from typing import Any

from studyapp.course.model import Cloze, Locate, Match, Multiple, Open, Order, Single, TrueFalse
from studyapp.plain.labels import labelled, numbers, span
from studyapp.plain.pointing import sentence
from studyapp.plain.prose import short
from studyapp.study.asked import Unanswerable
from studyapp.study.scoring import complaint
from studyapp.study.turn import Turn
from studyapp.wording import counted

TRUE = ("t", "true", "1")
FALSE = ("f", "false", "2")


def response(turn: Turn, typed: str, text: str) -> Any:
    """The response that a line is; ``text`` is the section's, for a sentence of it.

    To an open question it is what the draft meets: texts of criteria. Raises Unanswerable where the line is none.
    """
    given = _read(turn, typed, text)
    if problem := complaint(turn.question, given):
        raise Unanswerable(problem)
    return given


def _read(turn: Turn, typed: str, text: str) -> Any:
    match turn.question:
        case Single():
            picks = _picks(turn, typed)
            if len(picks) != 1:
                raise Unanswerable(f"Type the number of one choice, 1 to {len(turn.choices)}.")
            return picks[0]
        case Multiple():
            if picks := _picks(turn, typed):
                return picks
            raise Unanswerable(
                f"Type the numbers of choices, 1 to {len(turn.choices)}, with spaces between them."
            )
        case TrueFalse():
            word = typed.casefold()
            if word not in TRUE + FALSE:
                raise Unanswerable("Type t for true, or f for false.")
            return word in TRUE
        case Cloze() as question:
            return _bank_words(question, turn.options, typed) if turn.options else _words(question, typed)
        case Match() as question:
            return _pairs(question, turn.options, typed)
        case Order():
            return _in_order(turn.options, typed)
        case Open() as question:
            return _criteria(question, typed)
        case Locate():
            return sentence(text, typed)
    return typed


def _picks(turn: Turn, typed: str) -> list[str]:
    """Keys of the choices whose numbers are typed, each once; none where anything else is typed."""
    typed_numbers = dict.fromkeys(numbers(typed, len(turn.choices)))
    return [turn.choices[number - 1].key for number in typed_numbers]


def _words(question: Cloze, typed: str) -> list[str]:
    """What is typed for each gap; the only gap takes all of the line."""
    gaps = len(question.gaps)
    if gaps == 1:
        return [typed]
    given = [word.strip() for word in typed.split(";")]
    filled = len([word for word in given if word])
    if filled != gaps or len(given) != gaps:
        raise Unanswerable(f"Type {gaps} words, with semicolons between them. You typed {filled}.")
    return given


def _bank_words(question: Cloze, bank: tuple[str, ...], typed: str) -> list[str]:
    """The bank's word for each gap, by its number or as it is."""
    gaps = len(question.gaps)
    if picked := numbers(typed, len(bank)):
        given = [bank[number - 1] for number in picked]
    else:
        known = {short(word).casefold(): word for word in bank}
        known |= {str(number): word for number, word in enumerate(bank, 1)}
        named = [" ".join(word.split()).casefold() for word in typed.split(";") if word.strip()]
        if unknown := [word for word in named if word not in known]:
            raise Unanswerable(f'There is no word "{unknown[0]}". Type numbers, 1 to {len(bank)}.')
        given = [known[word] for word in named]
    if len(given) != gaps:
        raise Unanswerable(
            f"Type the {counted(gaps, 'number')} of the words that fill the gaps, 1 to {len(bank)}, "
            f"with spaces between them. You typed {len(given)}."
        )
    return given


def _pairs(question: Match, options: tuple[str, ...], typed: str) -> dict[str, str]:
    """The right side given to each left one."""
    lefts = question.pairs
    given = labelled(typed, len(lefts), len(options))
    missing = [str(index + 1) for index in range(len(lefts)) if index not in given]
    if not given:
        raise Unanswerable(
            f"Type {counted(len(lefts), 'choice')}, {span(len(options))}, with spaces between them: "
            "one for each left, in their order."
        )
    if missing:
        raise Unanswerable(f"Type a choice for each left. There is none for left {', '.join(missing)}.")
    return {pair.left: options[given[index]] for index, pair in enumerate(lefts)}


def _in_order(items: tuple[str, ...], typed: str) -> list[str]:
    """The items in the order of their numbers."""
    total = len(items)
    given = numbers(typed, total)
    missing = [str(number) for number in range(1, total + 1) if number not in given]
    if len(given) != total or missing:
        told = f"Type the numbers 1 to {total} in the right order, each once, with spaces between them."
        raise Unanswerable(f"{told} Missing: {', '.join(missing)}." if given and missing else told)
    return [items[number - 1] for number in given]


def _criteria(question: Open, typed: str) -> list[str]:
    """The texts of the criteria that the answer meets."""
    total = len(question.rubric)
    given = dict.fromkeys(numbers(typed, total))
    if not given and typed != "0":
        which = (
            f"numbers from 1 to {total}, with spaces between them" if total > 1 else "1 if your answer has it"
        )
        raise Unanswerable(f"Type {which}, or 0 for none.")
    return [question.rubric[number - 1].text for number in given]
