"""Write out a set of letters from its data file, and say what each character of it is.

Each set is one TOML file beside this module. All figures in the sets are invented.

- `table` : one row a letter, `|` between the columns; the first row names the slots.
- `[[paragraph]]` : `id`, then sentences in order; `join` is what stands between them, `number`
  gives the paragraph a number of its own (numbers count on and are no gold).
- `[only]` : sentence or paragraph to the letters that alone have it.
- `[wording]` : rewordings that several letters have, named by `@id`.
- `[letter.ID]` : `tone`, `without`, `order`, `say` (a sentence's rewording here; a list where it
  was split), `instead` (an own sentence in its stead), `before` and `after` (own sentences beside
  a shared one; `¶` begins a paragraph).
"""

from __future__ import annotations

import argparse
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SETS = tuple(sorted(p.stem.upper() for p in HERE.glob("*.toml")))
SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Gold:
    """A stretch of a letter whose kind is known; offsets in code points, end exclusive."""

    start: int
    end: int
    kind: str
    value: str = ""
    slot: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class GoldLetter:
    """A letter with the truth about it; `tone` is `sharper`, `plain` or `milder`."""

    id: str
    text: str
    spans: tuple[Gold, ...]
    tone: str


@dataclass(frozen=True, slots=True)
class LetterSet:
    """Letters of one template; `scored` is `dev` or `held` (thresholds are chosen on dev only)."""

    name: str
    scored: str
    language: str
    letters: tuple[GoldLetter, ...]
    trait: dict[str, str] = field(default_factory=dict)

    def toned(self, tone: str) -> set[str]:
        """The ids of the letters of a tone."""
        return {letter.id for letter in self.letters if letter.tone == tone}


@dataclass(slots=True)
class _Sheet:
    """A letter while it is being written."""

    text: str = ""
    spans: list[Gold] = field(default_factory=list)

    def put(self, words: str, **gold: str) -> None:
        """Write words, and remember them as gold where they are not blank."""
        start = len(self.text) + len(words) - len(words.lstrip())
        self.text += words
        if gold and words.strip():
            self.spans.append(Gold(start, start + len(words.strip()), **gold))

    def sentence(self, words: str, name: str, values: dict[str, str]) -> None:
        """Write a shared sentence: words and slots in turn."""
        for k, part in enumerate(SLOT.split(words)):
            if k % 2:
                self.put(values[part], kind="slot", value=values[part], slot=part, sentence=name)
            else:
                self.put(part, kind="shared", sentence=name)


def _listed(words: str | list[str] | None) -> list[str]:
    return [words] if isinstance(words, str) else list(words or ())


def _rows(table: str) -> dict[str, dict[str, str]]:
    """The table of slots: letter to slot to value; an empty cell is no value."""
    lines = [[c.strip() for c in line.split("|")] for line in table.strip().splitlines()]
    names = lines[0][1:]
    for line in lines:
        if len(line) != len(names) + 1:
            raise ValueError(f"row {line[0]} has {len(line) - 1} values for {len(names)} slots")
    return {r[0]: {k: v for k, v in zip(names, r[1:], strict=True) if v} for r in lines[1:]}


