"""What reading a course can report, by its code: what was seen, what to do, and lines that show it."""

from __future__ import annotations

from typing import Final

from studyapp.diagnostics import Severity
from studyapp.values import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """What is told of a code beyond its finding."""

    about: str
    """What was seen, in a sentence."""
    todo: str
    """What to do."""
    severity: Severity = Severity.ERROR
    """Where findings differ in it, the graver one."""
    bad: str = ""
    """Lines of a question, of a question file's list, of course.yaml, or paths; empty where none say more."""
    good: str = ""
    """The same lines, mended."""


CODES: Final[dict[str, Code]] = {
    # files
    "no-course": Code("A folder can't be opened as a course.", "Do what the message says."),
    "not-read": Code(
        "A file or folder lies where nothing reads it.", "Rename it or move it as told.", Severity.WARNING
    ),
    "bad-file-name": Code(
        "A file's name has characters that can't be shown.", "Rename the file: letters, digits, dashes."
    ),
    "control-character": Code(
        "A character could steer the terminal or change the reading direction.",
        "Delete the character, or the escape that stands for it. Zero bytes mean that the file is not UTF-8 text.",
    ),
    "not-regular": Code(
        "What should be a file is a folder, a device or a pipe.", "Put a plain text file in its place."
    ),
    "not-utf-8": Code("A byte is not UTF-8.", "Save the file as UTF-8 in your editor."),
    "outside-folder": Code("A path leaves the course's folder.", "Keep every file inside the course."),
    "symlink": Code("A file or folder is a symbolic link.", "Put the file itself there."),
    "too-large": Code("A file has more than 10 MB.", "Split it into several sections."),
    "too-many-problems": Code(
        "A file has more than 100 problems; the rest of it was not read.",
        "Mend those told, then check again.",
    ),
    "unreadable": Code("A file can't be opened.", "Check that it is there and that you may read it."),
    "wrong-ending": Code(
        "A file is named almost as one that would be read.",
        "Rename it: course.yaml, `.md` for content, `.yaml` for questions, lower case.",
        bad="questions/01-introduction.yml",
        good="questions/01-introduction.yaml",
    ),
    # YAML
    "alias": Code(
        "A text begins with *, which YAML reads as an alias.",
        "Put the text in quotes.",
        bad="answer: *args",
        good='answer: "*args"',
    ),
    "anchor": Code(
        "A text begins with &, which YAML reads as an anchor.",
        "Put the text in quotes.",
        bad="answer: &str",
        good='answer: "&str"',
    ),
    "bad-key": Code(
        "A field's name is a list or a mapping.",
        "Put a text that begins with [ or { in quotes.",
        bad="[source]: true",
        good='answer: "[source]: true"',
    ),
    "comment-cuts": Code(
        "A space and # end an unquoted text.",
        "Put the text in quotes if # belongs to it.",
        Severity.WARNING,
        bad="prompt: What is C #?",
        good='prompt: "What is C #?"',
    ),
    "odd-space": Code(
        "A no-break space or an invisible character stands in the indentation or a field's name.",
        "Write plain spaces and letters.",
    ),
    "duplicate-key": Code(
        "A field is written twice.",
        "Keep one of the two.",
        bad="answer: delta\nanswer: mouth",
        good="answer: [delta, mouth]",
    ),
    "second-document": Code(
        "A line --- begins a second document.",
        "Delete the line `---`, or move what follows to a file of its own.",
    ),
    "tab-indent": Code(
        "A line is indented with a tab.",
        "Indent with spaces.",
    ),
    "tag": Code(
        "A text begins with !, which YAML reads as a tag.",
        "Put the text in quotes, or delete the tag.",
        bad="answer: !important",
        good='answer: "!important"',
    ),
    "too-deep": Code("Lists and mappings are nested more than 32 levels deep.", "Write it flatter."),
    "too-many-values": Code(
        "A file holds more than 1,000,000 values.", "Split the file into several sections."
    ),
    "yaml-syntax": Code(
        "A line can't be read as YAML.",
        "Do what the help line says; most often: quote the text, close a quotation mark, line up the fields.",
        bad="prompt: Rivers: where do they end?",
        good='prompt: "Rivers: where do they end?"',
    ),
    # fields
    "bad-date": Code(
        "A date is expected.",
        "Write year, month and day: 2027-06-30.",
        bad="exam: 30 June 2027",
        good="exam: 2027-06-30",
    ),
    "bad-number": Code(
        "A number is expected.",
        "Write digits with a point, such as 2.5, or a fraction such as 1/3.",
        bad="type: number\nanswer: about 6650",
        good="type: number\nanswer: 6650",
    ),
    "empty-text": Code(
        "A text field has no text.",
        "Write the text, or delete the field if it may be left out.",
        bad="hints:",
        good="hints: It is in the first paragraph.",
    ),
    "missing-field": Code(
        "A field that is needed is missing.",
        "Add the field.",
        bad="- id: source\n  answer: true",
        good="- id: source\n  prompt: A river begins at its source.\n  answer: true",
    ),
    "out-of-range": Code(
        "A number is too small or too large.",
        "Write a number within the bounds told.",
        bad="penalty: 25",
        good="penalty: 25%",
    ),
    "quote-it": Code(
        "YAML reads an unquoted text as a number, a date, a truth value or nothing.",
        "Put the text in quotes.",
        Severity.WARNING,
        bad="choices:\n  - {text: yes, correct: true}\n  - no",
        good='choices:\n  - {text: "yes", correct: true}\n  - "no"',
    ),
    "too-long": Code("A text is too long.", "Shorten it, or move it to the section's text."),
    "unknown-field": Code(
        "There is no field of that name.",
        "Mend the spelling; the nearest name is told.",
        bad="promt: A river begins at its source.",
        good="prompt: A river begins at its source.",
    ),
    "unknown-name": Code(
        "A field takes one of a few names, and this is none of them.",
        "Write one of the names told.",
        bad="level: recall",
        good="level: remember",
    ),
    "wrong-type": Code(
        "A list, a text, true or false, or fields are expected, and this is something else.",
        "Write it in the form told.",
        bad="answer: true or false\ntype: truefalse",
        good="answer: true\ntype: truefalse",
    ),
    # questions
    "bad-id": Code(
        "An id has characters other than a to z, digits and single dashes.",
        "Write the id that is proposed.",
        bad="id: Where it begins?",
        good="id: where-it-begins",
    ),
    "bad-gap": Code(
        "A cloze text has no gap, an empty one, or braces that open or close none.",
        "Write each gap as `{{answer}}`.",
        bad="cloze: A river ends at its {delta}.",
        good="cloze: A river ends at its {{delta}}.",
    ),
    "bad-score": Code(
        "A choice has a score that can't count.",
        "Delete the `score`, or mark the choice with `correct: true`.",
        bad="choices:\n  - {text: A spring, correct: true}\n  - {text: A lake, score: 1}",
        good="choices:\n  - {text: A spring, correct: true}\n  - {text: A lake, score: 0.5}",
    ),
    "duplicate-choice": Code(
        "Two choices of a question have the same text or id.",
        "Change or delete one of the two.",
        bad="choices:\n  - {text: A spring, correct: true}\n  - A lake\n  - A lake",
        good="choices:\n  - {text: A spring, correct: true}\n  - A lake\n  - The sea",
    ),
    "duplicate-item": Code(
        "Two items, left sides, words of a bank or criteria of a question are the same.",
        "Change or delete one of the two.",
        bad="items: [source, delta, delta]",
        good="items: [source, middle course, delta]",
    ),
    "duplicate-id": Code(
        "Two questions of the course have the same id.",
        "Give one of the two another id.",
        bad="- {id: lake, prompt: Lakes rest., answer: true}\n- {id: lake, prompt: Lakes flow., answer: false}",
        good="- {id: lake, prompt: Lakes rest., answer: true}\n- {id: flow, prompt: Lakes flow., answer: false}",
    ),
    "evidence-not-found": Code(
        "A quotation is not in the section's text.",
        "Copy the words from the text; the nearest passage is told. Where that is the same"
        " but for a letter or a word (95 % alike, numbers and negations the same) it is a warning only, and"
        " the words of the text are shown; not so for locate, whose key it is.",
        bad="evidence: the river's source",
        good="evidence: A river begins at its source",
    ),
    "long-title": Code(
        "A section's first heading is longer than 200 characters.", "Shorten the heading.", Severity.WARNING
    ),
    "mistake-is-answer": Code(
        "A foreseen mistake is an accepted answer.",
        "Delete the mistake, or change it.",
        Severity.WARNING,
        bad="answer: delta\nmistakes: [{match: delta}]",
        good="answer: delta\nmistakes: [{match: source}]",
    ),
    "no-questions": Code(
        "A question file has no questions.", "Add questions, or delete the file.", Severity.WARNING
    ),
    "replaced-id": Code(
        "`replaces` names an id that is in the course.",
        "Delete it from `replaces`, or give the other question another id.",
        bad="- {id: lake, prompt: Rest?, answer: true}\n- {id: r, replaces: lake, prompt: Lakes rest., answer: true}",
        good="- {id: r, replaces: lake, prompt: Lakes rest., answer: true}",
    ),
    "taken-as-text": Code(
        "An answer that looks like a number or a truth value is taken as text.",
        "Write it as told, or add `type: text`.",
        Severity.WARNING,
        bad="answer: 6,650",
        good="answer: 6650",
    ),
    "missing-id": Code(
        "A question has no id.",
        "Let `studyapp check --fix` write one once there is a prompt, or add the id that is proposed.",
        bad="- prompt: A river begins at its source.\n  answer: true",
        good="- id: river-begins\n  prompt: A river begins at its source.\n  answer: true",
    ),
    "no-correct-choice": Code(
        "No choice is marked as correct.",
        "Add `correct: true` to the right choice.",
        bad="choices:\n  - A spring\n  - A lake",
        good="choices:\n  - text: A spring\n    correct: true\n  - A lake",
    ),
    "several-correct": Code(
        "A single question has more than one correct choice.",
        "Keep one, or write `type: multiple`.",
        bad="type: single\nchoices:\n  - {text: A spring, correct: true}\n  - {text: A lake, correct: true}",
        good="type: multiple\nchoices:\n  - {text: A spring, correct: true}\n  - {text: A lake, correct: true}",
    ),
    "tolerance-and-range": Code(
        "A number question has a tolerance and a range.",
        "Keep one of the two.",
        bad="answer: 6650\ntolerance: 50\nrange: [6600, 6700]",
        good="answer: 6650\ntolerance: 50",
    ),
    "too-few-items": Code(
        "An order question has fewer than two items, or a match question fewer than two pairs.",
        "Add another one.",
        bad="items: [source]",
        good="items: [source, delta]",
    ),
    "too-few-choices": Code(
        "A question has fewer than two choices.",
        "Add another choice.",
        bad="choices:\n  - {text: A spring, correct: true}",
        good="choices:\n  - {text: A spring, correct: true}\n  - A lake",
    ),
    "too-many-questions": Code("The course has more than 100,000 questions.", "Split the course in two."),
    "type-unclear": Code(
        "Neither `type` nor the fields tell what type a question is of.",
        "Add `choices`, `answer` or another field that tells the type.",
        bad="- id: source\n  prompt: Where does a river begin?",
        good="- id: source\n  prompt: Where does a river begin?\n  answer: at its source",
    ),
    "unknown-type": Code(
        "There is no type of that name.",
        "Mend the spelling.",
        bad="type: choice\nchoices:\n  - {text: A spring, correct: true}\n  - A lake",
        good="type: single\nchoices:\n  - {text: A spring, correct: true}\n  - A lake",
    ),
    # courses
    "question-file-without-section": Code(
        "A question file has no content file of the same name.",
        "Name the file as its section.",
        bad="content/01-introduction.md\nquestions/introduction.yaml",
        good="content/01-introduction.md\nquestions/01-introduction.yaml",
    ),
    "section-not-listed": Code(
        "`sections` leaves out a content file.",
        "The section is put at the end. Add it to `sections`.",
        Severity.WARNING,
    ),
    "section-twice": Code(
        "`sections` lists a section twice.",
        "Keep one of the two.",
        bad="sections: [01-introduction, 01-introduction]",
        good="sections: [01-introduction]",
    ),
    "unknown-section": Code(
        "`sections` lists a content file that is not there.",
        "Write the file's name as in `content/`, without `.md`.",
        bad="sections: [01-introduction.md]",
        good="sections: [01-introduction]",
    ),
}
"""What each code means, by what it is about; docs/course-format.md has the same words."""
