"""Currencies and the words publishers use for them."""

from __future__ import annotations

from burdenshare.terms.tables import rows

CURRENCIES: dict[str, str] = {r["currency"]: r["name"] for r in rows("currencies.csv")}
"""ISO 4217 code to English name."""

_LABELS: dict[tuple[str, str], str] = {}
for _row in rows("currencies.csv"):
    for _label in _row["labels"].split("|"):
        _word, _, _ally = _label.partition("@")
        _LABELS[_word.casefold(), _ally] = _row["currency"]


def currency_of_label(label: str, ally: str) -> str | None:
    """ISO 4217 code for the word a publisher puts beside an ally's name, or None.

    >>> currency_of_label("Kroner", "NOR"), currency_of_label("Kroner", "DNK")
    ('NOK', 'DKK')
    """
    word = " ".join(label.split()).casefold()
    return _LABELS.get((word, ally)) or _LABELS.get((word, ""))
