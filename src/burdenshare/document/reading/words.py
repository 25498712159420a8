"""A finished letter in DOCX, as Word or LibreOffice saved it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from burdenshare.document.model import Role
from burdenshare.document.reading.model import Mark, ReadDocument, ReadParagraph, figure_of, merged
from burdenshare.errors import DocumentError

MOST = 200_000_000
"""Bytes that a letter may unpack to."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
PREFIX = "burdenshare."
ROLES: dict[str, Role] = {
    "draftmark": "mark",
    "letterhead": "letterhead",
    "classification": "classification",
    "referenceline": "reference",
    "date": "date",
    "address": "address",
    "subjectline": "subject",
    "salutation": "salutation",
    "closing": "closing",
    "signature": "signature",
    "copies": "copies",
}
"""Names of styles, blanks and case left out, to roles."""


class _Package:
    """The parts of a DOCX; DTDs are refused and entities never resolved."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self.zip = zipfile.ZipFile(BytesIO(data))
        except zipfile.BadZipFile as error:
            raise DocumentError(
                "the file is no DOCX", where=name, mend="save it as Word document (.docx)"
            ) from error
        if sum(i.file_size for i in self.zip.infolist()) > MOST:
            raise DocumentError(
                "the file unpacks to far more than a letter", where=name, mend="it is none of ours"
            )

    def tree(self, part: str) -> Any:
        if part not in self.zip.namelist():
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        try:
            tree = etree.fromstring(self.zip.read(part), parser)
        except (etree.XMLSyntaxError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            raise DocumentError(
                f"its part {part} does not read ({error})",
                where=self.name,
                mend="save it again in Word or LibreOffice",
            ) from error
        if tree.getroottree().docinfo.internalDTD is not None:
            raise DocumentError(
                f"its part {part} declares entities", where=self.name, mend="no letter does; save it again"
            )
        return tree


def read_docx(data: bytes, name: str) -> ReadDocument:
    """Read a letter; deleted words do not count, inserted ones do.

    Raises
    ------
    DocumentError : it is no DOCX, or one that does not read
    """
    package = _Package(data, name)
    tree = package.tree("word/document.xml")
    if tree is None:
        raise DocumentError(
            "the file holds no Word document", where=name, mend="save it as Word document (.docx)"
        )
    links, styles = _links(package), _styles(package)
    paragraphs = [
        ReadParagraph(_role(p, styles), merged(_marks(p, "", links)), f"paragraph {k}")
        for k, p in enumerate(tree.iter(f"{W}p"), start=1)
    ]
    meta = _custom(package)
    return ReadDocument(
        _title(package),
        _language(package),
        meta,
        tuple(p for p in paragraphs if p.text.strip()),
        _notes(package),
    )


def _links(package: _Package) -> dict[str, str]:
    tree = package.tree("word/_rels/document.xml.rels")
    return {} if tree is None else {e.get("Id"): e.get("Target", "") for e in tree}


def _styles(package: _Package) -> dict[str, str]:
    """Return style id to its name without blanks, in small letters."""
    tree = package.tree("word/styles.xml")
    if tree is None:
        return {}
    return {
        s.get(f"{W}styleId"): (s.find(f"{W}name").get(f"{W}val") or "").replace(" ", "").lower()
        for s in tree.iter(f"{W}style")
        if s.find(f"{W}name") is not None
    }


def _role(paragraph: Any, styles: dict[str, str]) -> Role:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    name = styles.get(found.get(f"{W}val"), "") if found is not None else ""
    return ROLES.get(name, "body")


class _Field:
    """A field of Word in progress: `HYPERLINK` leads to a figure, other results are no words."""

    def __init__(self) -> None:
        self.order, self.phase = "", ""

    def turn(self, kind: str) -> None:
        """Note that a field begins, shows its result, or ends."""
        if kind == "begin":
            self.order = ""
        self.phase = "" if kind == "end" else kind

    @property
    def figure(self) -> str:
        """The figure that the field leads to."""
        found = re.search(r'HYPERLINK\s+(?:"([^"]*)")?\s*(?:\\l\s+"([^"]*)")?', self.order)
        return figure_of(f"{found[1] or ''}#{found[2]}" if found[2] else found[1] or "") if found else ""

    @property
    def is_silent(self) -> bool:
        """Whether what it shows is no word of the letter: an order, or the number of a note."""
        return self.phase == "begin" or (self.phase == "separate" and "HYPERLINK" not in self.order)


def _marks(element: Any, figure: str, links: dict[str, str]) -> Iterator[Mark]:
    field = _Field()
    for child in element:
        if child.tag == f"{W}hyperlink":
            yield from _marks(child, figure_of(_target(child, links)), links)
        elif child.tag == f"{W}r":
            for turn in child.iter(f"{W}fldChar"):
                field.turn(turn.get(f"{W}fldCharType"))
            field.order += "".join(t.text or "" for t in child.iter(f"{W}instrText"))
            if not field.is_silent:
                yield from _run(child, (field.figure if field.phase else "") or figure)
        elif child.tag in {f"{W}ins", f"{W}smartTag", f"{W}sdt", f"{W}sdtContent", f"{W}fldSimple"}:
            yield from _marks(child, figure, links)


def _target(link: Any, links: dict[str, str]) -> str:
    anchor = link.get(f"{W}anchor")
    return links.get(link.get(R), "") + (f"#{anchor}" if anchor else "")


def _run(run: Any, figure: str) -> Iterator[Mark]:
    if run.find(f"{W}footnoteReference") is not None:
        return
    for part in run:
        if part.tag == f"{W}t":
            yield Mark(part.text or "", figure)
        elif part.tag in {f"{W}br", f"{W}cr"}:
            yield Mark("\n", figure)
        elif part.tag in {f"{W}tab", f"{W}noBreakHyphen"}:
            yield Mark("\t" if part.tag.endswith("tab") else "-", figure)


def _notes(package: _Package) -> tuple[str, ...]:
    tree = package.tree("word/footnotes.xml")
    if tree is None:
        return ()
    own = (n for n in tree if n.get(f"{W}type") in {None, "normal"})
    return tuple("".join(t.text or "" for t in n.iter(f"{W}t")).strip() for n in own)


def _custom(package: _Package) -> dict[str, str]:
    tree = package.tree("docProps/custom.xml")
    if tree is None:
        return {}
    return {
        e.get("name")[len(PREFIX) :]: "".join(e.itertext())
        for e in tree
        if (e.get("name") or "").startswith(PREFIX)
    }


def _title(package: _Package) -> str:
    tree = package.tree("docProps/core.xml")
    found = None if tree is None else tree.find("{http://purl.org/dc/elements/1.1/}title")
    return (found.text or "") if found is not None else ""


def _language(package: _Package) -> str:
    tree = package.tree("word/styles.xml")
    found = None if tree is None else tree.find(f"{W}docDefaults//{W}lang")
    return (found.get(f"{W}val") or "en")[:2] if found is not None else "en"
