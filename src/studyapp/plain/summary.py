"""What a sitting came to, in lines."""

from __future__ import annotations

from collections.abc import Iterator

from studyapp.course.model import Locate
from studyapp.plain.prose import short
from studyapp.plain.telling import marks
from studyapp.study.feedback import feedback
from studyapp.study.journal import Journal
from studyapp.study.results import State, section_result
from studyapp.study.sitting import Sitting
from studyapp.wording import counted, figure, percent


def summary(sitting: Sitting, journal: Journal) -> Iterator[str]:
    """The section's score, what came out right in the sitting, and what is worth another one."""
    section, questions = sitting.section, sitting.questions
    result = section_result(section, journal)
    bar = f"Not passed yet: {percent(section.settings.pass_share)} passes."
    passed = "Passed." if result.state is State.PASSED else bar
    points = f"{figure(result.points)} of {figure(result.maximum)} points"
    yield f"Summary of {section.title}"
    yield f"Score: {percent(result.share)}, {points}. {passed}"
    yield f"In this sitting {sum(map(sitting.right, questions))} of {len(questions)} came out right."
    if section.settings.where:
        yield from _knew_where(sitting)
    yield from _certainty(sitting)
    for number, question in enumerate(questions, 1):
        if not sitting.right(question):
            how = "Not answered" if question in sitting.left else "Missed"
            yield f"{how}, question {number}: {short(question.prompt)}"
    for question in sitting.missed():
        if question not in questions or sitting.right(question):
            yield f"Can still gain points: {short(question.prompt)}"


def _knew_where(sitting: Sitting) -> Iterator[str]:
    """Which answers were right, and which of them the learner found in the text."""
    right = [(number, one) for number, one in enumerate(sitting.questions, 1) if sitting.right(one)]
    knew = [str(number) for number, one in right if isinstance(one, Locate) or sitting.knew_where(one)]
    others = [str(number) for number, _ in right if str(number) not in knew]
    for told, numbers in (("Right, and knew where", knew), ("Right", others)):
        if numbers:
            yield f"{told}: question{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}."


def _certainty(sitting: Sitting) -> Iterator[str]:
    """The marks for certainty in all, where it was asked."""
    told = [feedback(question, sitting.standing(question)) for question in sitting.questions]
    earned = [one.mark for one in told if one is not None and one.mark is not None]
    if earned:
        yield f"Certainty: {marks(sum(earned))} in all, for {counted(len(earned), 'answer')}."
