"""The forms of a finished letter: HTML, PDF, DOCX and mail, all from one tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from burdenshare.document import Document, Paragraph, Text, html, typst, words
from burdenshare.document.html import Derivation
from burdenshare.document.notes import long_note, short_note, shown
from burdenshare.errors import LetterError
from burdenshare.figures import Cell, Declared, Figure, Operation, RuleLevel, where

FORMS = ("html", "pdf", "docx", "eml")


@dataclass(frozen=True, slots=True)
class Mail:
    """What a letter needs to become mail.

    Parameters
    ----------
    is_draft : asks mail programs to open it for editing, not as received
    """

    sender: str
    to: str
    subject: str
    message_id: str
    date: datetime
    copies: Sequence[str] = ()
    is_draft: bool = False


def check_forms(text: str) -> tuple[str, ...]:
    """Read forms by comma.

    Raises
    ------
    LetterError : one is none

    >>> check_forms("html, pdf")
    ('html', 'pdf')
    """
    found = tuple(f.strip() for f in text.split(",") if f.strip())
    for form in found:
        if form not in FORMS:
            raise LetterError(
                f"'{form}' is no form of a letter", where="--form", mend=f"one or more of {', '.join(FORMS)}"
            )
    return found


def as_html(document: Document, *, link: str = "", back: str = "") -> str:
    """Return a page of its own; without `link` it carries the derivations of its figures itself."""
    language = document.language
    notes = {f.id: long_note(f, language) for f in document.noted()}
    own = () if link else tuple(derivations(n.figure for n in document.numbers()))
    return html.render(document, notes=notes, link=link or "#", back=back, derivations=own)


def as_pdf(document: Document, *, most_pages: int = 1) -> bytes:
    """Return a letter as PDF.

    Raises
    ------
    LetterError : it does not fit its page
    """
    pdf = typst.render(document, notes=_short(document), most_pages=most_pages)
    if typst.pages(pdf) > most_pages:
        raise LetterError(
            f"'{document.title}' does not fit {most_pages} page(s)", mend="shorten its passages"
        )
    return pdf


def as_docx(document: Document, *, link: str) -> bytes:
    """Return a letter as DOCX; figures link to their derivations at `link`."""
    from burdenshare.document import docx  # noqa: PLC0415  heavy

    return docx.render(document, notes=_short(document), link=link)


def as_mail(document: Document, mail: Mail, *, page: str, pdf: bytes, name: str) -> bytes:
    """Return a letter as a message with plain text, HTML and PDF."""
    from burdenshare.document import eml, plain_text  # noqa: PLC0415

    text = plain_text.render(document, _short(document))
    return eml.render(
        text=text,
        html=page,
        pdf=pdf,
        pdf_name=f"{name}.pdf",
        sender=mail.sender,
        to=mail.to,
        subject=mail.subject,
        message_id=mail.message_id,
        date=mail.date,
        language=document.language,
        copies=mail.copies,
        headers={"X-Unsent": "1"} if mail.is_draft else {},
    )


def _short(document: Document) -> dict[str, str]:
    return {f.id: short_note(f, document.language) for f in document.noted()}


def forms_of(
    document: Document, name: str, mail: Mail, *, forms: Sequence[str] = FORMS, link: str = "", back: str = ""
) -> dict[str, bytes]:
    """Return file name to content for each form asked for.

    Parameters
    ----------
    name : the files' stem
    link : what stands before a figure's id; empty for pages that carry their derivations
    """
    made: dict[str, bytes] = {}
    page = as_html(document, link=link, back=back)
    pdf = as_pdf(document) if {"pdf", "eml"} & set(forms) else b""
    if "html" in forms:
        made[f"{name}.html"] = page.encode()
    if "pdf" in forms:
        made[f"{name}.pdf"] = pdf
    if "docx" in forms:
        made[f"{name}.docx"] = as_docx(document, link=link or f"{name}.html#")
    if "eml" in forms:
        whole = as_html(document) if link else page
        made[f"{name}.eml"] = as_mail(document, mail, page=whole, pdf=pdf, name=name)
    return made


def approved(document: Document, *, fictional: bool) -> Document:
    """Return a letter without the mark that says it is a draft."""
    said = words(document.language)["frame"]["approved_fictional"]
    mark = [Paragraph((Text(said),), "mark")] if fictional else []
    rest = [b for b in document.blocks if not (isinstance(b, Paragraph) and b.role == "mark")]
    return replace(document, blocks=(*mark, *rest))


def subject_of(document: Document) -> str:
    """Return the subject line of a letter as mail: the letter's own, or a general one."""
    lines = [b for b in document.blocks if isinstance(b, Paragraph) and b.role == "subject"]
    if lines:
        return "".join(r.text for r in lines[0].runs)
    return str(words(document.language)["frame"]["mail"])


def draft_mail(
    document: Document, *, name: str, sender: str, domain: str, to: str, day: date, copies: Sequence[str] = ()
) -> Mail:
    """Return what a draft needs to be looked at in a mail program."""
    mark = words(document.language)["frame"]["draft"].rstrip(".")
    moment = datetime.combine(day, time(12), UTC)
    return Mail(
        sender,
        to,
        f"{mark}: {subject_of(document)}",
        f"<draft.{name.lower()}.{day}@{domain}>",
        moment,
        copies,
        is_draft=True,
    )


def derivations(figures: Iterable[Figure]) -> list[Derivation]:
    """Return what each figure and everything below it rests on, each once."""
    found: dict[str, Derivation] = {}
    for figure in figures:
        _add(figure, found)
    return list(found.values())


def _add(figure: Figure, found: dict[str, Derivation]) -> None:
    if figure.id in found:
        return
    inputs: Mapping[str, str] = {}
    if isinstance(figure.derivation, Operation):
        inputs = {i.id: f"{i.label}: {shown(i)}" for i in figure.derivation.inputs}
    found[figure.id] = Derivation(figure.id, figure.label, shown(figure), _lines(figure), inputs)
    if isinstance(figure.derivation, Operation):
        for each in figure.derivation.inputs:
            _add(each, found)


def _lines(figure: Figure) -> tuple[str, ...]:
    leaf = figure.derivation
    match leaf:
        case Operation():
            return (f"= {leaf.formula}",)
        case Cell():
            at = f"{leaf.edition} ({leaf.origin}), {where(leaf)}, raw text {leaf.raw}, {leaf.status}"
            notes = (f"Note {name}: {text}" for name, text in leaf.notes)
            return (at, *([f"Read at {leaf.url}"] if leaf.url else []), *notes)
        case RuleLevel() | Declared():
            return (leaf.source, leaf.url)
