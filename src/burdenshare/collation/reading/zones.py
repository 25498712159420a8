"""The parts of a letter or a document that comes as bare text; what is in doubt is body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from burdenshare.collation.model import Zone
from burdenshare.collation.reading.dates import date_of

TOP, FOOT = 8_000, 8_000
"""Characters at either end in which a text's frame is looked for."""
_LONG = 120
"""A line of more characters is prose, not frame."""
_HEAD_LINES, _SIGNATURE_LINES, _CLOSING_LINES, _DATELINE_WORDS = 30, 6, 14, 12

_GREETING = re.compile(
    r"(?:dear|my dear|excellency|your excellency|esteemed|kære|kjære|bäste|geachte|beste|"
    r"sehr geehrte[rn]?|verehrte[rn]?|liebe[rn]?|exzellenz|cher|chère|excellence|gentile|caro|cara|"
    r"egregio|estimad[oa]|querid[oa]|excelencia|excelência|prezad[oa]|lugupeetud|"
    r"monsieur|madame|mr\.? (?:president|chairman|secretary|prime minister)|"
    r"madam (?:president|secretary|prime minister))"
    r"\b[^.,:!;\n]{0,70}?(?:(?:mr|mrs|ms|dr)\.[^.,:!;\n]{0,50})?(?:[,:!]|[.]?(?=\s*$))",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?:monsieur|madame|madam|mr)\b", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:yours (?:sincerely|faithfully|truly|respectfully|ever)|"
    r"(?:very )?(?:sincerely|respectfully|faithfully|cordially)(?: yours)?(?=[,.!]|\s*$)|"
    r"(?:with )?(?:kind|best|warm|warmest|kindest) (?:regards|wishes)|"
    r"with (?:high|highest|great) (?:respect|esteem|regard)|"
    r"mit (?:freundlichen|besten|herzlichen|vorzüglicher|ausgezeichneter|kollegialen)|"
    r"hochachtungsvoll|(?:je vous prie d|je vous prie de croire|veuillez (?:agréer|croire|recevoir))|"
    r"(?:bien )?(?:cordialement|respectueusement)|med venlig hilsen|med vennlig hilsen|"
    r"met vriendelijke groet|hoogachtend|cordiali saluti|distinti saluti|atentamente|"
    r"le saluda atentamente|com os melhores cumprimentos|atenciosamente)\b",
    re.IGNORECASE,
)
_FORMULA = re.compile(r"je vous prie|veuillez", re.IGNORECASE)
_NUMBERED = re.compile(r"\d{1,4}[a-z]?\.\s+[A-Z].*[^.:;,]\Z")
_KINDS = re.compile(
    r"\b(?:memorandum|telegram|letter|message|airgram|editorial note|report|paper|minutes|"
    r"record of|summary|circular|note|despatch|dispatch|estimate|statement|notes)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:(?:memorandum )?(?:for|to|from)|subject|participants|references?|ref|place|date|re|info|"
    r"attention|through|via|copies to|betreff|objet)\b(?:\s*:.*|(?:\s+(?:for|to))?)\Z",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"(?:subject|re|betreff|objet|references?|ref)\b", re.IGNORECASE)
_SHOUTED = re.compile(r"MEMORANDUM (?:FOR|TO)\b")
_UNDATED = re.compile(r"[^\W\d_][\w .'’-]{1,40}, undated\.?\Z", re.IGNORECASE)
_NOTES = re.compile(r"(?:--|_{3,}|-{3,}|(?:foot|end)?notes?:?|anmerkungen:?|fußnoten:?)\Z", re.IGNORECASE)
_NOTE = re.compile(r"(?:\[(\d{1,3})\]|(\d{1,3})[.)]?\s)\s*\S")
_AFTER = re.compile(r"(?:attachments?|enclosures?|annex|end (?:of )?(?:text|message))\b", re.IGNORECASE)
_NAME = re.compile(r"(?:[A-Z][\w.'’-]*\.?)(?:\s+[A-Z][\w.'’-]*){0,3}\Z")
Line = tuple[int, int, str]


