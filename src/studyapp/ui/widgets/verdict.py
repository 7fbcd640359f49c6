"""What is shown under an answer: the verdict, what each pick means, the explanation, the way to the text."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.visual import Visual
from textual.widgets import Static

from studyapp.course.model import Locate, Match, Question
from studyapp.study.certainty import LEVELS
from studyapp.study.feedback import ChoiceNote, Feedback, Verdict
from studyapp.study.turn import Turn
from studyapp.ui.prose import Prose, inline
from studyapp.ui.text import line
from studyapp.ui.widgets.row import Row, Stack
from studyapp.wording import counted, counted_points, figure, percent, signed

MARKS = {
    Verdict.RIGHT: ("✓", "$success"),
    Verdict.PARTLY: ("◐", "$warning"),
    Verdict.ALMOST: ("≈", "$warning"),
    Verdict.NOT_YET: ("✗", "$error"),
    Verdict.WRONG: ("✗", "$error"),
    Verdict.REVEALED: ("→", "$warning"),
}
"""A mark and a colour; the words stand beside them."""


REREAD = "You have missed this one several times. Reading its section again will do more than another try."


class FeedbackView(Static):
    """The feedback, or the hints; takes no room while there are none, and comes into the window as it grows."""

    def tell(self, told: Visual | None) -> None:
        """Show this, or nothing."""
        if told is None and not self.display:
            return
        self.display = told is not None
        self.update(told or "")

    def on_resize(self) -> None:
        """Scroll so that all of it is seen, or its beginning."""
        self.scroll_visible(animate=False)


def verdict_visual(turn: Turn, told: Feedback) -> Visual:
    """All of the feedback, for any width."""
    question, keys = turn.question, [choice.key for choice in turn.choices]
    parts: list[Visual] = [_headline(question, told)]
    if told.remark:
        parts.append(line(told.remark, "italic"))
    if turn.standing.located is not None:
        words = (
            "You found the place in the text"
            if turn.standing.located
            else "The place in the text was another"
        )
        parts.append(Content.styled(words, "$quiet"))
    if told.certainty and told.mark is not None:
        marks = "mark" if told.mark == 1 else "marks"
        first = "At first you" if told.wrong_tries else "You"
        said = f"{first} said {LEVELS[told.certainty]}: {signed(told.mark)} {marks}"
        parts.append(Content.styled(said, "$quiet"))
    if told.answer:
        parts.append(Row(line(told.answer, "bold"), Content.styled("Answer: ", "$quiet")))
    parts += _solution(question, told)
    if isinstance(question, Locate) and told.done and told.verdict is not Verdict.RIGHT:
        parts.append(Row(inline(question.evidence[0]), Content.styled("The text says: ", "$quiet")))
    if told.comment:
        parts += [Content(), Prose(told.comment)]
    noted = [note for note in told.notes if note.note]
    if noted:
        parts.append(Content())
    for note in noted:
        mark, style = (
            ("✓", "$success") if note.correct else ("✗", "$error") if note.picked else ("·", "$quiet")
        )
        lead = Content.assemble((f"{keys.index(note.key) + 1:>2} ", "$quiet"), (f"{mark}  ", style))
        parts.append(Row(inline(note.note), lead))
    if told.explanation:
        parts += [Content(), Prose(told.explanation)]
    if turn.rereads:
        parts += [Content(), Content.styled(REREAD, "$warning")]
    if told.done and turn.standing.note:
        parts += [Content(), Row(line(turn.standing.note), Content.styled("Your note: ", "$quiet"))]
    return Stack(tuple(parts))


def _solution(question: Question, told: Feedback) -> Iterator[Visual]:
    """What was not right as it should be: gaps and pairs, or all items in their order."""
    wrong = [index for index, _ in enumerate(told.solution) if not (told.parts and told.parts[index])]
    if wrong:
        yield Content()
    for index in wrong:
        text, lead = inline(told.solution[index]), Content.styled(f"{index + 1:>2}  ", "$quiet")
        if isinstance(question, Match):
            yield Row(inline(question.pairs[index].left), lead)
            yield Row(text.stylize("bold"), Content.styled("    → ", "$quiet"))
        else:
            yield Row(text.stylize("bold"), lead)


def verdict_mark(note: ChoiceNote) -> tuple[str, str]:
    """Right choices get a tick, wrong picks a cross, wrong choices left alone a dot; with the style."""
    if note.correct:
        return "✓", "bold $success"
    return ("✗", "bold $error") if note.picked else ("·", "$quiet")


def _headline(question: Question, told: Feedback) -> Content:
    mark, style = MARKS[told.verdict]
    return Content.assemble(
        (f"{mark} {told.verdict}", f"bold {style}"), (f"   {_worth(question, told)}", "$quiet")
    )


def _worth(question: Question, told: Feedback) -> str:
    """What it earned and what it cost, or what is left to earn."""
    if told.verdict is Verdict.ALMOST:
        return "not counted as a try"
    if not told.done:
        return f"{counted(told.tries_left, 'try', 'tries')} left"
    earned = f"{figure(told.credit * question.points)} of {counted_points(question.points)}"
    costs = [counted(told.wrong_tries, "earlier try", "earlier tries")] if told.wrong_tries else []
    costs += [counted(told.hints, "hint")] if told.hints else []
    if not costs or not told.credit or not question.penalty:
        return earned
    each = " each" if told.wrong_tries + told.hints > 1 else ""
    return f"{earned}: {' and '.join(costs)} at −{percent(question.penalty)}{each}"
