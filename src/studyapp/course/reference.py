"""What docs/course-format.md must tell: the name of every field, and every code that reading a course can give."""

from __future__ import annotations

from typing import Final

from studyapp.course.choices import CHOICE
from studyapp.course.coursefile import CHECK, COURSE_FIELDS, PART
from studyapp.course.kinds import KINDS, QUESTION
from studyapp.course.parts import CRITERION, FEEDBACK, MISTAKE, PAIR
from studyapp.course.questions import FILE_FIELDS
from studyapp.course.settings import SETTINGS

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "course.yaml": COURSE_FIELDS,
    "part": tuple(PART.readers),
    "check": tuple(CHECK.readers),
    "settings": tuple(SETTINGS.readers),
    "question file": FILE_FIELDS,
    "question": tuple(QUESTION.readers),
    "choice": tuple(CHOICE.readers),
    "mistake": tuple(MISTAKE.readers),
    "feedback": tuple(FEEDBACK.readers),
    "pair": tuple(PAIR.readers),
    "criterion": tuple(CRITERION.readers),
}
"""Field names by what they belong to."""
TYPES: Final = tuple(KINDS)

CODES: Final[dict[str, str]] = {
    # files
    "no-course": "A folder can't be opened as a course.",
    "not-read": "A file or folder lies where nothing reads it.",
    "bad-file-name": "A file's name has characters that can't be shown.",
    "control-character": "A character could steer the terminal or change the reading direction.",
    "not-regular": "What should be a file is a folder, a device or a pipe.",
    "not-utf-8": "A byte is not UTF-8.",
    "outside-folder": "A path leaves the course's folder.",
    "symlink": "A file or folder is a symbolic link.",
    "too-large": "A file has more than 10 MB.",
    "too-many-problems": "A file has more than 100 problems; the rest of it was not read.",
    "unreadable": "A file can't be opened.",
    "wrong-ending": "A file is named almost as one that would be read.",
    # YAML
    "alias": "A text begins with *, which YAML reads as an alias.",
    "anchor": "A text begins with &, which YAML reads as an anchor.",
    "bad-key": "A field's name is a list or a mapping.",
    "comment-cuts": "A space and # end an unquoted text.",
    "odd-space": "A no-break space or an invisible character stands in the indentation or a field's name.",
    "duplicate-key": "A field is written twice.",
    "second-document": "A line --- begins a second document.",
    "tab-indent": "A line is indented with a tab.",
    "tag": "A text begins with !, which YAML reads as a tag.",
    "too-deep": "Lists and mappings are nested more than 32 levels deep.",
    "too-many-values": "A file holds more than 1,000,000 values.",
    "yaml-syntax": "A line can't be read as YAML.",
    # fields
    "bad-date": "A date is expected.",
    "bad-number": "A number is expected.",
    "empty-text": "A text field has no text.",
    "missing-field": "A field that is needed is missing.",
    "out-of-range": "A number is too small or too large.",
    "quote-it": "YAML reads an unquoted text as a number, a date, a truth value or nothing.",
    "too-long": "A text is too long.",
    "unknown-field": "There is no field of that name.",
    "unknown-name": "A field takes one of a few names, and this is none of them.",
    "wrong-type": "A list, a text, true or false, or fields are expected, and this is something else.",
    # questions
    "bad-id": "An id has characters other than a to z, digits and single dashes.",
    "bad-gap": "A cloze text has no gap, an empty one, or braces that open or close none.",
    "bad-score": "A choice has a score that can't count.",
    "duplicate-choice": "Two choices of a question have the same text or id.",
    "duplicate-item": "Two items, left sides, words of a bank or criteria of a question are the same.",
    "duplicate-id": "Two questions of the course have the same id.",
    "evidence-not-found": "A quotation is not in the section's text.",
    "long-title": "A section's first heading is longer than 200 characters.",
    "mistake-is-answer": "A foreseen mistake is an accepted answer.",
    "no-questions": "A question file has no questions.",
    "replaced-id": "`replaces` names an id that is in the course.",
    "taken-as-text": "An answer that looks like a number or a truth value is taken as text.",
    "missing-id": "A question has no id.",
    "no-correct-choice": "No choice is marked as correct.",
    "several-correct": "A single question has more than one correct choice.",
    "tolerance-and-range": "A number question has a tolerance and a range.",
    "too-few-items": "An order question has fewer than two items, or a match question fewer than two pairs.",
    "too-few-choices": "A question has fewer than two choices.",
    "too-many-questions": "The course has more than 100,000 questions.",
    "type-unclear": "Neither `type` nor the fields tell what type a question is of.",
    "unknown-type": "There is no type of that name.",
    # courses
    "question-file-without-section": "A question file has no content file of the same name.",
    "section-not-listed": "`sections` leaves out a content file.",
    "section-twice": "`sections` lists a section twice.",
    "unknown-section": "`sections` lists a content file that is not there.",
}
"""What each code means, in one line."""
