"""Currencies and the words publishers use for them."""

from __future__ import annotations

from burdenshare.terms.tables import rows

CURRENCIES: dict[str, str] = {r["currency"]: r["name"] for r in rows("currencies.csv")}
"""ISO 4217 code to English name."""

CURRENCY_WORDS = (
    r"euros?|dollars?|pounds?(?:\s+sterling)?|sterling|kr[oó]n(?:er|or|en|ur|e|a)|króna|crowns?|koruna|koruny"
    r"|zloty(?:s|ch)?|złotys?|złoty|lei|leu|leva|lev|lew|liras?|forints?|kuna|francs?|franken|yen"
    r"|couronnes?|livres?(?:\s+sterling|\s+turques)?|pfund|lire|denars?|denare|leks?|crones?|rubles?|roubles?"
    r"|hryvn(?:ia|i?as)|yuan|won"
)
"""What follows an amount in running words in English, French and German, as a pattern."""

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
