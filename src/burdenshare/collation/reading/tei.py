"""TEI: a volume of documents, or one text; every character leads back to its byte in the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from burdenshare.collation.model import Witness
from burdenshare.collation.reading.builder import TextBuilder
from burdenshare.collation.reading.zones import date_in, with_guessed
from burdenshare.errors import CollationError

_LINES = frozenset(
    {
        "p",
        "head",
        "item",
        "list",
        "table",
        "row",
        "dateline",
        "opener",
        "closer",
        "salute",
        "signed",
        "l",
        "lg",
        "div",
        "ab",
        "sp",
        "speaker",
        "postscript",
        "byline",
        "trailer",
        "quote",
        "address",
        "addrLine",
        "lb",
        "label",
        "attachment",
        "argument",
        "epigraph",
        "milestone",
    }
)
_KIND = {"dateline": "dateline", "closer": "closing", "signed": "signature"}
_LISTS = {"to": "address", "from": "address", "participants": "address", "subject": "heading"}
_SILENT = frozenset({"teiHeader", "figDesc", "fw", "sic", "orig", "expan", "del"})
"""What is no text, or is said twice: of a choice the corrected, regular, short form is read."""
_LONGEST_NAME = 200
Attributes = dict[str, str]


def read_tei(data: bytes, name: str) -> list[Witness]:
    """Read every `div[@type='document']` of a volume, or, where there is none, its one text.

    Notes stand behind the text they hang on. The id of a witness is the document's `xml:id`, empty
    for the one text of a file.

    Raises
    ------
    CollationError : no XML in UTF-8, no TEI, or one that declares entities: none is ever resolved
    """
    found = _parse(data, name, lambda tag, a: tag == "div" and a.get("type") == "document")
    if not found:
        found = [d for d in _parse(data, name, lambda tag, _: tag == "body") if d.built.length]
        for document in found:
            document.id = ""
    if not found:
        raise CollationError(
            "it holds no TEI text", where=name, mend="name TEI with a body or documents in it"
        )
    return [d.witness() for d in found]


@dataclass(slots=True)
class _Document:
    """A document in progress."""

    id: str
    language: str
    built: TextBuilder = field(default_factory=lambda: TextBuilder("byte"))
    notes: TextBuilder = field(default_factory=lambda: TextBuilder("byte"))
    date: str = ""

    def witness(self) -> Witness:
        """Return it with its notes at the end."""
        head = self.built.zones()
        title = self.built.text()[head[0].start : head[0].end] if head else ""
        is_titled = bool(head) and head[0].kind == "heading"
        self.built.join(self.notes)
        text = self.built.text()
        zones = with_guessed(text, self.built.zones())
        return Witness(
            self.id,
            text,
            zones,
            self.built.places(),
            self.language,
            self.date or date_in(text, zones),
            title=title if is_titled else "",
        )


class _Parser:
    """Where we are in a file, and the documents found so far."""

    def __init__(self, name: str, begins: Callable[[str, Attributes], bool]) -> None:
        self.name, self.begins = name, begins
        self.found: list[_Document] = []
        self.expat = expat.ParserCreate()
        self.expat.buffer_text = False
        self.expat.StartElementHandler = self._start
        self.expat.EndElementHandler = self._end
        self.expat.XmlDeclHandler = self._declaration
        self.expat.EntityDeclHandler = self._entity
        self.expat.ExternalEntityRefHandler = self._entity
        self.expat.SkippedEntityHandler = self._entity
        self._language = ""
        self._stack: list[tuple[str, str]] = []
        self._depth, self._note, self._silent = 0, 0, 0
        self._now: TextBuilder | None = None

    def _declaration(self, _version: str, encoding: str | None, _alone: int) -> None:
        if (encoding or "utf-8").casefold() not in {"utf-8", "utf8", "us-ascii"}:
            raise CollationError(f"it is in {encoding}", where=self.name, mend="save it as UTF-8")

    def _entity(self, *said: object) -> int:
        named = next((s for s in said if isinstance(s, str) and s), "")
        raise CollationError(
            f"it declares or uses the entity '{named[:40]}'; none is resolved",
            where=self.name,
            mend="write the text itself in its place",
        )

    def _start(self, tag: str, attributes: Attributes) -> None:
        tag = tag.rpartition(":")[2]
        self._language = self._language or (
            attributes.get("xml:lang", "")[:2] if tag in {"TEI", "text"} else ""
        )
        if self._now is None:
            if self.begins(tag, attributes):
                self._open(attributes)
            return
        parent = self._stack[-1][0] if self._stack else "div"
        self._stack.append((tag, self._now.kind))
        if tag in _SILENT:
            self._hush(+1)
        elif tag == "note":
            self._open_note()
        elif not self._note:
            self._now.kind = self._kind(tag, parent, attributes) or self._now.kind
        if tag == "date" and self._now.kind == "dateline" and not self.found[-1].date:
            self.found[-1].date = _day(attributes.get("when") or attributes.get("notBefore", ""))
        self._break(tag)

    def _end(self, tag: str) -> None:
        if self._now is None:
            return
        if not self._stack:
            self._now = self.expat.CharacterDataHandler = None
            return
        tag, kind = self._stack.pop()
        self._break(tag)
        if tag in _SILENT:
            self._hush(-1)
        if tag == "note":
            self._note -= 1
            if not self._note:
                self._write_to(self.found[-1].built)
                return
        self._now.kind = kind

    def _open(self, attributes: Attributes) -> None:
        name = attributes.get("xml:id", "")[:_LONGEST_NAME]
        language = attributes.get("xml:lang", "")[:2] or self._language
        document = _Document(name or str(len(self.found) + 1), language)
        document.date = _day(attributes.get("frus:doc-dateTime-min", ""))
        document.notes.kind = "note"
        self.found.append(document)
        self._write_to(document.built)

    def _open_note(self) -> None:
        self._note += 1
        if self._note == 1:
            self._write_to(self.found[-1].notes)
            self.found[-1].notes.line(self.expat.CurrentByteIndex)

    def _write_to(self, built: TextBuilder) -> None:
        self._now = built
        self._hush(0)

    def _hush(self, change: int) -> None:
        """Hear words only where none of the elements around them is silent."""
        self._silent += change
        self.expat.CharacterDataHandler = None if self._silent else self._words

    def _words(self, text: str) -> None:
        if self._now is not None:
            self._now.add(text, self.expat.CurrentByteIndex)

    def _break(self, tag: str) -> None:
        if self._now is None:
            return
        if tag in _LINES:
            self._now.line(self.expat.CurrentByteIndex)
        elif tag == "cell":
            self._now.add(" ", self.expat.CurrentByteIndex)

    def _kind(self, tag: str, parent: str, attributes: Attributes) -> str:
        if tag == "head" and parent in {"div", "body"}:
            return "heading"
        if tag == "salute":
            return "closing" if parent == "closer" else "salutation"
        if tag == "list":
            return _LISTS.get(attributes.get("type", ""), "")
        return _KIND.get(tag, "")


def _parse(data: bytes, name: str, begins: Callable[[str, Attributes], bool]) -> list[_Document]:
    parser = _Parser(name, begins)
    try:
        parser.expat.Parse(data, True)
    except expat.ExpatError as error:
        raise CollationError(
            f"the XML breaks off in line {error.lineno}, column {error.offset + 1} "
            f"({expat.ErrorString(error.code)})",
            where=name,
            mend="mend it there",
        ) from error
    except ValueError as error:
        raise CollationError(
            "it is in an encoding that is not read", where=name, mend="save it as UTF-8"
        ) from error
    return parser.found


def _day(stamp: str) -> str:
    """Return the date of a time stamp, or its beginning.

    >>> _day("1966-03-02T20:27:00"), _day("1966-03"), _day("in spring")
    ('1966-03-02', '1966-03', '')
    """
    day = stamp[:10].partition("T")[0]
    return day if day.replace("-", "").isdigit() and len(day) in {4, 7, 10} else ""
