"""The tags and words of a web page with their places, in time proportional to its length.

The standard library's parser takes minutes on a page of comments that never end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.entities import html5

_NEXT = re.compile("<[A-Za-z/!?]|&[#A-Za-z]")
_REFERENCE = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,8}|#\d{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?")
_OPEN = re.compile(r"<([A-Za-z][^\s/>]*)")
_CLOSE = re.compile(r"</([A-Za-z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s/>=][^\s/>=]*|=)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]*))?""")
_TAG_END = re.compile(r"[\s/]*>")
_RAW = {
    n: re.compile(f"</{n}(?=[\\s/>])", re.IGNORECASE)
    for n in ("script", "style", "textarea", "title", "iframe", "noframes", "xmp")
}


@dataclass(frozen=True, slots=True)
class TagOrText:
    """A tag or words.

    Parameters
    ----------
    kind : `open`, `close` or `words`
    said : the tag's name in small letters, or the words
    place : characters of the page before it
    """

    kind: str
    said: str
    place: int
    attributes: dict[str, str] = field(default_factory=dict)


def pieces(source: str) -> Iterator[TagOrText]:
    """Yield a page's pieces in order; comments fall away, as does a tag that never ends."""
    at = 0
    while found := _NEXT.search(source, at):
        if found.start() > at:
            yield TagOrText("words", source[at : found.start()], at)
        some, at = _markup(source, found.start())
        yield from some
        if not at:
            return
    if at < len(source):
        yield TagOrText("words", source[at:], at)


def _markup(source: str, at: int) -> tuple[list[TagOrText], int]:
    """Return what stands at `<` or `&`, and where it ends; 0 if it never does."""
    if source[at] == "&":
        meant, written = _reference(source, at)
        return [TagOrText("words", meant, at)], at + len(written)
    if tag := _OPEN.match(source, at):
        return _opened(source, tag)
    end = source.find(">", at) + 1
    if tag := _CLOSE.match(source, at):
        return [TagOrText("close", tag[1].casefold(), at)] if end else [], end
    if source.startswith("<!--", at):
        end = source.find("-->", at + 4)
        return [], end + 3 if end >= 0 else 0
    return [], end


def _opened(source: str, tag: re.Match[str]) -> tuple[list[TagOrText], int]:
    """Return a tag, and with it the words of an element that has no tags in it."""
    name = tag[1].casefold()
    attributes, end = _attributes(source, tag.end())
    if not end:
        return [], 0
    opened = TagOrText("open", name, tag.start(), attributes)
    if name not in _RAW:
        return [opened], end
    closing = _RAW[name].search(source, end)
    until = closing.start() if closing else len(source)
    return [opened, TagOrText("words", unescape(source[end:until]), end)], until


def _reference(source: str, at: int) -> tuple[str, str]:
    """Return the character that a reference means and how it is written; `&` if it is none."""
    found = _REFERENCE.match(source, at)
    if found and (found[0][1] == "#" or found[0][1:] in html5):
        return unescape(found[0]), found[0]
    return "&", "&"


def _attributes(source: str, at: int) -> tuple[dict[str, str], int]:
    """Return a tag's attributes and where it ends; 0 if it never does."""
    found: dict[str, str] = {}
    while not (end := _TAG_END.match(source, at)):
        attribute = _ATTRIBUTE.match(source, at)
        if not attribute:
            return found, 0
        value = attribute[2] or ""
        quoted = value[:1] in {'"', "'"} and value[-1:] == value[:1] and len(value) > 1
        found.setdefault(attribute[1].casefold(), unescape(value[1:-1] if quoted else value))
        at = attribute.end()
    return found, end.end()
