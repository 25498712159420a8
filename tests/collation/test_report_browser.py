"""The reports in a browser: columns, keys, filters; and without scripts."""

from __future__ import annotations

import pytest
import report_letters as made

from burdenshare.archives.report.copies import Cluster, Member
from burdenshare.archives.report.site import About, write_report
from burdenshare.collation.report.page import as_html

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
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser(chromium):
    """Debian's Chromium, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium, args=BROWSER)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The pages of every collation, and the report of a small archive."""
    place = tmp_path_factory.mktemp("reports")
    for name in ("small", "large", "hostile", "witnessed", "printed"):
        (place / f"{name}.html").write_text(as_html(getattr(made, name)()), "utf-8")
    clusters = (
        Cluster(
            f"k{n}",
            "reuse",
            float(n),
            (
                Member(f"doc {n} <b>", 0, 16, "1966", "", "", "", "we ask for plans"),
                Member(f"doc {n + 1} <b>", 5, 21, "", "", "", "", "we asked for one"),
            ),
        )
        for n in range(150)
    )
    write_report(place / "archive", clusters, About("archive.jsonl", 200))
    return place


@pytest.fixture
def open_page(browser, folder):
    """Open a page; at the end nothing was said on its console and nothing asked from outside."""
    said, asked, contexts = [], [], []

    def _open(name, width=1400, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: said.append(m.text))
        page.on("pageerror", lambda e: said.append(str(e)))
        page.on("dialog", lambda d: said.append(d.message))
        page.on("request", lambda r: asked.append(r.url))
        page.goto((folder / name).as_uri())
        return page

    yield _open
    for context in contexts:
        context.close()
    assert said == []
    assert [u for u in asked if not u.startswith("file:")] == []


@pytest.mark.parametrize("width", [320, 1400])
@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize(
    "name",
    [
        "small.html",
        "large.html",
        "hostile.html",
        "witnessed.html",
        "printed.html",
        "archive/index.html",
        "archive/clusters-001.html",
        "archive/documents-001.html",
    ],
)
def test_nothing_overflows(open_page, name, width, scripts):
    """With and without scripts no page is wider than its screen, and none says an error."""
    page = open_page(name, width, java_script_enabled=scripts)
    if scripts:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    else:
        box = page.locator("h1").bounding_box()
        assert box["x"] + box["width"] <= width


def test_matrix_fits_and_scrolls(open_page):
    """32 letters by 40 passages fit 1,400 px; at 320 px they scroll in a box of their own."""
    page = open_page("large.html", 1400)
    inner = "document.querySelector('.scroll').scrollWidth - document.querySelector('.scroll').clientWidth"
    assert page.evaluate(inner) == 0
    assert open_page("large.html", 320).evaluate(inner) > 300


def test_sharpest_and_mildest_stand_side_by_side(open_page):
    """At first the most pointed letter stands beside the mildest, passages in common rows."""
    page = open_page("small.html")
    shown = page.locator(".letter:visible .words:visible")
    assert shown.count() > 0
    assert page.locator("#l1-p2").bounding_box()["y"] == page.locator("#l4-p2").bounding_box()["y"]
    assert page.locator("#l1-p4").bounding_box()["y"] == page.locator("#l4-p4").bounding_box()["y"]
    assert not page.locator("#l2-p1").is_visible()


def test_letters_are_chosen_by_boxes(open_page):
    """A ticked letter gets a column; a fifth is refused, aloud, and so is showing none."""
    page = open_page("large.html")
    for n in (3, 4):
        page.check(f"input[value=l{n}]")
    assert page.locator("#l3-p2").is_visible()
    assert "letter-02" in page.inner_text("#said")
    page.click("input[value=l6]")
    assert "At most four" in page.inner_text("#said")
    assert not page.is_checked("input[value=l6]")
    for n in (1, 3, 4, 32):
        page.click(f"input[value=l{n}]")
    assert page.locator("input[name=letter]:checked").count() == 1
    assert "at least" in page.inner_text("#said")


def test_keys_go_from_difference_to_difference(open_page):
    """The key n and the arrow go on, p goes back; each difference is focused, in sight, and said aloud."""
    page = open_page("small.html")
    page.focus("#columns")
    page.keyboard.press("n")
    focused = "document.activeElement.textContent"
    assert page.evaluate(focused) == "Chancellor Merkelleader"
    assert page.inner_text("#said") == "1 of 5: Germany, p1, slot: Chancellor Merkel"
    page.keyboard.press("ArrowDown")
    assert "Prime Minister Rasmussen" in page.evaluate(focused)
    page.keyboard.press("p")
    assert "Merkel" in page.evaluate(focused)
    page.keyboard.press("p")
    assert "first difference" in page.inner_text("#said")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_keys_are_dead_outside_the_columns(open_page):
    """Outside the columns the letter n and the arrows do what they always do."""
    page = open_page("small.html")
    page.focus("header nav a")
    page.keyboard.press("n")
    assert page.inner_text("#said") == ""
    assert page.evaluate("document.activeElement.tagName") == "A"


