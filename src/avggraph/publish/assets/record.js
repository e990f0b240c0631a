// Shows which words and which statement belong together: of the place in the address, all its pieces and the statement
// that was come from. A range that is no place of its own ("#char=10,20") is shown too. The page works without it.
"use strict";

(() => {
  const PLACE = /^#char(?:=|%3D)(\d+)(?:,|%2C)(\d+)$/i;

  const clear = () => {
    for (const each of document.querySelectorAll(".current")) each.classList.remove("current");
    if (globalThis.CSS?.highlights) CSS.highlights.delete("place");
  };

  // The text of the page's stretch of document from `start` to `end`, which count code points.
  const rangeOf = (stretch, start, end) => {
    const range = document.createRange();
    const walker = document.createTreeWalker(stretch, NodeFilter.SHOW_TEXT);
    let passed = 0;
    let begun = false;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      let offset = 0;
      for (const sign of node.data) {
        if (passed === start) { range.setStart(node, offset); begun = true; }
        offset += sign.length;
        passed += 1;
        if (begun && passed === end) { range.setEnd(node, offset); return range; }
      }
    }
    return null;
  };

  // The text beside scrolls by itself: what was clicked in stays where it is.
  const keep = (top) => {
    const source = document.querySelector(".beside .source");
    if (source && getComputedStyle(source).position === "sticky") scrollTo({ top, behavior: "instant" });
  };

  const show = (from, top) => {
    clear();
    const found = PLACE.exec(location.hash);
    if (!found) return;
    const id = `char=${found[1]},${found[2]}`;
    const pieces = document.querySelectorAll(`.text mark[data-of="${id}"]`);
    for (const piece of pieces) piece.classList.add("current");
    from?.closest(".statement")?.classList.add("current");
    if (from) keep(top);
    const stretches = document.querySelectorAll(".text .stretch");
    if (document.getElementById(id) || stretches.length !== 1) return;
    const range = rangeOf(stretches[0], Number(found[1]), Number(found[2]));
    if (!range) return;
    if (globalThis.CSS?.highlights) CSS.highlights.set("place", new Highlight(range));
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
  };

  let clicked = null;
  let top = 0;
  document.addEventListener("click", (event) => {
    clicked = event.target.closest('.statements a[href^="#char="]');
    top = scrollY;
  });
  addEventListener("hashchange", () => { show(clicked, top); clicked = null; });
  show(null, 0);
})();
