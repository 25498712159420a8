"""Write the embedded editions from their source files: the same files, the same bytes.

    python tools/write_editions.py --sources DIR [--check] [--only PUBLISHER[/FILE]]

DIR holds the sources under the paths of `tools/editions/sources.toml`; each must have the
checksum that stands there. `--check` writes nothing and compares instead.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

from burdenshare.record import Edition, Observation
from burdenshare.record.tables import sidecar_text, table_text
from burdenshare.record.wide import wide_text
from editions import compiled, extracts, imf_weo, original, transcribed, worldbank
from editions.sources import Sources, WrongSourceError

POWERS = {"worldbank": worldbank.POWERS, "imf_weo": imf_weo.POWERS}
"""Publishers whose tables stand in the wide form, with the powers of ten of its raw texts."""
TARGET = Path(__file__).parents[1] / "src" / "burdenshare" / "data" / "editions"


def texts(edition: Edition, observations: list[Observation]) -> dict[Path, str]:
    """Return the two files of an edition and what belongs in them."""
    stem = TARGET / edition.id
    powers = POWERS.get(edition.publisher)
    table = wide_text(observations, powers) if powers else table_text(observations)
    return {stem.with_suffix(".csv"): table, stem.with_suffix(".toml"): sidecar_text(edition)}


MAKERS = {
    "nato": (original, extracts, compiled, transcribed),
    "worldbank": (worldbank,),
    "imf_weo": (imf_weo,),
}
"""Publisher to the modules that make its editions."""


def main() -> int:
    """Write or check every edition."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--only", default="", help="a publisher, or the beginning of a file's path")
    asked = parser.parse_args()
    try:
        wrong = _write(Sources(asked.sources, asked.only), check=asked.check)
    except WrongSourceError as error:
        print(error, file=sys.stderr)
        return 1
    wrong += _put(TARGET / "SHA256SUMS", _checksums(), check=asked.check)
    return 1 if wrong else 0


def _write(sources: Sources, *, check: bool) -> int:
    """Write or check the editions asked for; returns the number of files that differ."""
    publisher = sources.only.partition("/")[0]
    wrong = 0
    for make in (m for p, makers in MAKERS.items() if publisher in ("", p) for m in makers):
        for edition, observations in make.editions(sources):
            for path, text in texts(edition, observations).items():
                wrong += _put(path, text, check=check)
    return wrong


def _checksums() -> str:
    """Return the checksum of every table and sidecar, for `burdenshare record check`."""
    files = sorted(TARGET.glob("*/*.*"))
    lines = [f"{hashlib.sha256(f.read_bytes()).hexdigest()}  {f.parent.name}/{f.name}" for f in files]
    return "\n".join(lines) + "\n"


def _put(path: Path, text: str, *, check: bool) -> int:
    same = path.is_file() and path.read_text("utf-8") == text
    if check:
        if not same:
            print(f"{path.name}: differs from what the sources give", file=sys.stderr)
        return int(not same)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
