// Copies the words of a statement with where they stand. Without it the same link is the statement's permanent address.
"use strict";

(() => {
  const told = document.querySelector("output.cited");
  if (!told) return;
  const permanent = document.querySelector('link[rel="canonical"]').href;
  const folded = (text) => text.replace(/\s+/g, " ").trim();

  // The name of a statement: its term, that of the statement around it, or the head of its column.
  const nameOf = (holder) => {
    const row = holder.matches("td, th") && holder.closest("table").tHead.rows[0];
    const named = row ? row.cells[holder.cellIndex] : holder.closest(".statement")?.querySelector("dt");
    const part = holder.closest("section.part")?.querySelector("h3");
    return [part, named].map((each) => folded(each?.firstChild.data ?? "")).filter(Boolean).join(", ");
  };

  // The words that are the statement's own: not those of a statement within it, nor of how it was recognised.
  const wordsOf = (holder) => [...holder.querySelectorAll("q")]
    .filter((each) => each.closest("[id]") === holder && !each.closest(".why"))
    .map((each) => `“${folded(each.textContent)}”`);

  const citation = (link, holder) => {
    const { record, document: file, line } = told.dataset;
    const place = link.dataset.line ? `, ${line} ${link.dataset.line}` : "";
    return [wordsOf(holder).join(" "), `${record}: ${nameOf(holder)}`, `${file}${place}`, permanent + link.hash]
      .filter(Boolean).join("\n");
  };

  const copy = async (event) => {
    event.preventDefault();
    const link = event.currentTarget;
    const text = citation(link, document.getElementById(decodeURIComponent(link.hash.slice(1))));
    try {
      await navigator.clipboard.writeText(text);
      told.textContent = told.dataset.copied;
    } catch {
      // No access to the clipboard: the words are shown, selected, to be copied by hand.
      told.textContent = text;
      getSelection().selectAllChildren(told);
    }
  };

  for (const link of document.querySelectorAll("a.cite")) {
    const name = nameOf(document.getElementById(decodeURIComponent(link.hash.slice(1))));
    link.setAttribute("role", "button");
    link.setAttribute("aria-label", `${link.textContent}: ${name}`);
    link.addEventListener("click", copy);
    link.addEventListener("keydown", (event) => { if (event.key === " ") copy(event); });
    link.addEventListener("blur", () => { told.textContent = ""; });
  }
})();
