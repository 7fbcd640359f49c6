"""A Word document as mammoth has read it, with headings, title and footnotes told by how it is laid out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from studyapp.formats.docx_styles import CONTENTS, TITLE

LEFT_OUT: Final = "left out"
"""The name that paragraphs of a table of contents are given, for the style map to drop."""
_MAX_HEADING: Final = 100
_SENTENCE_END = (".", ",", ";", ":")
_MARK = re.compile("\ue000(\\d+)\ue001")
_NOTE = re.compile("\ue002(\\d+)\ue001\\s*")


@dataclass(slots=True)
class Outline:
    """Gives the paragraphs of one document their parts; ``roles`` are those of its styles."""

    roles: Mapping[str, str]
    title: str = ""
    """What stands in the first paragraph that is styled as a title; it is taken out of the text."""
    contents: bool = False
    """Whether a table of contents was left out."""
    told: str = ""
    """How headings were told where no style tells of any, in a sentence."""
    _pending: list[Any] = field(default_factory=list)
    _notes: int = 0

    def arrange(self, document: Any) -> Any:
        """The document with the names of styles that the style map knows, footnotes at the end of their sections."""
        unstyled = self._unstyled(document.children)
        children: list[Any] = []
        for place, child in enumerate(document.children):
            role = unstyled.get(place) or self._role(child)
            part = self._styled(child, role)
            if role.startswith("heading"):
                children += self._notes_so_far(document.notes)
            children.append(self._with_marks(part))
        return document.copy(children=[*children, *self._notes_so_far(document.notes)], comments=[])

    def _styled(self, paragraph: Any, role: str) -> Any:
        text = text_of(paragraph) if role else ""
        if role == TITLE and not self.title:
            self.title = text
            return paragraph.copy(children=[], style_name=LEFT_OUT)
        if role == CONTENTS:
            self.contents = self.contents or bool(text)
            return paragraph.copy(style_name=LEFT_OUT)
        if not role:
            return paragraph
        from mammoth import transforms

        plain = transforms.run(lambda run: run.copy(is_bold=False))(paragraph)
        return plain.copy(style_name="heading 1" if role == TITLE else role, numbering=None)

    def _role(self, element: Any) -> str:
        from mammoth import documents

        return self.roles.get(element.style_id or "", "") if isinstance(element, documents.Paragraph) else ""

    def _unstyled(self, children: Sequence[Any]) -> dict[int, str]:
        """Places of paragraphs -> their roles, where no style makes headings: lines in bold, else short ones."""
        if any(self._role(child).startswith("heading") for child in children):
            return {}
        written = [place for place, child in enumerate(children) if text_of(child)]
        bold = [place for place in written if _is_bold_line(children[place])]
        if bold and len(bold) * 3 <= len(written) * 2:
            self.told = "Headings were told by lines in bold, as no style marks any."
            named = not self.title and len(bold) > 1 and written[:2] == bold[:2]
            return {place: TITLE if named and place == bold[0] else "heading 1" for place in bold}
        return self._short_lines(children) if len(written) > 1 else {}

    def _short_lines(self, children: Sequence[Any]) -> dict[int, str]:
        from studyapp.formats.headings import headings

        texts = [text_of(child) if _is_plain(child) else f"• {text_of(child)}" for child in children]
        found = headings([line for text in texts for line in (text, "")])
        if found.found:
            self.told = "Headings were told by what short lines say, as no style marks any."
        below = found.title is not None
        return {
            one.start // 2: TITLE if one is found.title else f"heading {max(1, found.level(one) - below)}"
            for one in found.found
        }

    def _with_marks(self, element: Any) -> Any:
        from mammoth import documents, transforms

        def marked(reference: Any) -> Any:
            self._notes += 1
            self._pending.append((self._notes, reference))
            return documents.text(f"\ue000{self._notes}\ue001")

        return transforms.element_of_type(documents.NoteReference, marked)(element)

    def _notes_so_far(self, notes: Any) -> list[Any]:
        """A paragraph for each footnote whose mark stands in the text since the last call."""
        from mammoth import documents, transforms

        unmarked = transforms.element_of_type(documents.NoteReference, lambda _: documents.text(""))
        paragraphs = []
        for number, reference in self._pending:
            try:
                body = notes.resolve(reference).body
            except KeyError:
                body = []
            parts: list[Any] = [documents.text(f"\ue002{number}\ue001")]
            for paragraph in body:
                parts += [*getattr(unmarked(paragraph), "children", []), documents.text(" ")]
            paragraphs.append(documents.paragraph(parts))
        self._pending = []
        return paragraphs


def with_footnotes(markdown: str) -> str:
    """The Markdown that came of an arranged document, with Markdown's own footnotes for the marks that it holds."""
    return _NOTE.sub(r"[^\1]: ", _MARK.sub(r"[^\1]", markdown))


def text_of(element: Any) -> str:
    """The plain text of a mammoth element, on one line."""
    from mammoth import documents, transforms

    if not isinstance(element, documents.HasChildren):
        return ""
    texts = transforms.get_descendants_of_type(element, documents.Text)
    return " ".join("".join(text.value for text in texts).split())


def _is_bold_line(element: Any) -> bool:
    from mammoth import documents, transforms

    text = text_of(element)
    if not _is_plain(element) or len(text) > _MAX_HEADING or text.endswith(_SENTENCE_END):
        return False
    runs = [run for run in transforms.get_descendants_of_type(element, documents.Run) if text_of(run)]
    return bool(runs) and all(run.is_bold for run in runs)


def _is_plain(element: Any) -> bool:
    """Whether it is a paragraph and no item of a list."""
    from mammoth import documents

    return isinstance(element, documents.Paragraph) and not element.numbering
