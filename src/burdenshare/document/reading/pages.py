"""A finished letter in HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import lxml.html

from burdenshare.document.model import role_of
from burdenshare.document.reading.model import Mark, ReadDocument, ReadParagraph, figure_of, merged
from burdenshare.errors import DocumentError

PREFIX = "burdenshare."
_SKIPPED = {"script", "style", "sup", "nav", "footer", "template"}


def read_html(data: bytes, name: str) -> ReadDocument:
    """Read a page; scripts, notes and derivations are no part of the letter's words.

    Raises
    ------
    DocumentError : it is no page
    """
    try:
        tree: Any = lxml.html.document_fromstring(
            data, parser=lxml.html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (ValueError, lxml.etree.LxmlError) as error:
        raise DocumentError(
            f"the page does not read ({error})", where=name, mend="save the letter as a web page again"
        ) from error
    body = next(iter(tree.xpath("//main")), tree)
    blocks = body.xpath(".//p | .//td | .//th | .//h1 | .//h2 | .//h3 | .//li | .//div[not(.//p)]")
    paragraphs = [_paragraph(b, k) for k, b in enumerate(_own(blocks), start=1)]
    meta = {
        m.get("name")[len(PREFIX) :]: m.get("content", "")
        for m in tree.xpath("//meta[@name]")
        if m.get("name").startswith(PREFIX)
    }
    return ReadDocument(
        (tree.findtext(".//title") or "").strip(),
        tree.get("lang", "en")[:2],
        meta,
        tuple(p for p in paragraphs if p.text.strip()),
        tuple(n.text_content().strip() for n in tree.xpath("//ol[@class='notes']/li")),
    )


def _own(blocks: list[Any]) -> Iterator[Any]:
    """Leave out notes, footers and the way back to the pack."""
    for block in blocks:
        above = [block, *block.iterancestors()]
        classes = " ".join(a.get("class", "") for a in above)
        tags = {a.tag for a in above}
        if "notes" in classes.split() or "derivations" in classes.split() or tags & _SKIPPED:
            continue
        yield block


def _paragraph(block: Any, number: int) -> ReadParagraph:
    role = role_of(block.get("class", ""))
    marks = merged(Mark(_flat(m.text, role), m.figure) for m in _marks(block, ""))
    return ReadParagraph(role, marks, f"paragraph {number}")


def _flat(text: str, role: str) -> str:
    """Line feeds count in addresses alone."""
    keep = role in {"address", "letterhead", "signature", "copies"}
    return text if keep else re.sub(r"[ \t\r\n]+", " ", text)


def _marks(element: Any, figure: str) -> Iterator[Mark]:
    if not isinstance(element.tag, str) or element.tag in _SKIPPED:
        return
    if element.tag == "br":
        yield Mark("\n")
    here = figure_of(element.get("href", "")) if element.tag == "a" else figure
    yield Mark(element.text or "", here)
    for child in element:
        yield from _marks(child, here)
        yield Mark(child.tail or "", here)
