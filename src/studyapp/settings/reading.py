"""Taking over the statements of a settings file: what is mistaken is lost, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from studyapp.clean import printable
from studyapp.course.source import Source
from studyapp.settings.table import SETTINGS, KeyTable
from studyapp.settings.toml import BadToml, Entry, Header, Names, statements, value_of

_LONGEST = 60
"""Characters of a file's own text that a message repeats."""

CheckKeys = Callable[[Mapping[str, str]], Mapping[str, tuple[str, str]]]
"""What is wrong with a key map: by the command's id, a message and what to do."""


class Reading:
    """One file being read."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.values: dict[str, Any] = {}
        self.keys: dict[str, str] = {}
        self._places: dict[Names, Entry] = {}

    def check_encoding(self, data: bytes) -> None:
        """Report the first byte that is not UTF-8; a file of another kind is read no further."""
        try:
            data.decode()
        except UnicodeDecodeError as error:
            at = len(data[: error.start].decode())
            message = f"byte 0x{data[error.start]:02x} at this place is not UTF-8"
            help = "save the file as UTF-8 in your editor"
            if b"\0" in data:
                raise self.source.refuse("not-utf-8", message, at, at + 1, help) from None
            self.source.error("not-utf-8", message, at, at + 1, help)

    def read(self) -> None:
        """Take over every statement, each by itself."""
        kept = True
        for part in statements(self.source.text):
            if isinstance(part, Header):
                kept = self._header(part)
            elif kept:
                self._entry(part)

    def _header(self, part: Header) -> bool:
        """Whether what follows the header is to be read; else that is reported."""
        text = self.source.text[part.start : part.end]
        if part.names is None or text.startswith("[["):
            help = "write it as [keys]; what follows it is left out"
            self.source.error("toml-syntax", f"{_cut(text)} begins no table", part.start, part.end, help)
        elif part.names[0] == "keys":
            return True
        else:
            self._unknown(part.names, part.start, part.end)
        return False

    def _entry(self, entry: Entry) -> None:
        text = self.source.text
        try:
            own = entry.names or ()
            value = value_of(text[entry.start : entry.end], own)
        except BadToml as error:
            self._syntax(entry, error)
            return
        names = (*(entry.table or ()), *own)
        if names[0] == "keys":
            self._take_keys(names[1:], value, entry)
        elif len(names) > 1 or names[0] not in SETTINGS:
            self._unknown(names, entry.start, entry.end)
        elif self._first(names, entry):
            self._take(names[0], value, entry)

    def _take(self, name: str, value: object, entry: Entry) -> None:
        form = SETTINGS[name].form
        assert not isinstance(form, KeyTable)
        try:
            self.values[name] = form.read(value)
        except ValueError:
            self._wrong(name, entry, f"write {form.expects}")

    def _take_keys(self, names: Names, value: object, entry: Entry) -> None:
        """Take over keys: a dotted id may be written with quotes or without, which makes tables of its parts."""
        waiting = [(names, value)]
        while waiting:
            names, value = waiting.pop(0)
            if isinstance(value, dict):
                waiting += [((*names, name), inner) for name, inner in value.items()]
            elif not names or not isinstance(value, str):
                help = (
                    'write the keys as one text with commas, such as "question.hint" = "h,f5", below [keys]'
                )
                self._wrong(".".join(names) or "keys", entry, help)
            elif names[0] in SETTINGS:
                message = f"`{names[0]}` stands below [keys], where it is taken for a command"
                self.source.error(
                    "wrong-table", message, entry.start, entry.end, "move the line above [keys]"
                )
            elif self._first(("keys", ".".join(names)), entry):
                self.keys[".".join(names)] = value

    def check_keys(self, check: CheckKeys) -> None:
        """Leave out the keys that the screens can't use."""
        for id, (message, help) in (check(self.keys) if self.keys else {}).items():
            entry = self._places["keys", id]
            self.source.error("wrong-key", message, entry.start, entry.end, help)
            del self.keys[id]

    def _first(self, names: Names, entry: Entry) -> bool:
        """Whether this is not set yet; a second time is reported."""
        first = self._places.setdefault(names, entry)
        if first is not entry:
            label = self.source.label("first set here", first.start, first.end)
            message, help = f"`{_cut('.'.join(names))}` is set twice", "delete one of the two lines"
            self.source.error("duplicate-key", message, entry.start, entry.end, help, (label,))
        return first is entry

    def _wrong(self, name: str, entry: Entry, help: str) -> None:
        given = _cut(self.source.text[entry.value : entry.end])
        self.source.error(
            "wrong-value", f"`{_cut(name)}` can't be {given}", entry.value, entry.end, printable(help)
        )

    def _syntax(self, entry: Entry, error: BadToml) -> None:
        """Report what is no TOML; a known name's help says what may stand there."""
        known = SETTINGS.get(entry.names[0]) if entry.names and entry.table == () else None
        help = "write it as name = value, with texts in quotes"
        if known:
            help = f"write {known.form.expects}"
        at = min(entry.start + error.offset, max(entry.start, entry.end - 1))
        message = f"this can't be read as TOML: {_cut(str(error)).lower()}"
        self.source.error("toml-syntax", message, at, entry.end, help)

    def _unknown(self, names: Names, start: int, end: int) -> None:
        from difflib import get_close_matches

        if names[0] in SETTINGS:
            message, help = f"`{names[0]}` is no table", f"write {SETTINGS[names[0]].form.expects}"
            self.source.error("wrong-value", message, start, end, help)
            return
        near = get_close_matches(names[0][:_LONGEST].lower(), list(SETTINGS), n=1)
        help = f"did you mean `{near[0]}`?" if near else f"the settings are {', '.join(SETTINGS)}"
        message = f"there is no setting `{_cut('.'.join(names))}`"
        self.source.error("unknown-setting", message, start, end, help)


def _cut(text: str) -> str:
    """Text of the file, short and printable."""
    return printable(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}...")
