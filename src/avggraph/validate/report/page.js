
"use strict";
(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const shown = document.getElementById("shown");
  const { ministry, check, text } = form.elements;
  const severities = [...form.querySelectorAll("[name=severity]")];
  const articles = [...document.querySelectorAll("article")].map((element) => ({
    element,
    ministries: element.dataset.ministry.split("\n"),
    heading: null,
    remarks: [...element.querySelectorAll("li")].map((item) => ({
      item, letter: item.className, check: item.dataset.c, count: Number(item.dataset.n || 1), words: null,
    })),
  }));
  const total = articles.reduce((sum, { remarks }) => sum + remarks.reduce((n, { count }) => n + count, 0), 0);
  const chosen = (select) => select.selectedOptions[0].dataset.key;

  const apply = () => {
    const letters = new Set(severities.filter((box) => box.checked).map((box) => box.dataset.letter));
    const [ofMinistry, ofCheck] = [chosen(ministry), chosen(check)];
    const sought = text.value.trim().toLowerCase();
    let [findings, records] = [0, 0];
    for (const article of articles) {
      let visible = 0;
      const possible = ofMinistry === undefined || article.ministries.includes(ofMinistry);
      const heading = !sought || (article.heading ??= headingOf(article.element)).includes(sought);
      for (const remark of article.remarks) {
        const fits = possible && letters.has(remark.letter) && (ofCheck === undefined || remark.check === ofCheck)
          && (heading || (remark.words ??= remark.item.textContent.toLowerCase()).includes(sought));
        remark.item.hidden = !fits;
        if (fits) visible += remark.count;
      }
      article.element.hidden = !visible;
      findings += visible;
      if (visible && article.element.id) records += 1;
    }
    const counts = { shown: findings, findings: total, records };
    shown.textContent = findings
      ? shown.dataset.shown.replace(/\{(\w+)\}/g, (_, name) => counts[name])
      : shown.dataset.none;
  };
  const headingOf = (element) =>
    [...element.querySelectorAll("h3, .m")].map((part) => part.textContent).join("\n").toLowerCase();

  // The state stands in the address, so that a view can be kept and sent; an anchor has no "=".
  const write = () => {
    const state = new URLSearchParams();
    if (!severities.every((box) => box.checked)) {
      state.set("severity", severities.filter((box) => box.checked).map((box) => box.value).join(","));
    }
    for (const field of [ministry, check, text]) if (field.value) state.set(field.name, field.value);
    history.replaceState(null, "", `#${state}`);
  };
  const read = () => {
    const hash = location.hash.slice(1);
    if (hash && !hash.includes("=")) return;
    const state = new URLSearchParams(hash);
    const wanted = state.get("severity")?.split(",");
    for (const box of severities) box.checked = !wanted || wanted.includes(box.value);
    for (const select of [ministry, check]) {
      const value = state.get(select.name) ?? "";
      select.value = [...select.options].some((option) => option.value === value) ? value : "";
    }
    text.value = state.get("text") ?? "";
    apply();
  };

  let waiting;
  form.addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { apply(); write(); }, event.target === text ? 150 : 0);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { apply(); write(); }));
  window.addEventListener("hashchange", read);

  // The rows of the overview choose what they count.
  for (const select of [ministry, check]) {
    for (const cell of document.querySelectorAll(`th[data-${select.name}]`)) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(cell.firstChild);
      button.addEventListener("click", () => {
        form.reset();
        select.selectedIndex = [...select.options].findIndex((o) => o.dataset.key === cell.dataset[select.name]);
        setTimeout(() => document.getElementById("findings").focus());
      });
      cell.prepend(button);
    }
  }

  // On paper nothing can be opened.
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const each of closed) each.open = true;
  });
  window.addEventListener("afterprint", () => { for (const each of closed) each.open = false; });

  form.hidden = false;
  apply();
  read();
})();