def zones_of(text: str) -> tuple[Zone, ...]:
    r"""Return the zones of a bare text, found by its wording.

    >>> [z.kind for z in zones_of("Dear Minister,\nIt holds.\nYours sincerely,\nThe Minister")]
    ['salutation', 'closing', 'signature']
    """
    notes = notes_of(text)
    end = notes.start if notes else len(text)
    top = list(_lines(text, 0, min(TOP, end)))
    begin = list(_opening(top))
    after = max((z.end for z in begin), default=0)
    foot = [x for x in _lines(text, max(after, end - FOOT), end) if x[0] >= after]
    is_archive = any(z.kind == "heading" for z in begin) and bool(_heading(top))
    close = list(_ending(foot, is_archive=is_archive))
    return tuple(_joined([*begin, *close, *([notes] if notes else [])]))


def with_guessed(text: str, own: tuple[Zone, ...]) -> tuple[Zone, ...]:
    """Return the zones a file names, and the guessed ones that lie in what it calls body."""
    kinds = {z.kind for z in own}
    free = [
        g
        for g in zones_of(text)
        if g.kind not in kinds | {"note", "heading"}
        and not any(g.start < z.end and z.start < g.end for z in own)
    ]
    return tuple(sorted([*own, *free], key=lambda z: z.start))


def date_in(text: str, zones: Iterable[Zone]) -> str:
    """Return the date of the first dateline that has one."""
    lines = (date_of(text[z.start : z.end]) for z in zones if z.kind == "dateline")
    return next(filter(None, lines), "")


def notes_of(text: str) -> Zone | None:
    """Return the list of notes at the end: a rule or title, then notes numbered from 1."""
    offset = max(0, len(text) - 4 * FOOT)
    lines = list(_lines(text, offset, len(text)))
    for k in range(len(lines) - 1, -1, -1):
        start, _, line = lines[k]
        first = _NOTE.match(line)
        if not first or (first[1] or first[2]) != "1":
            continue
        before = lines[k - 1] if k else (0, 0, "")
        if _NOTES.match(before[2]):
            return Zone("note", before[0], lines[-1][1])
        is_used = first[1] and "[1]" in text[:start]
        return Zone("note", start, lines[-1][1]) if is_used else None
    return None


def _lines(text: str, start: int, end: int) -> Iterator[Line]:
    """Yield where each line that is not blank begins and ends, and its words."""
    for found in re.finditer(r"[^\n]+", text[start:end]):
        line = found[0].strip()
        if line:
            at = start + found.start() + len(found[0]) - len(found[0].lstrip())
            yield at, at + len(line), line


def _opening(lines: list[Line]) -> Iterator[Zone]:
    """Yield what stands above a text, and its salutation."""
    at, greeting = next(
        ((k, g) for k, x in enumerate(lines[:_HEAD_LINES]) if (g := _greeting(x, lines[k + 1 :]))), (0, None)
    )
    if _heading(lines):
        yield from _document_head(lines[:at] if greeting else lines[:_HEAD_LINES])
    elif greeting:
        yield from _letter_head(lines[:at])
    if greeting:
        yield greeting


def _greeting(line: Line, rest: list[Line]) -> Zone | None:
    """Return a salutation; it stands alone, or its line goes on as a sentence."""
    start, _, words = line
    found = _GREETING.match(words)
    if not found or (not rest and found.end() == len(words)):
        return None
    stands_alone, mark = found.end() == len(words), found[0][-1]
    if len(found[0]) > _LONG or (not stands_alone and mark not in ":,"):
        return None
    if _TITLE.match(words) and not (stands_alone and mark in ",:!"):
        return None  # an address, or a sentence about somebody
    return Zone("salutation", start, start + found.end())


