"""Source files by relative path and checksum."""

from __future__ import annotations

import csv
import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

from burdenshare.terms import find_publisher

CHECKSUMS = tomllib.loads(Path(__file__).with_name("sources.toml").read_text("utf-8"))["sources"]
RETRIEVED = "2026-10"
LICENCE, PAGE = find_publisher("nato").licence, find_publisher("nato").page


class WrongSourceError(Exception):
    """A source file that is missing or is not the one the tables were made from."""


@dataclass(frozen=True)
class Sources:
    """The folder that holds the source files, and the beginning of the paths asked for."""

    folder: Path
    only: str = ""

    def path(self, name: str) -> Path:
        """Return a source's path, once its checksum has been compared."""
        path = self.folder / name
        if not path.is_file():
            raise WrongSourceError(f"{name} is missing. Where: {self.folder}. Mend: fetch it.")
        if hashlib.sha256(path.read_bytes()).hexdigest() != CHECKSUMS.get(name):
            raise WrongSourceError(
                f"{name} is not the file the tables were made from. Where: {path}. "
                "Mend: fetch the file with the checksum in tools/editions/sources.toml."
            )
        return path

    def rows(self, name: str) -> list[tuple[int, list[str]]]:
        """Return a CSV file's rows with their line numbers, from 1."""
        with self.path(name).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            return [(reader.line_num, row) for row in reader]

    def records(self, name: str, encoding: str = "utf-8-sig") -> list[tuple[int, dict[str, str]]]:
        """Return a CSV file's rows as dictionaries, with their line numbers."""
        with self.path(name).open(encoding=encoding, newline="") as file:
            reader = csv.DictReader(file)
            return [(reader.line_num, row) for row in reader]

    def names(self, prefix: str) -> list[str]:
        """Return the sources asked for whose path begins so, in order."""
        only = self.only if "/" in self.only else ""
        return sorted(n for n in CHECKSUMS if n.startswith(prefix) and n.startswith(only))


def checksums(*names: str) -> dict[str, str]:
    """File name to checksum, for a sidecar."""
    return {Path(n).name: CHECKSUMS[n] for n in names}
