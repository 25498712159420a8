"""The pack: complete, the same twice, whole or not at all, offline."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from burdenshare import charts, pack
from burdenshare.errors import LetterError, PackError

BROWSER = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PARTS = {
    "briefs",
    "index.html",
    "brief.pdf",
    "figures.csv",
    "figures.json",
    "letters",
    "charts",
    "collation",
    "manifest.json",
}


@pytest.fixture(params=["brussels-2018", "washington-2024", "today"])
def folder(request, packs):
    """One of the three packs."""
    return packs[request.param]


def table(folder: Path) -> list[dict[str, str]]:
    """Rows of a pack's figures.csv."""
    return list(csv.DictReader((folder / "figures.csv").read_text("utf-8").splitlines()))


def digest(folder: Path) -> dict[str, str]:
    """File to hash."""
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def test_pack_is_complete(folder):
    """A pack holds all its parts, and the manifest the hash of every file."""
    assert {p.name for p in folder.iterdir()} == PARTS
    manifest = json.loads((folder / "manifest.json").read_text())
    hashes = digest(folder)
    del hashes["manifest.json"]
    assert manifest["files"] == hashes
    assert len(list((folder / "charts").glob("*.svg"))) == 4


def test_nothing_later_is_in_it(folder):
    """Every figure's editions had appeared by the day of the pack."""
    day = json.loads((folder / "manifest.json").read_text())["as_of"]
    for row in table(folder):
        assert all(e.partition("/")[2][:10] <= day for e in row["editions"].split())


def test_every_link_leads_somewhere(folder):
    """Every link inside the pack, from page and letters, finds its target offline."""
    page = (folder / "index.html").read_text()
    ids = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids
    for target in re.findall(r'href="((?:letters|charts|brief|figures)[^"#]*)"', page):
        assert (folder / target).is_file()
    for letter in (folder / "letters").glob("*.html"):
        assert set(re.findall(r'href="\.\./index\.html#([^"]+)"', letter.read_text())) <= ids


def test_every_figure_has_its_derivation(folder):
    """Every figure of the table stands in figures.json down to leaves with a source."""
    figures = json.loads((folder / "figures.json").read_text())["figures"]
    assert set(figures) == {r["figure"] for r in table(folder)}

    def leaves(node):
        return [leaf for i in node["inputs"] for leaf in leaves(i)] if "inputs" in node else [node]

    assert all("source" in leaf for f in figures.values() for leaf in leaves(f))


def test_same_inputs_same_bytes(packs, tmp_path):
    """Another process writes the same bytes."""
    out = tmp_path / "again"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "burdenshare",
            "pack",
            "--as-of",
            "2018-07-11",
            "--pledge",
            "wales-2014",
            "--quiet",
            "--out",
            str(out),
        ],
        check=True,
        capture_output=True,
    )
    assert digest(out) == digest(packs["brussels-2018"])


def test_quotable_sentence(packs):
    """Germany's row opens with a sentence that can be quoted as it stands."""
    page = (packs["brussels-2018"] / "index.html").read_text()
    assert (
        "Germany: 1.24 %, 0.76 points below the guideline that falls due in 2024; "
        "NATO, edition of 10 July 2018 (estimate)."
    ) in page


def test_headline(packs):
    """The first sentence of the pack of July 2018 counts five, twenty-eight and three."""
    page = (packs["brussels-2018"] / "index.html").read_text()
    headline = re.sub(r"<[^>]+>", "", re.search(r"<h1>(.*?)</h1>", page)[1])
    assert headline == (
        "On 11 July 2018, five of the 28 allies with figures stood at 2 % of GDP, a level that "
        "falls due in 2024 (4 met, Latvia too close to call); three more lay within 0.1 point below it."
    )


