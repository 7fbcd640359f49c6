"""Our scores against those that a QTI 2.2 player expects, case by case.

QTI gives marks, we give a share from 0 to 1: the marks are divided by the most that the item can give, and an item
of several questions earns the mean of theirs, weighed by points. A case is mapped, or has its reason in UNMAPPED.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from math import fsum
from pathlib import Path
from typing import Any

import pytest

from qti_reader import questions, read, response
from studyapp.study.scoring import score

SHARED = Path(__file__).parents[2] / "shared"
CORPUS = SHARED / "corpora" / "qti22-scoring"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the items are not at {CORPUS}")


class Reason(StrEnum):
    """Why a case has no counterpart in our model, or another score."""

    NO_SCORE = "expects a feedback or another variable, no score"
    NO_ANSWER = "gives its score whatever is answered"
    REFUSED = "expects that the player refuses the item"
    PRESENCE = "scores whether there is an answer, not which"
    NUMBER_STEPS = "scores a number by its size; a number question is right or wrong"
    WEIGHTS = "weighs its choices; those of a multiple question count alike"
    WRONG_COSTS = "takes marks off for a wrong pair; ours only earns none"
    UNLISTED = "scores an answer that is not listed; ours earns nothing"


UNMAPPED = {
    "modalFeedback_basic": Reason.NO_SCORE,
    "qti22_basic_q2_multiple": Reason.NO_SCORE,
    "qti22_basic_q4_order_interaction": Reason.NO_SCORE,
    "responseProcessing_default_expression": Reason.NO_SCORE,
    "responseProcessing_random_lookupOutcomeValue": Reason.NO_SCORE,
    "outcomeProcessing_outcomeProcessingFragment": Reason.NO_ANSWER,
    "responseProcessing_setDefaultValue": Reason.NO_ANSWER,
    "responseProcessing_subtract_divide": Reason.NO_ANSWER,
    "templateProcessing_templateConstraint": Reason.NO_ANSWER,
    "template_randomInteger_printedVariable": Reason.NO_ANSWER,
    "outcomeProcessing_numberExpressions": Reason.REFUSED,
    "outcomeProcessing_outcomeMaximum": Reason.REFUSED,
    "isNull_isNotNull": Reason.PRESENCE,
    "responseProcessing_template_match_nothing": Reason.PRESENCE,
    "responseCondition_elseIf_chain": Reason.NUMBER_STEPS,
    "responseProcessing_boolean_compare_ops": Reason.NUMBER_STEPS,
    "responseProcessing_lookupTable_interpolationTable": Reason.NUMBER_STEPS,
    "responseProcessing_math_max_min_round_truncate": Reason.NUMBER_STEPS,
    "mapResponse_multiple_cardinality": Reason.WEIGHTS,
    "qti22_advanced_q8_graphic_gap_match 3": Reason.WRONG_COSTS,
    "responseProcessing_mapOutcome_basic 4": Reason.UNLISTED,
    "stringMatch_caseSensitive_substring 1": Reason.UNLISTED,
    "stringMatch_caseSensitive_substring 2": Reason.UNLISTED,
    "stringMatch_caseSensitive_substring 4": Reason.UNLISTED,
}
"""By item, or by item and number of the case where its other cases are mapped."""


@dataclass(frozen=True)
class Case:
    """A response to an item, and what is expected of it."""

    item: str
    number: int
    """From 1, in the order of the file."""
    given: dict[str, Any]
    expected: dict[str, Any]
    refused: bool

    def __str__(self) -> str:
        return f"{self.item} {self.number}"

    @property
    def reason(self) -> Reason | None:
        """Why it is not mapped; None where it is."""
        return UNMAPPED.get(self.item) or UNMAPPED.get(str(self))

    @property
    def marks(self) -> float | None:
        """The score that it must get."""
        return self.expected.get("score", self.outcomes.get("SCORE"))

    @property
    def outcomes(self) -> dict[str, Any]:
        return dict(self.expected.get("outcomes", {}))


def _cases() -> list[Case]:
    return [
        Case(file.parent.name, number, case["responses"], case["expect"], case.get("xfail", False))
        for file in sorted(CORPUS.glob("*/cases.json"))
        for number, case in enumerate(json.loads(file.read_text("utf-8"))["cases"], 1)
    ]


CASES = _cases()
MAPPED = [case for case in CASES if case.reason is None]


@dataclass(frozen=True)
class Earned:
    """What we give for a case, and what the most is."""

    shares: list[float]
    """One a question, 0 to 1."""
    points: list[float]

    @property
    def share(self) -> float:
        """Over all questions, 0 to 1."""
        return fsum(map(float.__mul__, self.shares, self.points)) / fsum(self.points)


def _earned(case: Case) -> Earned | None:
    """None where the item can't be written in our model."""
    written = questions(read(CORPUS / case.item / "item.xml"))
    shares = [score(question, response(question, case.given)).value for question in written]
    return Earned(shares, [float(question.points) for question in written]) if written else None


@pytest.mark.parametrize("case", MAPPED, ids=str)
def test_a_mapped_case_earns_its_share(case: Case) -> None:
    """What is expected, as a share of the most; where the case tells the most, it is that."""
    earned = _earned(case)
    assert earned is not None
    assert case.marks is not None
    most = fsum(earned.points)
    assert earned.share == pytest.approx(case.marks / most)
    assert most == case.outcomes.get("MAXSCORE", most)


@pytest.mark.parametrize("case", [case for case in MAPPED if "SCORE_1" in case.outcomes], ids=str)
def test_each_question_of_an_item_earns_its_own(case: Case) -> None:
    """Where the case tells the marks of each."""
    earned = _earned(case)
    assert earned is not None
    told = [case.outcomes[f"SCORE_{number}"] for number in range(1, len(earned.shares) + 1)]
    assert [share * points for share, points in zip(earned.shares, earned.points, strict=True)] == told


@pytest.mark.parametrize("case", [case for case in CASES if case.reason], ids=str)
def test_an_unmapped_case_has_its_reason(case: Case) -> None:
    """It tells no score, or its item can't be written, or what is written earns more or less, as the reason says."""
    earned = _earned(case)
    assert (case.reason is Reason.NO_SCORE) == (case.marks is None)
    assert (case.reason is Reason.REFUSED) == case.refused
    match case.reason:
        case Reason.NO_SCORE:
            pass
        case Reason.WRONG_COSTS:
            assert earned is not None
            assert case.marks == 0 < earned.share < 1
        case Reason.UNLISTED:
            assert earned is not None
            assert case.marks is not None
            assert earned.share == 0 < case.marks
        case _:
            assert earned is None


def test_the_reasons_are_of_cases_that_exist() -> None:
    """No case was left behind in the table, and none is missing here."""
    assert set(UNMAPPED) <= {name for case in CASES for name in (case.item, str(case))}
    assert (len(CASES), len(MAPPED)) == (91, 43)
