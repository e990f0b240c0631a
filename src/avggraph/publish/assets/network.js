"use strict";
// The map of the network: narrow it, choose an organisation with the mouse or the keys, and read with whom it shares.
(() => {
  const map = document.getElementById("map");
  if (!map) return;
  const form = document.getElementById("narrow");
  const shown = document.getElementById("shown");
  const details = document.getElementById("details");
  const telling = details.querySelector("[aria-live]");
  const places = [...map.querySelectorAll(".places a")];
  const lines = [...map.querySelectorAll(".relations line")];
  const byIri = new Map(places.map(place => [place.dataset.iri, place]));
  const tableRows = [...document.querySelectorAll("#organisations tbody tr")];
  const kindNames = new Map([...form.querySelectorAll("[name=kind]")].map(box => [box.value, box.parentElement.textContent.trim()]));
  const invitation = telling.textContent.trim();
  const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  form.hidden = details.hidden = document.getElementById("keys").hidden = false;
  details.parentElement.classList.add("choosing");
  form.addEventListener("submit", event => event.preventDefault());

  // One stop for the Tab key; the arrows go on from there.
  let current = places[0];
  let chosen = null;
  for (const place of places) place.setAttribute("tabindex", place === current ? "0" : "-1");

  function visible() {
    return places.filter(place => !place.classList.contains("off"));
  }

  function middle(place) {
    const box = (place.querySelector("circle") || place.querySelector("path")).getBBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  }

  function move(to) {
    current.setAttribute("tabindex", "-1");
    current = to;
    current.setAttribute("tabindex", "0");
    current.focus();
  }

  // The nearest place in a direction: what lies aside counts double.
  function nearest(dx, dy) {
    const [x, y] = middle(current);
    let best = null, least = Infinity;
    for (const place of visible()) {
      const [px, py] = middle(place);
      const along = (px - x) * dx + (py - y) * dy;
      const aside = Math.abs((px - x) * dy) + Math.abs((py - y) * dx);
      if (place !== current && along > 0 && along + 2 * aside < least) [best, least] = [place, along + 2 * aside];
    }
    return best;
  }

  function tell(place) {
    const iri = place.dataset.iri;
    const own = lines.filter(line => !line.classList.contains("off") && (line.dataset.from === iri || line.dataset.to === iri));
    for (const line of lines) line.classList.toggle("near", own.includes(line));
    const around = new Set(own.flatMap(line => [line.dataset.from, line.dataset.to]));
    for (const other of places) other.classList.toggle("near", around.has(other.dataset.iri));
    map.classList.add("choosing-one");
    const heading = document.createElement("p");
    const name = document.createElement("b");
    name.textContent = place.dataset.name;
    name.lang = "nl";
    heading.append(name);
    const list = document.createElement("ul");
    for (const line of own) {
      const gives = line.dataset.from === iri;
      const other = byIri.get(gives ? line.dataset.to : line.dataset.from);
      const kinds = line.dataset.kinds.split(" ").map(kind => kindNames.get(kind) || kind).join(", ");
      const item = document.createElement("li");
      const named = document.createElement("span");
      named.lang = "nl";
      named.textContent = other.dataset.name;
      item.append(`${gives ? details.dataset.gives : details.dataset.receives} `, named, ` (${kinds}; ${details.dataset.in} ${line.dataset.records})`);
      list.append(item);
    }
    telling.replaceChildren(heading, list);
  }

  function letGo() {
    chosen = null;
    map.classList.remove("choosing-one");
    for (const each of [...lines, ...places]) each.classList.remove("near");
    const text = document.createElement("p");
    text.textContent = invitation;
    telling.replaceChildren(text);
  }

  function narrow() {
    const wanted = fold(form.elements.find.value.trim());
    const ministry = form.elements.ministry.value;
    const kinds = new Set([...form.querySelectorAll("[name=kind]:checked")].map(box => box.value));
    for (const line of lines) {
      const [from, to] = [byIri.get(line.dataset.from), byIri.get(line.dataset.to)];
      const fits = place => (!ministry || place.dataset.ministry === ministry) && (!wanted || fold(place.dataset.name).includes(wanted));
      line.classList.toggle("off", !(line.dataset.kinds.split(" ").some(kind => kinds.has(kind)) && (fits(from) || fits(to))));
    }
    const kept = new Set(lines.filter(line => !line.classList.contains("off")).flatMap(line => [line.dataset.from, line.dataset.to]));
    for (const place of places) place.classList.toggle("off", !kept.has(place.dataset.iri));
    for (const row of tableRows) row.hidden = !kept.has(row.dataset.iri);
    const left = lines.length - map.querySelectorAll("line.off").length;
    shown.textContent = shown.dataset.text.replace("{places}", kept.size).replace("{relations}", left);
    if (current.classList.contains("off") && kept.size) {
      current.setAttribute("tabindex", "-1");
      current = visible()[0];
      current.setAttribute("tabindex", "0");
    }
    letGo();
    const hits = visible().filter(place => wanted && fold(place.dataset.name).includes(wanted));
    if (hits.length === 1) tell(hits[0]);
  }

  const arrows = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  map.addEventListener("keydown", event => {
    if (event.key === "Escape") return letGo();
    if (event.ctrlKey || event.altKey || event.metaKey || !(event.key in arrows)) return undefined;
    event.preventDefault();
    const next = nearest(...arrows[event.key]);
    if (next) move(next);
    return undefined;
  });
  for (const place of places) {
    place.addEventListener("focus", () => { current.setAttribute("tabindex", "-1"); current = place; place.setAttribute("tabindex", "0"); tell(place); });
    place.addEventListener("mouseenter", () => { if (!chosen) tell(place); });
    // A first click or tap chooses; the next one, and Enter (a click without a pointer), follows the link.
    place.addEventListener("click", event => {
      if (!event.detail || chosen === place) return;
      event.preventDefault();
      chosen = place;
      tell(place);
    });
  }
  form.addEventListener("input", narrow);
  narrow();
})();
