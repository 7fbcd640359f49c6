"""What is promised of parts that do not exist yet: named in the table, so that nothing on the list is passed over."""

from __future__ import annotations

from torture.rows import NotHere, Trial, row


def _untried(id: str, promise: str, reason: str) -> None:
    @row(id, promise, "")
    def leave(_: Trial) -> None:
        """Say why."""
        raise NotHere(reason)


_untried("F20", "the server killed, the browser gone, a 21st session", "there is no server")
for _id, _what, _kind in (
    ("H37", "an .apkg with views, triggers, endless queries, a blob of 1 GB", "Anki's packages (.apkg)"),
    ("H38", "Moodle's HTML with scripts and base64", "Moodle's XML"),
    ("H39", "GIFT with unbalanced braces, a line of 10 MB", "GIFT"),
):
    _untried(_id, _what, f"there is no importer of {_kind}")
