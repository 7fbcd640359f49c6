"""What is shown under an answer: the verdict, what each pick means, the explanation, the way to the text."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.visual import Visual

from studyapp.course.model import Locate, Match, Question
from studyapp.study.certainty import LEVELS
from studyapp.study.feedback import ChoiceNote, Feedback, Verdict
from studyapp.study.scoring import credit
from studyapp.study.turn import Turn
from studyapp.ui.prose import Prose, inline
from studyapp.ui.text import line
from studyapp.ui.widgets.row import Row, Stack
from studyapp.ui.widgets.words import NOTHING, Words
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


class FeedbackView(Words):
    """The feedback, or the hints; needs no room while there are none, and comes into the window as it grows."""

    _told: Visual | None = None
    _refused = False

    def tell(self, told: Visual | None) -> None:
        """Show this below a blank line, or nothing."""
        self._told, self._refused = told, False
        if told is not None:
            self.show(Stack((Content(), told)))
        elif self.words is not NOTHING:
            self.show(NOTHING)

    def refuse(self, why: Content) -> None:
        """Say why an answer is not taken: on the blank line above what is told, which stays where it is."""
        self._refused = True
        self.show(Stack((Row(why, short=True), self._told) if self._told else (Content(), why)))
        self.scroll_visible(animate=False)

    def forget(self) -> None:
        """Take that away."""
        if self._refused:
            self.tell(self._told)

    def on_resize(self) -> None:
        """Scroll so that all of it is seen, or its beginning."""
        if self.words is not NOTHING:
            self.scroll_visible(animate=False)


def verdict_visual(turn: Turn, told: Feedback) -> Visual:
    """All of the feedback, for any width."""
    question, keys = turn.question, [choice.key for choice in turn.choices]
    parts: list[Visual] = [_headline(turn, told)]
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


def for_practice(turn: Turn) -> bool:
    """Whether nothing can be earned any more: earlier tries and hints have cost all of it."""
    standing = turn.standing
    return figure(credit(turn.question, 1.0, standing.used, standing.hints)) == "0"


def _headline(turn: Turn, told: Feedback) -> Content:
    mark, style = MARKS[told.verdict]
    return Content.assemble(
        (f"{mark} {told.verdict}", f"bold {style}"), (f"   {_worth(turn, told)}", "$quiet")
    )


def _worth(turn: Turn, told: Feedback) -> str:
    """What it earned and what it cost, or what is left to earn."""
    if told.verdict is Verdict.ALMOST:
        return "not counted as a try"
    if not told.done:
        return _left(told.tries_left, practice=for_practice(turn))
    question = turn.question
    earned = f"{figure(told.credit * question.points)} of {counted_points(question.points)}"
    costs = [counted(told.wrong_tries, "earlier try", "earlier tries")] if told.wrong_tries else []
    costs += [counted(told.hints, "hint")] if told.hints else []
    gained = told.credit or told.verdict in (Verdict.RIGHT, Verdict.PARTLY)
    if not costs or not gained or not question.penalty:
        return earned
    each = " each" if told.wrong_tries + told.hints > 1 else ""
    return f"{earned}: {' and '.join(costs)} at −{percent(question.penalty)}{each}"


def _left(tries: int, *, practice: bool) -> str:
    """The tries that are left, and whether they are worth anything."""
    if not practice:
        return f"{counted(tries, 'try', 'tries')} left"
    return "last try, for practice" if tries == 1 else f"{tries} tries left, for practice"
