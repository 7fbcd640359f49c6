"""What is shown under an answer: the verdict, what each pick means, the explanation, the way to the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.content import Content
from textual.visual import Visual
from textual.widgets import Static

from studyapp.course.model import Question
from studyapp.study.feedback import Feedback, Verdict
from studyapp.study.results import figure
from studyapp.ui.prose import Prose, inline
from studyapp.ui.text import line
from studyapp.ui.widgets.row import Row, Stack

MARKS = {
    Verdict.RIGHT: ("✓", "$success"),
    Verdict.PARTLY: ("◐", "$warning"),
    Verdict.NOT_YET: ("✗", "$error"),
    Verdict.WRONG: ("✗", "$error"),
    Verdict.REVEALED: ("→", "$warning"),
}
"""A mark and a colour; the words stand beside them."""


class FeedbackView(Static):
    """The feedback; it takes no room while there is none, and comes into the window as it grows."""

    def tell(self, told: Visual | None) -> None:
        """Show this, or nothing."""
        self.display = told is not None
        self.update(told or "")

    def on_resize(self) -> None:
        """Scroll so that all of it is seen, or its beginning."""
        self.scroll_visible(animate=False)


def verdict_visual(question: Question, told: Feedback, keys: Sequence[Any]) -> Visual:
    """All of the feedback, for any width. ``keys`` are the choices' in the order shown."""
    parts: list[Visual] = [_headline(question, told)]
    if told.remark:
        parts.append(line(told.remark, "italic"))
    if told.answer:
        parts.append(Row(line(told.answer, "bold"), Content.styled("Answer: ", "$quiet")))
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
    return Stack(tuple(parts))


def _headline(question: Question, told: Feedback) -> Content:
    mark, style = MARKS[told.verdict]
    return Content.assemble(
        (f"{mark} {told.verdict}", f"bold {style}"), (f"   {_worth(question, told)}", "$quiet")
    )


def _worth(question: Question, told: Feedback) -> str:
    """What it earned, or what is left to earn."""
    if told.done:
        points = told.credit * question.points
        return (
            f"{figure(points)} of {figure(question.points)} {'point' if question.points == 1 else 'points'}"
        )
    return f"{told.tries_left} {'try' if told.tries_left == 1 else 'tries'} left"
