"""Rules about what could be there and is not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studyapp.check.material import Material
from studyapp.check.posed import Posed
from studyapp.check.rule import Finding, of_course, of_question
from studyapp.check.words import without_blocks
from studyapp.course.model import Open
from studyapp.diagnostics import Severity
from studyapp.wording import counted

FEWEST = 3
MUCH = 200
"""Words from which on a text is more than an introduction."""
_SAYS = re.compile(r"(?m)^[ \t]*[^\s#]")
"""A line that is no heading."""


@of_question(Severity.WARNING)
def no_explanation(posed: Posed) -> Iterator[Finding]:
    """A question has no explanation.

    Seen: `explanation` is missing. Open questions need none, they have a model answer.

    Why: learners see whether they were right, and not why. What they read after an answer is what they learn most
    from, right or wrong.

    Bad:

        - id: ice-floats
          prompt: Ice is lighter than water.
          answer: true

    Good:

        - id: ice-floats
          prompt: Ice is lighter than water.
          answer: true
          explanation: Water expands when it freezes, so ice swims on top.

    Source: Hattie and Timperley 2007, "The power of feedback".
    """
    if not posed.question.explanation and not isinstance(posed.question, Open):
        yield Finding(
            message="no explanation: learners are told that they are wrong, and not why",
            help="add `explanation: ...`, a sentence or two on what makes the answer right",
        )


@of_question(Severity.INFO)
def no_evidence(posed: Posed) -> Iterator[Finding]:
    """A question does not quote where its answer stands.

    Seen: `evidence` is missing, and the section has a text that could be quoted. Not looked for where the prompt has
    fenced code: what a program does is worked out, and stands nowhere.

    Why: a quotation shows learners where to read again, and is checked: when the text is edited so that the answer
    is no longer in it, you are told.

    Bad:

        - prompt: At what temperature does water boil?
          answer: 100

    Good:

        - prompt: At what temperature does water boil?
          answer: 100
          evidence: boils at 100 degrees

    Source: [the course format](course-format.md#fields-of-every-question).
    """
    prompt = posed.question.prompt
    if not posed.question.evidence and without_blocks(prompt) == prompt and _SAYS.search(posed.section.text):
        yield Finding(
            message="no evidence: nobody is told when the answer is no longer in the text",
            help="quote the words of the section that hold the answer: `evidence: ...`",
        )


@of_course(Severity.INFO)
def section_without_questions(material: Material) -> Iterator[Finding]:
    """A section has no questions.

    Seen: there is no question file for a text of 200 words or more; shorter ones are taken for introductions. Sections
    that are left out because of errors don't count.

    Why: what is read and not asked for is soon forgotten.

    Bad: `content/02-seas.md` alone.

    Good: `content/02-seas.md` and `questions/02-seas.yaml`.

    Source: Roediger and Karpicke 2006, "Test-enhanced learning".
    """
    for section in material.course.sections:
        if not section.questions and not section.left_out and len(section.text.split()) >= MUCH:
            yield Finding(
                message=f"no questions: what is read in {section.content_file} is asked nowhere",
                help=f"add {section.question_file}, if it is to be more than read",
                about=section,
            )


@of_course(Severity.INFO)
def few_questions(material: Material) -> Iterator[Finding]:
    """A section has fewer than three questions.

    Seen: one or two questions in a question file.

    Why: a section is passed with a share of its points. With two questions one slip or one guess may decide.

    Bad: a section with one true-or-false statement: half of all guesses pass it.

    Good: five to ten questions a section.

    Source: [the course format](course-format.md#courseyaml), on `pass`.
    """
    for section in material.course.sections:
        if 0 < len(section.questions) < FEWEST:
            yield Finding(
                message=f"{counted(len(section.questions), 'question')} in this section: one slip, or one lucky guess,"
                " may decide whether it is passed",
                help="add some, or put the text together with another section's",
                about=section,
            )