def _letter_head(lines: list[Line]) -> Iterator[Zone]:
    """Yield letterhead, dateline and address: the address follows the date, or stands alone."""
    dated = next((k for k, x in enumerate(lines) if len(x[2]) <= _LONG and date_of(x[2])), -1)
    for k, (start, end, words) in enumerate(lines):
        if len(words) > _LONG:
            continue
        is_head = k < dated or _SUBJECT.match(words)
        kind = "dateline" if k == dated else "heading" if is_head else "address"
        yield Zone(kind, start, end)


def _heading(lines: list[Line]) -> bool:
    """Whether the first line is an archive's: `12. Memorandum From ...`, a line below it."""
    if len(lines) < 2 or len(lines[0][2]) > 3 * _LONG:  # noqa: PLR2004
        return False
    first = lines[0][2]
    follows = any(_is_dateline(words) for _, _, words in lines[1:4])
    return bool(_NUMBERED.match(first) and (follows or _KINDS.search(first)))


def _is_dateline(words: str) -> bool:
    if len(words) > _LONG:
        return False
    is_short = len(words.split()) <= _DATELINE_WORDS
    return bool((is_short and date_of(words)) or _UNDATED.match(words))


def _document_head(lines: list[Line]) -> Iterator[Zone]:
    """Yield heading, dateline and the blocks of addressees and subject below them."""
    yield Zone("heading", lines[0][0], lines[0][1])
    kind, seen = "", False
    for start, end, words in lines[1:]:
        if not seen and _is_dateline(words):
            seen = True
            yield Zone("dateline", start, end)
            continue
        if _is_label(words):
            kind = "heading" if _SUBJECT.match(words) else "address"
        elif not kind or len(words) > _LONG or words.endswith((".", "?", ":")):
            if kind or len(words) > _LONG:
                return
            continue
        yield Zone(kind, start, end)


def _is_label(words: str) -> bool:
    shouted = words.upper() == words or ":" in words
    return len(words) <= _LONG and bool((shouted and _LABEL.match(words)) or _SHOUTED.match(words))


def _ending(lines: list[Line], *, is_archive: bool) -> Iterator[Zone]:
    """Yield closing and signature."""
    first = max(0, len(lines) - _CLOSING_LINES)
    at = next((k for k in range(len(lines) - 1, first - 1, -1) if _is_closing(lines[k][2])), -1)
    if at < 0:
        if is_archive and len(lines) > 1 and _NAME.match(lines[-1][2]):
            yield Zone("signature", lines[-1][0], lines[-1][1])
        return
    last = _end_of_closing(lines, at)
    yield Zone("closing", lines[at][0], lines[last][1])
    for start, end, words in lines[last + 1 : last + 1 + _SIGNATURE_LINES]:
        if len(words) > _LONG or _AFTER.match(words):
            return
        yield Zone("signature", start, end)


def _is_closing(words: str) -> bool:
    return bool(_CLOSING.match(words)) and (len(words) <= _LONG or bool(_FORMULA.match(words)))


def _end_of_closing(lines: list[Line], at: int) -> int:
    """Return its last line; a French formula may run over three."""
    if not _FORMULA.match(lines[at][2]):
        return at
    full = (k for k in range(at, min(at + 4, len(lines))) if lines[k][2].endswith("."))
    return next(full, at)


def _joined(zones: list[Zone]) -> Iterator[Zone]:
    """Join neighbours of one kind; what would overlap its neighbour falls away."""
    last: Zone | None = None
    for zone in sorted(zones, key=lambda z: z.start):
        if last and zone.start < last.end:
            continue
        if last and zone.kind == last.kind and zone.start - last.end <= 2 and zone.kind != "note":  # noqa: PLR2004
            last = Zone(last.kind, last.start, zone.end)
            continue
        if last:
            yield last
        last = zone
    if last:
        yield last
