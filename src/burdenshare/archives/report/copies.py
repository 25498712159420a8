"""A cluster of an archive, and as much of it as a page can bear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from burdenshare.collation.report.differing import same_words, words_of

if TYPE_CHECKING:
    from markupsafe import Markup

TEXT, LATER = 700, 240
"""Characters that are shown of a text; of a later copy that is too long to be compared."""
WITH_TEXT = 20
"""Members shown with their words; further ones by place alone."""
LISTED = 200
"""Members listed at all; the rest is counted, and stands in clusters.jsonl."""
COMPARED, COMPARED_WORDS = 6, 130
"""Members whose differing words are marked, and the longest text for which they are."""


@dataclass(frozen=True, slots=True)
class Member:
    """A span of a document that takes part in a cluster.

    Parameters
    ----------
    start, end : code points of the document's text, end exclusive
    date : ISO date, its beginning, or empty
    text : the span's words, or their beginning
    """

    id: str
    start: int
    end: int
    date: str = ""
    title: str = ""
    collection: str = ""
    url: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Spans that are each other's copies.

    Parameters
    ----------
    klass : `reuse` or `formula`
    members : in any order
    more : members beyond these, later than they, that are only counted
    """

    id: str
    klass: str
    score: float
    members: tuple[Member, ...]
    more: int = 0

    def earliest_first(self) -> list[Member]:
        """Return the members by date, those without one last."""
        return sorted(self.members, key=lambda m: (not m.date, m.date, m.id, m.start))


@dataclass(frozen=True, slots=True)
class Copy:
    """A member as a page shows it.

    Parameters
    ----------
    html : its words, those that differ from the first emphasised; empty where not shown
    same : whether it has the words of the first
    cut : whether there is more of it than is shown
    """

    member: Member
    html: Markup | str
    same: bool
    cut: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A cluster as a page shows it."""

    id: str
    klass: str
    score: str
    place: int
    size: int
    length: int
    first: Copy
    copies: list[Copy]
    listed: list[Member]
    unlisted: int


def shown(cluster: Cluster, place: int, *, texts: int = WITH_TEXT) -> Shown:
    """Return what a page shows of a cluster.

    Parameters
    ----------
    place : place among the clusters of its class, from 0
    texts : so many members are shown with their words
    """
    members = cluster.earliest_first()
    first, size = members[0], len(members) + cluster.more
    return Shown(
        cluster.id,
        cluster.klass,
        f"{cluster.score:,.1f}",
        place + 1,
        size,
        max(m.end - m.start for m in members),
        _copy(first, None, 0),
        [_copy(m, first, k) for k, m in enumerate(members[1:texts], start=1)],
        members[texts:LISTED],
        size - min(len(members), LISTED),
    )


def _copy(member: Member, first: Member | None, place: int) -> Copy:
    from markupsafe import escape  # noqa: PLC0415  comes with Jinja2

    cut = len(member.text) > TEXT or len(member.text) < member.end - member.start
    if first is None or not member.text:
        return Copy(member, escape(member.text[:TEXT]), same=False, cut=cut)
    if not cut and same_words(member.text, first.text):
        return Copy(member, "", same=True, cut=False)
    if cut or place >= COMPARED or _is_long(member.text) or _is_long(first.text):
        cut = cut or len(member.text) > LATER
        return Copy(member, escape(member.text[:LATER]), same=False, cut=cut)
    from burdenshare.collation.report.setting import against  # noqa: PLC0415

    return Copy(member, against(member.text, first.text), same=False, cut=False)


def _is_long(text: str) -> bool:
    return len(words_of(text)) > COMPARED_WORDS
