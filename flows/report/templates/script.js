(() => {
    const all = (selector, place = document) => [...place.querySelectorAll(selector)];
  const PAGE = 200;

  // The reader's own time, where the page states more than a day.
  const own = (at) => new Date(at).toLocaleString(undefined, {
    weekday: "short", year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short",
  });
  const tell = (event) => {
    const time = event.target.closest && event.target.closest("time");
    if (time && !time.title) time.title = own(time.dateTime || `${time.textContent.replace(" ", "T")}Z`);
  };
  for (const kind of ["mouseover", "focusin", "touchstart"]) document.addEventListener(kind, tell, { passive: true });

  // Sorting: a button in each heading; a second press turns the order round; what is empty stays last.
  const key = (row, column) => row.cells[column].dataset.k ?? row.cells[column].textContent.trim();
  const order = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const sort = (button) => {
    const heading = button.closest("th");
    const up = heading.getAttribute("aria-sort") !== "ascending";
    const body = heading.closest("table").tBodies[0];
    for (const other of all("th[aria-sort]", heading.parentNode)) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", up ? "ascending" : "descending");
    const rows = [...body.rows].map((row) => [key(row, heading.cellIndex), row]);
    rows.sort(([one], [other]) => (one === "") - (other === "") || (up ? 1 : -1) * order.compare(one, other));
    body.append(...rows.map(([, row]) => row));
    if (body.parentNode.id === "list") show(0);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("th button");
    if (button) sort(button);
  });

  // The list of articles: filtered, and a page at a time where it is long.
  const list = document.getElementById("list");
  const form = document.getElementById("filter");
  const pager = document.getElementById("pager");
  let begun = 0;
  const words = new Map();
  const text = (row) => {
    if (!words.has(row)) words.set(row, row.textContent.toLowerCase());
    return words.get(row);
  };
  const show = (from) => {
    const kept = [...list.tBodies[0].rows].filter((row) => !row.classList.contains("out"));
    begun = from < kept.length ? Math.max(0, from) : 0;
    kept.forEach((row, place) => row.classList.toggle("off", place < begun || place >= begun + PAGE));
    const end = Math.min(begun + PAGE, kept.length);
    const shown = kept.length > PAGE ? `${begun + 1} to ${end} of ` : "";
    document.getElementById("count").textContent = `${shown}${kept.length} of ${list.tBodies[0].rows.length} articles`;
    pager.hidden = kept.length <= PAGE;
    pager.children[0].disabled = begun === 0;
    pager.children[1].disabled = end === kept.length;
  };
  const filter = () => {
    const sought = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const { language, what } = form.elements;
    for (const row of list.tBodies[0].rows) {
      const fits = (!language.value || row.cells[2].textContent === language.value)
        && (!what.value || row.cells[4].textContent.replace(what.value === "new " ? "" : "new ", "").startsWith(what.value))
        && sought.every((word) => text(row).includes(word));
      row.classList.toggle("out", !fits);
    }
    show(0);
  };
  if (list) {
    form.hidden = false;
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(filter));
    pager.children[0].addEventListener("click", () => show(begun - PAGE));
    pager.children[1].addEventListener("click", () => show(begun + PAGE));
    show(0);
  }

  // Folding: all tellings at once; and whatever a link leads to is unfolded first.
  for (const button of all("button[data-fold]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      for (const one of all(`details.${button.dataset.fold}`)) one.open = button.value === "open";
    });
  }
  const reveal = () => {
    const found = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!found) return;
    if (list && list.contains(found)) {
      if (found.classList.contains("out")) { for (const one of ["words", "language", "what"]) form.elements[one].value = ""; filter(); }
      const kept = [...list.tBodies[0].rows].filter((row) => !row.classList.contains("out"));
      show(Math.floor(kept.indexOf(found) / PAGE) * PAGE);
    }
    for (let place = found; place; place = place.parentElement) if (place.tagName === "DETAILS") place.open = true;
    found.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", reveal);
  reveal();

  // Paper has nothing to press: tables and tellings are unfolded for it.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details:not([open]):not(.sql)");
    for (const one of folded) one.open = true;
  });
  addEventListener("afterprint", () => { for (const one of folded) one.open = false; });
})();
