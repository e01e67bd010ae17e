// Finds in the list of the page, without a server. Without it the whole list is there to read.
"use strict";

(function () {
  const form = document.getElementById("find");
  const data = document.getElementById("index");
  if (!form || !data) { return; }

  const index = JSON.parse(data.textContent);
  const typed = form.querySelector("input[type='search']");
  const status = form.querySelector("[role='status']");
  const rows = new Map();
  for (const row of document.querySelectorAll("li[data-item]")) { rows.set(row.dataset.item, row); }

  // "Łódź" is found by "lodz": letters without their marks
  function folded(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
      .replace(/ł/g, "l").replace(/ø/g, "o").replace(/đ/g, "d").replace(/ß/g, "ss");
  }

  const items = index.items.map((one) => ({ id: one.id, sort: one.sort, words: folded(one.words) }));

  function show() {
    const words = folded(typed.value).split(/\s+/).filter(Boolean);
    const sort = form.querySelector("input[type='radio']:checked").value;
    let found = 0;
    for (const one of items) {
      const fits = (!sort || one.sort === sort) && words.every((word) => one.words.includes(word));
      rows.get(one.id).hidden = !fits;
      found += fits ? 1 : 0;
    }
    // a heading over nothing would only be in the way
    for (const group of document.querySelectorAll("[data-group]")) {
      group.hidden = !group.querySelector("li[data-item]:not([hidden])");
    }
    const all = !words.length && !sort;
    const said = found === 0 ? index.none : found === 1 ? index.one : index.many;
    status.textContent = all ? "" : said.replace("{count}", String(found));
    for (const empty of document.querySelectorAll("[data-empty]")) { empty.hidden = !all; }
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); });
  form.addEventListener("input", show);
  form.hidden = false;
  show();
})();
