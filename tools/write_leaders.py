"""Write the dated table of heads of state and government from its source files.

    python tools/write_leaders.py --sources DIR [--check]

Facts carry over, with their sources. Whether a leader is addressed as a man or as a woman comes from
the REIGN list where it names him or her; for those who are not in it, from `WOMEN` below.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from editions.sources import Sources

TARGET = Path(__file__).parents[1] / "src" / "burdenshare" / "letters" / "recipients" / "leaders.csv"
COLUMNS = (
    "ally",
    "name",
    "gender",
    "gender_source",
    "office",
    "role",
    "start",
    "end",
    "confirmed_until",
    "source",
    "source_url",
    "note",
)
REIGN = "REIGN leader list, March 2021"
STATES = {
    "BGR": ("BUL",),
    "DEU": ("GMY", "GFR"),
    "GBR": ("UKG",),
    "FRA": ("FRN",),
    "CZE": ("CZR",),
    "DNK": ("DEN",),
    "HRV": ("CRO",),
    "ISL": ("ICE",),
    "LVA": ("LAT",),
    "LTU": ("LIT",),
    "ROU": ("ROM",),
    "SVK": ("SLO",),
    "SVN": ("SLV",),
    "ESP": ("SPN",),
    "SWE": ("SWD",),
    "NLD": ("NTH",),
    "PRT": ("POR",),
    "MKD": ("MAC",),
    "MNE": ("MNG",),
}
"""Allies whose code in the REIGN list is another."""
WOMEN = {
    "Élisabeth Borne",
    "Liz Truss",
    "Kolinda Grabar-Kitarović",
    "Kristrún Frostadóttir",
    "Giorgia Meloni",
    "Katrín Jakobsdóttir",
    "Kaja Kallas",
    "Ingrida Šimonytė",
    "Inga Ruginienė",
    "Evika Siliņa",
    "Ewa Kopacz",
    "Beata Szydło",
    "Viorica Dăncilă",
    "Magdalena Andersson",
}
"""Leaders whom the REIGN list does not name and who are addressed as women."""
Known = dict[str, list[tuple[list[str], int, str]]]
"""State to words of the name, first year and gender of each leader in the REIGN list."""


def fold(name: str) -> list[str]:
    """Return the words of a name without marks, for comparing lists."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold().replace("-", " ").split()


def leaders(sources: Sources) -> Iterator[list[str]]:
    """One row a leader and office."""
    known: Known = {}
    for _, row in sources.records("leaders/leaderlist_3_21.csv", "latin-1"):
        tenure = (fold(row["leader"]), int(row["syear"] or 0), row["gender"])
        known.setdefault(row["stateabb"], []).append(tenure)
    for _, row in sources.records("leaders/nato-leaders-2014-2026.csv"):
        gender, source = _gender(row["ally"], row["name"], int(row["start"][:4]), known)
        yield [gender if c == "gender" else source if c == "gender_source" else row[c] for c in COLUMNS]


def _gender(ally: str, name: str, year: int, known: Known) -> tuple[str, str]:
    """Find a leader by state, last name and year; fathers and daughters share a name."""
    last = fold(name)[-1]
    for state in STATES.get(ally, (ally,)):
        for words, began, gender in known.get(state, ()):
            if last in words and abs(began - year) <= 1:
                return ("m" if gender == "1" else "f"), REIGN
    return ("f" if name in WOMEN else "m"), "curated"


def table(sources: Sources) -> str:
    """Return the table as text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(leaders(sources))
    return out.getvalue()


def main() -> None:
    """Write the table, or compare it with the one that is there."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    text = table(Sources(given.sources))
    if not given.check:
        TARGET.write_text(text, "utf-8")
    elif TARGET.read_text("utf-8") != text:
        sys.exit(f"{TARGET.name} is not what the sources give; run without --check")


if __name__ == "__main__":
    main()