def test_foreign_folder_is_not_replaced(tmp_path):
    """A folder that is no pack is left alone."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(PackError, match="not a pack"):
        pack(as_of="2018-07-11", pledge="wales-2014", out=tmp_path / "mine")
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "years of work"


SMALL = {"as_of": "2024-07-09", "pledge": "wales-2014", "recipients": "LUX"}


@pytest.mark.parametrize(
    "manifest",
    [
        '{"name": "my PWA", "files": {"app.js": "0"}}',
        '{"as_of": "2024-07-09", "pledge": "p", "editions": [], "versions": {"node": "1"}, "files": {}}',
        '{"as_of": "2024-07-09", "pledge": "p", "editions": [], "versions": {"burdenshare": "0"}, "files": []}',
        "[]",
        "no JSON",
        "[" * 100_000,
    ],
)
def test_another_programs_manifest_is_no_pack(manifest, tmp_path):
    """A folder that merely holds a manifest.json, of whatever kind, is left as it is, file by file."""
    (tmp_path / "app" / "src").mkdir(parents=True)
    (tmp_path / "app" / "manifest.json").write_text(manifest)
    (tmp_path / "app" / "src" / "app.js").write_text("precious")
    before = digest(tmp_path)
    with pytest.raises(PackError, match="not a pack") as refused:
        pack(out=tmp_path / "app", **SMALL)
    assert "src/" in refused.value.message
    assert "--out" in refused.value.mend
    assert digest(tmp_path) == before


@pytest.fixture
def own(packs, tmp_path):
    """A copy of a pack, to be changed."""
    import shutil

    return Path(shutil.copytree(packs["washington-2024"], tmp_path / "p"))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("notes.txt", "notes.txt"),
        ("mine/speech.docx", "mine/, mine/speech.docx"),
        ("letters/.draft", "letters/.draft"),
        ("letters/LUX.html", r"letters/LUX.html \(changed\)"),
        ("index.html", r"index.html \(changed\)"),
        ("empty/", "empty/"),
        ("charts/link.svg", "charts/link.svg"),
    ],
)
def test_a_users_file_in_a_pack_is_not_deleted(name, shown, own):
    """A file that was put into a pack, or changed in it, stops the next pack, which names it."""
    path = own / name
    if name.endswith("/"):
        path.mkdir()
    elif "link" in name:
        path.symlink_to(own / "index.html")
    else:
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine")
    before = digest(own)
    with pytest.raises(PackError, match=shown):
        pack(out=own, **SMALL)
    assert digest(own) == before


def test_a_file_saved_while_a_pack_is_made_is_not_deleted(own):
    """What is put into a pack while the next one is being written stays too."""

    def save(_):
        (own / "notes.txt").write_text("mine")

    with pytest.raises(PackError, match=r"notes\.txt"):
        pack(out=own, step=save, **SMALL)
    assert (own / "notes.txt").read_text() == "mine"


def test_a_pack_with_a_file_less_gives_way(own):
    """An unchanged pack is replaced, also one from which a file was taken."""
    (own / "brief.pdf").unlink()
    pack(out=own, **SMALL)
    assert {p.name for p in (own / "letters").glob("*.html")} == {"LUX.html"}


@pytest.mark.parametrize(
    "name",
    [".p.backup.old", ".p.my.part", ".p.v2.999999.old", ".p.999999.old", ".p.1.part", ".p.\u00b2.part"],
)
def test_a_hidden_folder_of_the_users_is_not_deleted(name, tmp_path):
    """A folder beside the pack is cleared away only if a dead run of this very pack left it."""
    (tmp_path / name).mkdir()
    (tmp_path / name / "only-copy").write_text("precious")
    pack(out=tmp_path / "p", **SMALL)
    assert (tmp_path / name / "only-copy").read_text() == "precious"


def test_a_link_is_followed(tmp_path):
    """Where `--out` is a link the folder that it leads to gets the pack, and the link stays."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    pack(out=tmp_path / "link", **SMALL)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "index.html").is_file()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["link", "real"]


def test_a_ring_of_links_is_one_line(tmp_path):
    """A link that leads to itself is refused."""
    (tmp_path / "link").symlink_to("link")
    with pytest.raises(PackError, match="cannot be written"):
        pack(out=tmp_path / "link", **SMALL)


def test_unwritable_place_is_one_line(run, tmp_path):
    """A place that cannot be written is named in one line, status 1."""
    (tmp_path / "file").write_text("")
    done = run(
        "pack", "--as-of", "2018-07-11", "--pledge", "wales-2014", "--out", str(tmp_path / "file" / "pack")
    )
    assert done.status == 1
    assert len(done.err.strip().splitlines()) == 1
    assert "file" in done.err


