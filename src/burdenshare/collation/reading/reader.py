"""Read everything that a place holds; what does not read is named, and the rest goes on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from burdenshare.collation.model import Found, LeftOut, Witness
from burdenshare.collation.reading.files import DAMAGED, Report, Source, shown, sources
from burdenshare.collation.reading.twins import without_twins
from burdenshare.errors import BurdenshareError, CollationError

ORDER = ("txt", "md", "html", "htm", "docx", "eml", "pdf", "xml")
"""Endings that are read; of a letter in several forms the first that reads is read."""
_ELSEWHERE = {
    "zip": ("a zip within a folder or a zip", "name the zip itself"),
    "csv": ("a table, not a letter", "name the file itself if it holds excerpts"),
    "jsonl": ("an archive, not a letter", "name the file itself as the archive"),
    "gz": ("a packed file", "name the file itself if it is an archive"),
    "doc": ("Word's old form", "save it as .docx"),
    "rtf": ("RTF", "save it as .docx"),
    "odt": ("an OpenDocument text", "save it as .docx"),
}
Many = Callable[[bytes, str], Sequence[Witness]]


def read_witnesses(paths: Sequence[Path]) -> Found:
    """Read letters and documents from folders, files and zips.

    Parameters
    ----------
    paths : folders are walked whole, hidden files skipped

    Returns
    -------
    Found : witnesses by name; ids are the files' stems, or their relative paths where two folders
        hold one stem; a volume's documents have `<volume>#<xml:id>`

    Raises
    ------
    CollationError : a path is not there
    """
    found = Found()
    found.witnesses = list(witnesses(paths, found.left_out.append))
    return found


def witnesses(paths: Sequence[Path], report: Report) -> Iterator[Witness]:
    """Yield witnesses one file at a time; `report` hears of what is left out."""
    everything = [s for k, path in enumerate(paths) for s in sources(Path(path), k, report)]
    letters: dict[tuple[int, str, str], list[Source]] = defaultdict(list)
    for source in without_twins(everything, report):
        if source.ending in ORDER:
            letters[source.root, source.folder, source.stem].append(source)
        else:
            report(_foreign(source))
    names = _ids([forms[0] for forms in letters.values()])
    others: dict[tuple[str, str, tuple[str, ...]], list[str]] = defaultdict(list)
    taken: set[str] = set()
    for name, forms in zip(names, letters.values(), strict=True):
        forms.sort(key=lambda s: ORDER.index(s.ending))
        yield from _letter(name, forms, taken, others, report)
    for (folder, ending, rest), stems in others.items():
        report(_other_forms(folder, ending, rest, stems))


def _letter(
    name: str,
    forms: list[Source],
    taken: set[str],
    others: dict[tuple[str, str, tuple[str, ...]], list[str]],
    report: Report,
) -> Iterator[Witness]:
    """Yield what the first form that reads holds."""
    for k, source in enumerate(forms):
        read = list(_witnesses_of(source, report))
        for witness in read:
            full = f"{name}#{witness.id}" if witness.id else name
            while full in taken:
                full += "~"
            taken.add(full)
            yield replace(witness, id=full, file=source.name, collection=name if witness.id else "")
        if read:
            if rest := tuple(s.ending for s in forms[k + 1 :]):
                folder = source.named + (f"/{source.folder}" if source.folder else "")
                others[folder, source.ending, rest].append(source.stem)
            return


def _witnesses_of(source: Source, report: Report) -> Iterator[Witness]:
    where = f"{source.named}/{source.name}" if not _is_itself(source) else source.named
    try:
        read = _read(source)
    except BurdenshareError as error:
        report(LeftOut(where, shown(error.message), shown(error.mend)))
        return
    except Exception as error:  # noqa: BLE001  a hostile file must not stop the run
        report(LeftOut(where, f"the file is damaged ({type(error).__name__})", "save it again"))
        return
    for witness in read:
        if witness.text.strip():
            yield witness
        else:
            inner = f"{where}#{shown(witness.id)}" if witness.id else where
            report(LeftOut(inner, "it holds no words"))


def _is_itself(source: Source) -> bool:
    return source.named.rpartition("/")[2] == source.name


def _read(source: Source) -> Sequence[Witness]:
    if source.size > source.bound:
        raise CollationError(
            f"it has {source.size / 1e6:.0f} MB, more than the {source.bound / 1e6:.0f} of a "
            + ("volume" if source.ending == "xml" else "letter"),
            mend="name it as an archive, a document a line",
        )
    try:
        data = source.load()
    except DAMAGED as error:
        raise CollationError(
            "it is locked" if "encrypted" in str(error) else "it cannot be read",
            mend="pack it without a password" if "encrypted" in str(error) else "",
        ) from error
    if not data:
        raise CollationError("the file is empty")
    return _reader(source.ending)(data, source.name)


def _reader(ending: str) -> Many:
    """Return the reader of a form; each is loaded only when it is met."""
    if ending == "xml":
        from burdenshare.collation.reading.tei import read_tei  # noqa: PLC0415

        return read_tei
    one = _single(ending)
    return lambda data, name: [one(data, name)]


def _single(ending: str) -> Callable[[bytes, str], Witness]:
    match ending:
        case "html" | "htm":
            from burdenshare.collation.reading.html import read_page as read  # noqa: PLC0415
        case "docx":
            from burdenshare.collation.reading.docx import read_words as read  # noqa: PLC0415
        case "eml":
            from burdenshare.collation.reading.eml import read_mail as read  # noqa: PLC0415
        case "pdf":
            from burdenshare.collation.reading.pdf import read_print as read  # noqa: PLC0415
        case _:
            from burdenshare.collation.reading.plain import read_text as read  # noqa: PLC0415
    return read


def _ids(letters: Sequence[Source]) -> list[str]:
    """Return the shortest of a letter's names that no other letter has."""
    forms = [
        [
            s.stem,
            _path(s.folder, s.stem),
            _path(s.named.rpartition("/")[2], s.folder, s.stem),
            _path(s.named, s.folder, s.stem),
        ]
        for s in letters
    ]
    counts = [Counter(names) for names in zip(*forms, strict=True)]
    return [
        next((n for n, count in zip(names, counts, strict=True) if count[n] == 1), names[-1])
        for names in forms
    ]


def _path(*parts: str) -> str:
    return "/".join(p for p in parts if p)


def _foreign(source: Source) -> LeftOut:
    where = source.named if _is_itself(source) else f"{source.named}/{source.name}"
    what = f"'.{source.ending}' is no form that is read" if source.ending else "its name has no ending"
    why, mend = _ELSEWHERE.get(source.ending, (what, "save it as text, HTML, DOCX or PDF"))
    return LeftOut(where, why, mend)


def _other_forms(folder: str, ending: str, rest: tuple[str, ...], stems: list[str]) -> LeftOut:
    """Say once a folder which forms were read, and which are forms of the same letters."""
    also = f"{', '.join(rest)} {'is another form' if len(rest) == 1 else 'are other forms'}"
    if len(stems) == 1:
        return LeftOut(folder, f"{stems[0]}.{ending} was read; {also} of that letter")
    return LeftOut(folder, f"of {len(stems)} letters {ending} was read; {also} of the same letters")