def test_tab_reaches_every_difference(open_page):
    """Tab alone reaches each difference that is shown, and none that is not."""
    page = open_page("small.html")
    page.focus("#columns")
    met = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        met.add(page.evaluate("document.activeElement.matches('.d') && document.activeElement.textContent"))
    met.discard(False)
    assert len(met) == 4
    assert all(m.startswith(("Chancellor", "Prime Minister Ras", "2024", "You must")) for m in met)


def test_filter_dims_and_keys_pass_over(open_page):
    """An unticked kind is dimmed, readable still, and passed over by the keys."""
    page = open_page("small.html")
    colour = "getComputedStyle(document.querySelector('#l1 .slot')).color"
    before = page.evaluate(colour)
    page.uncheck("#f-slot")
    assert page.evaluate(colour) == "rgb(116, 116, 116)" != before
    assert page.inner_text("#said") == "Slots dimmed; the keys pass over it."
    page.focus("#columns")
    page.keyboard.press("n")
    assert "You must show a plan" in page.evaluate("document.activeElement.textContent")
    page.check("#f-slot")
    assert page.evaluate(colour) == before


def test_filter_works_without_scripts(open_page):
    """The filter is the style sheet's, so it dims without scripts too."""
    page = open_page("small.html", java_script_enabled=False)
    page.uncheck("#f-tailored")
    assert page.locator("#l2 .words").first.is_visible()
    assert not page.locator("input[name=letter]").first.is_visible()


def test_a_cell_leads_to_its_words(open_page):
    """A cell of the matrix brings a letter that is not shown into the columns, at its words."""
    page = open_page("small.html")
    page.click("a[aria-label='NOR, p4: reworded']")
    page.wait_for_function("document.activeElement.id === 'l2-p4'")
    assert page.locator("#l2-p4").is_visible()
    assert "Now shown: Germany, Norway" in page.inner_text("#said")


def test_evidence_leads_to_its_words(open_page):
    """A quoted mark leads to its words in the letter, which are lit."""
    page = open_page("small.html")
    page.click("details summary:has-text('Germany')")
    page.click(".evidence a >> nth=0")
    page.wait_for_function("document.querySelectorAll('.m.hit').length > 0")
    assert page.locator(".m.hit").inner_text().startswith("You must show a plan")


def test_ranking_leads_to_words_without_opening(open_page):
    """The sharpest words in a row of the ranking lead to their place and do not open the row."""
    page = open_page("small.html")
    page.click(".ranking .at >> nth=1")
    page.wait_for_function("document.querySelectorAll('.m.hit').length > 0")
    assert page.locator("#l2 .m.hit").inner_text().startswith("Our voters ask")
    assert page.locator(".ranking details[open]").count() == 0


def test_letters_without_words_are_never_columns(open_page):
    """A letter without words leads to its outlets; an address of its column shows the others still."""
    page = open_page("printed.html")
    page.click(".ranking a:has-text('Luxembourg')")
    page.wait_for_function("document.activeElement !== null && location.hash === '#l7-o'")
    page.evaluate("location.hash = '#l7'")
    page.wait_for_timeout(50)
    assert page.locator(".letter:visible h3").all_inner_texts() == [
        "Canada CAN, rank 2",
        "Germany DEU, rank 1",
    ]


def test_narrow_columns_stand_below_one_another(open_page):
    """At 320 px a passage's wordings stand one below another, each with its letter's name."""
    page = open_page("small.html", 320)
    first, second = (page.locator(f"#{at}-p2").bounding_box() for at in ("l1", "l4"))
    third = page.locator("#l1-p3").bounding_box()
    assert first["y"] < second["y"] < third["y"]
    assert first["x"] == second["x"]
    assert page.locator("#l4 .who:visible").first.inner_text() == "Denmark"


def test_print_has_every_letter(open_page, tmp_path):
    """Printed, the page holds all letters and all evidence, whatever stood in the columns."""
    from pypdf import PdfReader

    page = open_page("small.html")
    page.pdf(path=tmp_path / "print.pdf", format="A4")
    text = " ".join(" ".join(p.extract_text() for p in PdfReader(tmp_path / "print.pdf").pages).split())
    assert "Prime Minister Solberg" in text
    assert "says what follows otherwise" in text


def test_a_document_is_looked_up(open_page):
    """The archive's report leads from a document's id to its line; an unknown one is named."""
    page = open_page("archive/index.html")
    page.fill("#name", "zzz")
    page.click("#lookup button")
    assert page.inner_text("#said") == "zzz takes part in no cluster."
    page.fill("#name", "doc 17 <b>")
    page.click("#lookup button")
    page.wait_for_url("**/documents-001.html#*")
    assert page.locator("tr:target th").inner_text().startswith("doc 17 <b>")
    page.click("tr:target a >> nth=0")
    page.wait_for_url("**/clusters-00*.html#*")
    assert "doc 17 <b>" in page.locator("section:target").inner_text()