def test_full_disk_leaves_the_old_pack(packs, tmp_path, monkeypatch):
    """A disk that fills half-way leaves the old pack as it was, and no half of a new one."""
    import shutil

    from burdenshare.packs import build

    out = tmp_path / "pack"
    shutil.copytree(packs["brussels-2018"], out)
    before = digest(out)

    def full(*_):
        raise OSError(28, "No space left on device", "figures.csv")

    monkeypatch.setattr(build, "table_csv", full)
    with pytest.raises(PackError, match="No space left"):
        pack(as_of="2024-07-09", pledge="wales-2014", out=out)
    assert digest(out) == before
    assert [p.name for p in tmp_path.iterdir()] == ["pack"]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_interrupt_leaves_the_old_pack(how, packs, tmp_path):
    """Interrupted or killed half-way, the old pack stays whole; the next run clears what is left."""
    import shutil

    out = tmp_path / "pack"
    shutil.copytree(packs["brussels-2018"], out)
    before = digest(out)
    command = [
        sys.executable,
        "-m",
        "burdenshare",
        "pack",
        "--as-of",
        "2024-07-09",
        "--pledge",
        "wales-2014",
        "--quiet",
        "--out",
        str(out),
    ]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    while not list(tmp_path.glob(".pack.*.part/letters")) and running.poll() is None:
        time.sleep(0.002)
    running.send_signal(how)
    _, err = running.communicate(timeout=30)
    assert digest(out) == before
    if how == signal.SIGINT:
        assert running.returncode == 1
        assert len(err.strip().splitlines()) == 1
    subprocess.run(command, check=True, capture_output=True)
    assert [p.name for p in tmp_path.iterdir()] == ["pack"]


def test_nobody_writes_to_itself(tmp_path):
    """A letter to the sender's own ally is refused."""
    with pytest.raises(LetterError, match="Italy is the sender"):
        pack(as_of="2018-07-11", pledge="wales-2014", out=tmp_path / "p", recipients="DEU,ITA", sender="ITA")


def test_forms_of_letters(packs):
    """Each of the 23 allies printed below the level has its letter in HTML, PDF, DOCX and mail."""
    folder = packs["brussels-2018"] / "letters"
    found = {form: {p.stem for p in folder.glob(f"*.{form}")} for form in ("html", "pdf", "docx", "eml")}
    assert len(found["html"]) == 23
    assert all(names == found["html"] for names in found.values())
    assert not {"USA", "GBR", "GRC", "EST", "LVA"} & found["html"]


def test_chosen_recipients(tmp_path):
    """`--to` writes to those named and to nobody else."""
    pack(as_of="2018-07-11", pledge="wales-2014", out=tmp_path / "p", recipients="DEU, Norway")
    assert {p.stem for p in (tmp_path / "p" / "letters").iterdir()} == {"DEU", "NOR"}


def test_pdfs(folder):
    """Letters fit one page, the brief two; all are tagged and carry the words they must."""
    from pypdf import PdfReader

    brief = PdfReader(folder / "brief.pdf")
    assert len(brief.pages) == 2
    for path in (folder / "letters").glob("*.pdf"):
        letter = PdfReader(path)
        assert len(letter.pages) == 1
        text = letter.pages[0].extract_text()
        assert "DRAFT" in text
        assert "Not affiliated with NATO" in text
        assert letter.trailer["/Root"]["/MarkInfo"]["/Marked"]


