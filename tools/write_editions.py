"""Write the embedded editions from their source files: the same files, the same bytes.

    python tools/write_editions.py --sources DIR [--check]

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
from editions import compiled, extracts, original, transcribed
from editions.sources import Sources, WrongSourceError

TARGET = Path(__file__).parents[1] / "src" / "burdenshare" / "data" / "editions"


def texts(edition: Edition, observations: list[Observation]) -> dict[Path, str]:
    """Return the two files of an edition and what belongs in them."""
    stem = TARGET / edition.id
    return {
        stem.with_suffix(".csv"): table_text(observations),
        stem.with_suffix(".toml"): sidecar_text(edition),
    }


def main() -> int:
    """Write or check every edition."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    sources = Sources(asked.sources)
    wrong = 0
    try:
        for make in (original, extracts, compiled, transcribed):
            for edition, observations in make.editions(sources):
                for path, text in texts(edition, observations).items():
                    wrong += _put(path, text, check=asked.check)
    except WrongSourceError as error:
        print(error, file=sys.stderr)
        return 1
    wrong += _put(TARGET / "SHA256SUMS", _checksums(), check=asked.check)
    return 1 if wrong else 0


def _checksums() -> str:
    """Return the checksum of every table and sidecar, for `burdenshare record check`."""
    files = sorted(TARGET.glob("*/*.*"))
    lines = [
        f"{hashlib.sha256(f.read_bytes()).hexdigest()}  {f.parent.name}/{f.name}" for f in files
    ]
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