@dataclass
class _Writer:
    """Writes one letter of a set."""

    data: dict[str, Any]
    id: str
    values: dict[str, str]
    sheet: _Sheet = field(default_factory=_Sheet)
    number: int = 0
    fresh: bool = True
    join: str = " "
    numbered: bool = False

    def __post_init__(self) -> None:
        self.own: dict[str, Any] = self.data.get("letter", {}).get(self.id, {})

    def letter(self) -> GoldLetter:
        """Write it."""
        for paragraph in self.paragraphs():
            self.paragraph(paragraph)
        text = self.sheet.text
        if "wrap" in self.data:
            text = _wrapped(text, self.sheet.spans, self.data["wrap"])
        return GoldLetter(self.id, text + "\n", tuple(self.sheet.spans), self.own.get("tone", "plain"))

    def paragraphs(self) -> Iterator[dict[str, Any]]:
        """The paragraphs this letter has, in its order."""
        named = {p["id"]: p for p in self.data["paragraph"]}
        order = self.own.get("order", list(named))
        if set(order) != set(named):
            raise ValueError(f"{self.id}: its order does not name every paragraph once")
        return (named[name] for name in order if self.has(name))

    def has(self, name: str) -> bool:
        """Whether this letter has a sentence or paragraph of the template."""
        only = self.data.get("only", {}).get(name)
        return name not in self.own.get("without", ()) and (only is None or self.id in only)

    def paragraph(self, paragraph: dict[str, Any]) -> None:
        """Write a paragraph with this letter's own sentences and rewordings."""
        self.fresh, self.join = True, paragraph.get("join", " ")
        self.numbered = paragraph.get("number", False)
        sentences = [k for k in paragraph if k not in {"id", "join", "number"} and self.has(k)]
        for name in sentences:
            self.tailored(self.own.get("before", {}).get(name))
            instead = self.own.get("instead", {}).get(name)
            self.tailored(instead) if instead else self.worded(name, paragraph[name])
            self.tailored(self.own.get("after", {}).get(name))

    def worded(self, name: str, words: str) -> None:
        """Write a sentence of the template as this letter has it."""
        said = self.own.get("say", {}).get(name)
        if said is None:
            self.lead()
            self.sheet.sentence(words, name, self.values)
        for new in _listed(said):
            self.lead()
            whole = self.data["wording"][new[1:]] if new.startswith("@") else new
            filled = SLOT.sub(lambda m: self.values[m[1]], whole)
            self.sheet.put(filled, kind="variant", sentence=name)

    def tailored(self, words: str | list[str] | None) -> None:
        """Write this letter's own sentences; after a paragraph of its own another begins."""
        apart = False
        for own in _listed(words):
            apart = apart or own.startswith("¶")
            self.fresh = self.fresh or own.startswith("¶")
            self.lead()
            self.sheet.put(own.lstrip("¶ "), kind="tailored")
        self.fresh = self.fresh or apart

    def lead(self) -> None:
        """Put what stands before a sentence: a space, a line or the beginning of a paragraph."""
        if self.sheet.text:
            self.sheet.put("\n\n" if self.fresh else self.join)
        if self.fresh and self.numbered:
            self.number += 1
            self.sheet.put(f"{self.number}. ")
        self.fresh = False


def _wrapped(text: str, spans: list[Gold], width: int) -> str:
    """Break lines at blanks, never within a slot's value; no offset moves."""
    whole = {i for s in spans if s.kind == "slot" for i in range(s.start, s.end)}
    out, line = list(text), 0
    blank = -1
    for i, char in enumerate(text):
        if char == "\n":
            line, blank = i + 1, -1
        elif char == " " and i not in whole:
            if i - line > width and blank >= 0:
                out[blank], line = "\n", blank + 1
            blank = i
    return "".join(out)


def load(name: str) -> LetterSet:
    """Read a set and write out its letters."""
    data = tomllib.loads((HERE / f"{name.lower()}.toml").read_text(encoding="utf-8"))
    rows = _rows(data["table"])
    strangers = set(data.get("letter", {})) - set(rows)
    if strangers:
        raise ValueError(f"set {name}: letters without a row in the table: {sorted(strangers)}")
    letters = tuple(_Writer(data, who, values).letter() for who, values in rows.items())
    return LetterSet(data["name"], data["scored"], data["language"], letters, data.get("trait", {}))


def write(letters: LetterSet, folder: Path) -> None:
    """Write a set as one .txt a letter."""
    folder.mkdir(parents=True, exist_ok=True)
    for letter in letters.letters:
        (folder / f"{letter.id}.txt").write_text(letter.text, encoding="utf-8", newline="")


def main() -> None:
    """Write a set into a folder: `python -m tests.collation.lettersets.make A /tmp/a`."""
    parser = argparse.ArgumentParser(description="Write a set of letters into a folder.")
    parser.add_argument("set", choices=SETS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gold", type=Path, help="also write the truth, as JSON, to this file")
    asked = parser.parse_args()
    letters = load(asked.set)
    write(letters, asked.folder)
    if asked.gold:
        asked.gold.write_text(
            json.dumps([asdict(x) for x in letters.letters], ensure_ascii=False, indent=1), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