@pytest.mark.poppler
def test_pdf_reads_in_order(packs, pdftotext):
    """Germany's letter reads, as text, from salutation to signature."""
    path = packs["brussels-2018"] / "letters" / "DEU.pdf"
    text = subprocess.run(
        [pdftotext, "-layout", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout
    marks = ["Dear Chancellor", "1.24", "0.76", "27 billion", "I ask one thing", "Yours sincerely"]
    places = [text.index(m) for m in marks]
    assert places == sorted(places)


@pytest.fixture(scope="module")
def browser(chromium):
    """Debian's Chromium, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium, args=BROWSER)
        yield opened
        opened.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1400])
def test_page_in_chromium(folder, width, browser):
    """The page opens without console error or outside request, and nothing overflows it."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    said, asked = [], []
    page.on("console", lambda m: said.append(m.text))
    page.on("pageerror", lambda e: said.append(str(e)))
    page.on("request", lambda r: asked.append(r.url))
    for name in ("index.html", "letters/CAN.html"):
        page.goto((folder / name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
    assert said == []
    assert [u for u in asked if not u.startswith(("file:", "data:"))] == []


@pytest.mark.browser
def test_figure_opens_into_its_derivation(packs, browser):
    """A click on Germany's gap shows value, level, page and line, and nothing else of the kind."""
    page = browser.new_page()
    page.goto((packs["brussels-2018"] / "index.html").as_uri())
    page.click("#ally-DEU td:nth-child(3) a")
    drawer = page.locator(".drawer:visible")
    assert drawer.count() == 1
    assert "value − level" in drawer.inner_text()
    drawer.locator("ul a").first.click()
    assert "1.24" in page.locator(".drawer:visible").inner_text()
    assert "air-cosmos" in page.locator(".drawer:visible").inner_text()
    page.close()


@pytest.mark.browser
def test_page_prints(packs, browser, tmp_path):
    """Printed, the page keeps its table and hides what only a screen can use."""
    from pypdf import PdfReader

    page = browser.new_page()
    page.goto((packs["brussels-2018"] / "index.html").as_uri())
    page.pdf(path=tmp_path / "print.pdf", format="A4")
    page.close()
    text = "\n".join(p.extract_text() for p in PdfReader(tmp_path / "print.pdf").pages)
    assert "Luxembourg" in text
    assert "burdenshare trace" not in text


def test_no_script_in_the_page(folder):
    """The page needs no script and holds none."""
    assert "<script" not in (folder / "index.html").read_text()


def test_pack_is_quick_and_small(tmp_path):
    """A pack's process stays under one gibibyte."""
    code = (
        "import resource, sys; from burdenshare import pack\n"
        f"pack(as_of='2018-07-11', pledge='wales-2014', out={str(tmp_path / 'p')!r})\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ}
    )
    assert int(done.stdout) < 1024 * 1024


def test_what_cannot_be_said_is_said(packs):
    """The pack of The Hague says that the related part is undefined and the definition has changed."""
    page = (packs["today"] / "index.html").read_text()
    assert "up to 1.5 % of GDP on related spending cannot be judged" in page
    assert "mix revision with a new definition" in page


def test_pack_holds_its_letters_side_by_side(folder):
    """A pack collates the letters it holds, cut into spans of their own texts, and links to it."""
    held = json.loads((folder / "collation" / "collation.json").read_text("utf-8"))
    letters = {p.stem for p in (folder / "letters").glob("*.html")}
    assert {x["id"] for x in held["letters"]} == letters
    assert {x["recipient"] for x in held["letters"]} == letters
    for each in held["letters"]:
        words = [each["text"][s["start"] : s["end"]] for s in each["spans"]]
        assert "".join("".join(words).split()) == "".join(each["text"].split())
        names = [s["value"] for s in each["spans"] if s["kind"] == "slot" and s["recognised"] == "ally"]
        assert names
    assert held["left_out"] == []
    page = (folder / "index.html").read_text("utf-8")
    assert 'href="collation/collation.html"' in page


SPEC = {"data": {"values": [{"x": 1}]}, "mark": "bar", "encoding": {"x": {"field": "x"}}}


def test_charts_drawn_beside_are_those_drawn_here():
    """A process of its own draws the same, in the order given, whatever is done meanwhile."""
    asked = [(SPEC | {"mark": mark}, f"A {mark} & <more>") for mark in ("bar", "point")]
    with charts.drawing(asked) as finished:
        here = [charts.svg(*each) for each in asked]
        assert finished() == here


def test_a_chart_that_does_not_draw_is_named():
    """What the engine says of a specification comes as one line."""
    with pytest.raises(PackError, match="a chart does not draw"), charts.drawing([({}, "")]) as finished:
        finished()


def test_an_abandoned_drawing_ends():
    """Whatever breaks off the work meanwhile comes through, and no process is left behind."""
    with pytest.raises(KeyError), charts.drawing([(SPEC, "")]):
        raise KeyError
