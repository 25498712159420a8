"use strict";
(() => {
  const root = document.documentElement, columns = document.getElementById("columns");
  const live = document.getElementById("said"), most = 4;
  const boxes = [...document.querySelectorAll("input[name=letter]")];
  const letters = [...document.querySelectorAll(".letter")];
  const say = (text) => { live.textContent = ""; live.textContent = text; };
  const chosen = () => boxes.filter((b) => b.checked);
  const letterOf = (node) => node.closest(".letter");

  function show() {
    const wanted = chosen().map((b) => b.value);
    letters.forEach((s) => { s.hidden = !wanted.includes(s.dataset.at); });
    wanted.forEach((at, k) => {
      document.getElementById(at).style.setProperty("--col", k + 1);
    });
    columns.style.setProperty("--n", Math.max(1, wanted.length));
  }

  function choose(event) {
    const n = chosen().length;
    if (n > most) {
      event.target.checked = false;
      say("At most four letters stand side by side; untick one first.");
    } else if (n < 1) {
      event.target.checked = true;
      say("One letter at least must be shown.");
    } else {
      say("Shown: " + chosen().map((b) => b.dataset.name).join(", ") + ".");
    }
    show();
  }

  // a link into a letter that is not shown puts it in the place of the last one
  function reveal() {
    document.querySelectorAll(".hit").forEach((m) => m.classList.remove("hit"));
    const place = decodeURIComponent(location.hash.slice(1));
    const target = place && document.getElementById(place);
    const letter = target && letterOf(target);
    if (!letter) { return; }
    const box = boxes.find((b) => b.value === letter.dataset.at);
    if (letter.hidden && box) {
      const shown = chosen();
      if (shown.length >= 2) { shown[shown.length - 1].checked = false; }
      box.checked = true;
      show();
      say("Now shown: " + chosen().map((b) => b.dataset.name).join(", ") + ".");
    }
    letter.querySelectorAll('.m[data-e~="' + CSS.escape(place) + '"]')
      .forEach((m) => m.classList.add("hit"));
    target.scrollIntoView({ block: "center" });
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }

  const place = (node) => {
    const cell = node.closest(".cell");
    return [+cell.style.getPropertyValue("--row"),
            +letterOf(node).style.getPropertyValue("--col")];
  };

  function differences() {
    const kinds = ["slot", "variant", "tailored"]
      .filter((k) => document.getElementById("f-" + k).checked);
    const found = letters.filter((s) => !s.hidden)
      .flatMap((s) => [...s.querySelectorAll(".d")])
      .filter((d) => kinds.includes(d.dataset.k)).map((d) => [place(d), d]);
    // Array.sort is stable: within a cell the words keep their order
    found.sort(([a], [b]) => a[0] - b[0] || a[1] - b[1]);
    return found.map(([, d]) => d);
  }

  function step(by) {
    const all = differences();
    if (!all.length) { say("No difference of the kinds chosen."); return; }
    const at = all.indexOf(document.activeElement);
    const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by;
    if (next < 0 || next >= all.length) {
      say(next < 0 ? "This is the first difference." : "This is the last difference.");
      return;
    }
    all[next].focus();
    all[next].scrollIntoView({ block: "nearest" });
    announce(all[next], next, all.length);
  }

  function announce(node, n, of) {
    const words = [...node.childNodes].filter((c) => !(c.classList && c.classList.contains("lab")))
      .map((c) => c.textContent).join("").trim().replace(/\s+/g, " ");
    const names = { slot: "slot", variant: "reworded", tailored: "its own words" };
    const passage = node.dataset.p ? ", " + node.dataset.p : "";
    say(`${n + 1} of ${of}: ${letterOf(node).dataset.name}${passage}, ${names[node.dataset.k]}: ${words.slice(0, 200)}`);
  }

  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    const by = { n: 1, ArrowDown: 1, ArrowRight: 1, p: -1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!by) { return; }
    event.preventDefault();
    step(by);
  }

  if (!columns || !letters.length) { return; }
  root.classList.add("js");
  // only with a script is there anything to do on a difference, so only then can it be reached
  document.querySelectorAll(".d").forEach((d) => { d.tabIndex = 0; });
  columns.tabIndex = 0;
  boxes.forEach((b) => b.addEventListener("change", choose));
  document.querySelectorAll("input[name=kind]").forEach((b) => b.addEventListener("change", () =>
    say(b.dataset.name + (b.checked ? " shown." : " dimmed; the keys pass over it."))));
  columns.addEventListener("keydown", key);
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", () =>
    document.querySelectorAll("details").forEach((d) => { d.open = true; }));
  show();
  reveal();
})();
