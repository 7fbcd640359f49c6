"""``python tests/check/precision.py``: how often each rule fires on what others wrote, and how often it is right.

Of a rule's hits those with the twenty smallest hashes were read one by one; ``tests/data/verdicts.tsv`` holds what was
found, in a line each: rule, place, right or wrong, and why. With ``--read CODE`` the hits of a sample are printed.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from corpora import CORPORA, missing

from studyapp.check.material import Material
from studyapp.check.posed import Posed
from studyapp.check.rule import Finding, Rule
from studyapp.check.table import RULES
from studyapp.course.model import Course, Section

SAMPLE: Final = 20
VERDICTS: Final = Path(__file__).parents[1] / "data" / "verdicts.tsv"


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found."""

    corpus: str
    place: str
    """The corpus and the ids of the question, or of both; numbered where a rule hits one question more than once."""
    finding: Finding


@dataclass(frozen=True, slots=True)
class Measured:
    """A rule on all corpora."""

    rule: Rule
    hits: Sequence[Hit]
    right: int
    """Of the sample."""
    unread: Sequence[Hit]
    """Of the sample, what nobody has read yet."""

    @property
    def sample(self) -> list[Hit]:
        """Those that are to be read: by hash, so that nobody picks them and few change when the rule does."""
        return sorted(self.hits, key=lambda hit: sha256(hit.place.encode()).digest())[:SAMPLE]

    @property
    def row(self) -> str:
        """A line of the table in docs/rules.md."""
        counts = Counter(hit.corpus for hit in self.hits)
        cells = [f"`{self.rule.code}`", str(self.rule.severity), *(str(counts[name]) for name in CORPORA)]
        right = f"{self.right} of {len(self.sample)}" if self.hits else "no hits"
        return f"| {' | '.join([*cells, right])} |"


def measure() -> list[Measured]:
    """All rules on all corpora; those that know English words too, since all of them are in English."""
    courses = {name: read() for name, read in CORPORA.items()}
    verdicts = read_verdicts()
    return [_measured(rule, courses, verdicts) for rule in RULES.values()]


def read_verdicts() -> dict[tuple[str, str], str]:
    """By rule and place: ``right`` or ``wrong``."""
    with VERDICTS.open(encoding="utf-8", newline="") as file:
        return {
            (line["rule"], line["place"]): line["verdict"] for line in csv.DictReader(file, delimiter="\t")
        }


def _measured(rule: Rule, courses: dict[str, Course], verdicts: dict[tuple[str, str], str]) -> Measured:
    hits, seen = [], Counter[str]()
    for name, course in courses.items():
        for finding in rule.find(Material(course)):
            place = _place(name, finding)
            seen[place] += 1
            again = f"#{seen[place]}" if seen[place] > 1 else ""
            hits.append(Hit(name, f"{place}{again}", finding))
    bare = Measured(rule, hits, 0, ())
    told = {hit.place: verdicts.get((rule.code, hit.place)) for hit in bare.sample}
    unread = [hit for hit in bare.sample if told[hit.place] is None]
    return Measured(rule, hits, list(told.values()).count("right"), unread)


def _place(corpus: str, finding: Finding) -> str:
    ids = [
        about.question.id if isinstance(about, Posed) else about.stem
        for about in (finding.about, finding.other)
        if isinstance(about, Posed | Section)
    ]
    return "/".join([corpus, *ids])


def table(measured: Sequence[Measured]) -> str:
    """The table in docs/rules.md."""
    head = ["rule", "severity", *CORPORA, "right"]
    lines = [head, ["---", "---", *("--:" for _ in CORPORA), "--:"]]
    return "\n".join([*(f"| {' | '.join(line)} |" for line in lines), *(one.row for one in measured)])


def _show(hit: Hit) -> str:
    """A hit with the question as a learner meets it, and the other question where it is about two."""
    lines = [f"== {hit.place}", f"   {hit.finding.message}"]
    for about in (hit.finding.about, hit.finding.other):
        if isinstance(about, Posed):
            lines.append(f"   {about.stem}")
            lines += [f"     {'*' if option.correct else '-'} {option.text}" for option in about.options]
            lines += [] if about.options else [f"     = {about.right}"]
    return "\n".join(lines)


def main() -> int:
    """Print the table, or a sample; 1 where a hit of a sample has no verdict, 2 where there is nothing to read."""
    parser = argparse.ArgumentParser(description="How often each rule of studyapp check is right.")
    parser.add_argument("--read", metavar="CODE", choices=RULES, help="print the sample of a rule instead")
    code = parser.parse_args().read
    if gone := missing():
        print(gone, file=sys.stderr)
        return 2
    measured = measure()
    if code:
        print(*(_show(hit) for one in measured if one.rule.code == code for hit in one.sample), sep="\n")
        return 0
    print(table(measured))
    for one in measured:
        for hit in one.unread:
            print(f"no verdict: {one.rule.code} {hit.place}", file=sys.stderr)
    return 1 if any(one.unread for one in measured) else 0


if __name__ == "__main__":
    sys.exit(main())
