"use strict";
(() => {
  const form = document.getElementById("lookup");
  if (!form) { return; }
  document.documentElement.classList.add("js");
  const pages = [...document.querySelectorAll("a[data-first]")];
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const name = form.elements.name.value.trim();
    const page = pages.find((p) => p.dataset.first <= name && name <= p.dataset.last);
    if (!name || !page) {
      document.getElementById("said").textContent = name ? `${name} takes part in no cluster.` : "";
      return;
    }
    location.href = page.getAttribute("href") + "#d-" + encodeURIComponent(name.split(/\s+/).join("_"));
  });
})();
