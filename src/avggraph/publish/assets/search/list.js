// The list of records: search, facets, order, pages and the choice to compare. All of it stands in the address.
"use strict";
(function (search) {
  const { make, settings, language, dutch, parameters, most } = search.page;
  const { findIn, fold } = search.terms;
  const form = document.getElementById("seek");
  if (!form) return;

  const { say, href, folder } = settings(form);
  const [field, order, results, count, side, chips, live] = ["q", "sort", "results", "count", "side", "chosen", "live"].map((id) =>
    document.getElementById(id),
  );
  const ON_SHEET = 25;
  const FEW = 8;
  const MANY = 100;
  const NARROW = matchMedia("(max-width: 56rem)");
  // Characters of context before the words found, and in all.
  const [BEFORE, CONTEXT] = [60, 220];

  let index;
  let facets;
  let state;
  let shown = [];
  let turn = 0;
  let typing = false;
  const boxes = new Map();

  // ---------------------------------------------------------------- the state, and the address that holds it

  function read(address) {
    const given = new URLSearchParams(address);
    return {
      question: given.get(parameters.question) || "",
      chosen: facets.known(new Map(facets.list.map(({ name }) => [name, given.getAll(name)]))),
      order: [...order.options].some((option) => option.value === given.get(parameters.order)) ? given.get(parameters.order) : "",
      sheet: Math.max(1, Number.parseInt(given.get(parameters.sheet), 10) || 1),
      beside: [...new Set(given.getAll(parameters.beside))].slice(0, most),
    };
  }

  function written() {
    const given = new URLSearchParams();
    if (state.question) given.set(parameters.question, state.question);
    for (const [name, keys] of state.chosen) for (const key of keys) given.append(name, key);
    if (state.order) given.set(parameters.order, state.order);
    if (state.sheet > 1) given.set(parameters.sheet, state.sheet);
    for (const name of state.beside) given.append(parameters.beside, name);
    const query = given.toString();
    return `${location.pathname}${query ? `?${query}` : ""}`;
  }

  function remember(asTyped) {
    try {
      history[asTyped && typing ? "replaceState" : "pushState"](null, "", written());
    } catch {
      // A browser may keep no history of pages from disk; the list works without.
    }
    typing = asTyped;
  }

  function change(changes, { asTyped = false, focus = null } = {}) {
    state = { ...state, sheet: 1, ...changes };
    remember(asTyped);
    return update(focus);
  }

  // ---------------------------------------------------------------- what the choice leaves

  async function update(focus = null) {
    turn += 1;
    const mine = turn;
    const slow = setTimeout(() => (count.textContent = say("busy")), 400);
    try {
      const sought = index.sought(state.question);
      const scores = await index.find(sought);
      const passes = facets.passed(state.chosen);
      const places = [...passes.keys()].filter((place) => passes[place] && (!scores || scores.has(place)));
      const sheets = Math.max(1, Math.ceil(places.length / ON_SHEET));
      const sheet = Math.min(state.sheet, sheets);
      const sorted = inOrder(places, scores);
      const rows = await index.rows(sorted.slice((sheet - 1) * ON_SHEET, sheet * ON_SHEET));
      if (mine !== turn) return;
      shown = sorted;
      live.replaceChildren(entries(rows, sought), pager(sheet, sheets));
      document.getElementById("plain").hidden = true;
      live.hidden = false;
      tell(places.length, sought);
      showChips();
      showSide();
      for (const [name, box] of boxes) box.show(facets.counts(facets.byName.get(name), state.chosen, scores));
      order.value = orderOf(scores);
      order.querySelector("[value=relevantie]").disabled = !sought.length;
      if (focus) focus();
      for (const row of sought.length ? rows : []) showContext(row, sought, mine);
    } catch {
      if (mine === turn) count.textContent = say("failed");
    } finally {
      clearTimeout(slow);
    }
  }

  // The order chosen; where nothing is sought none is by relevance.
  function orderOf(scores) {
    return (scores || state.order !== "relevantie") && state.order ? state.order : scores ? "relevantie" : "nummer";
  }

  function inOrder(places, scores) {
    const by = orderOf(scores);
    if (by === "titel") {
      const left = new Set(places);
      return index.register.byTitle.filter((place) => left.has(place));
    }
    if (by === "bevindingen") return places.sort((one, other) => index.register.findings[other] - index.register.findings[one] || one - other);
    if (by === "relevantie") return places.sort((one, other) => scores.get(other) - scores.get(one) || one - other);
    return places;
  }

  function tell(found, sought) {
    const narrowed = sought.length || state.chosen.size;
    const told = found ? say(narrowed ? "found" : "all", { found, count: index.count }) : say("none", { count: index.count });
    count.textContent = state.question.trim() && !sought.length ? `${told}. ${say("only_common")}` : told;
    document.getElementById("csv").disabled = !found;
  }

  // ---------------------------------------------------------------- the list

  function entries(rows, sought) {
    const places = rows.map((row) => row.place);
    const controllers = facets.inRole("verantwoordelijke", places);
    const marks = facets.of("bijzonder", places);
    const absent = (facets.byName.get("bijzonder") || {}).absent;
    return make("ul", { class: "records", role: "list" }, ...rows.map((row) => {
      const findings = index.register.findings[row.place];
      const marked = marks.get(row.place).filter((value) => value.key !== absent).map((value) => make("li", { class: "mark" }, value.name));
      if (findings) marked.push(make("li", { class: "quiet" }, findings === 1 ? say("finding") : say("findings", { count: findings })));
      return make("li", { "data-record": row.name },
        make("h3", {}, make("a", { href: href(row.path), lang: row.title ? dutch : undefined }, ...(row.title ? emphasised(row.title, findIn(row.title, sought)) : [say("untitled")]))),
        make("p", { class: "facts" }, make("span", { class: "reference" }, row.number || say("no_number")),
          ...controllers.get(row.place).flatMap((value) => [" ", make("span", { class: "party", lang: value.lang }, value.name)])),
        marked.length ? make("ul", { class: "marks", role: "list" }, ...marked) : null,
        besideBox(row));
    }));
  }

  function emphasised(text, places) {
    const pieces = [];
    let at = 0;
    for (const [start, end] of places) {
      pieces.push(text.slice(at, start), make("mark", {}, text.slice(start, end)));
      at = end;
    }
    return [...pieces, text.slice(at)];
  }

  async function showContext(row, sought, mine) {
    const [told] = await index.load(`tekst/${row.name}`).catch(() => [""]);
    const text = told.replace(/\s+/g, " ");
    const places = findIn(text, sought);
    if (mine !== turn || !places.length) return;
    // The stretch with the most different words; of those the first.
    const within = (first) => places.filter(([start, end]) => start >= first && end <= first + CONTEXT - BEFORE);
    const best = places.map(([start]) => within(start)).reduce((one, other) =>
      new Set(other.map((place) => place[2])).size > new Set(one.map((place) => place[2])).size ? other : one);
    const [[first]] = best.length ? best : places;
    const from = first <= BEFORE ? 0 : text.indexOf(" ", first - BEFORE) + 1 || first;
    const until = from + CONTEXT >= text.length ? text.length : Math.max(text.lastIndexOf(" ", from + CONTEXT), Math.min(places[0][1], from + CONTEXT));
    const inside = places.filter(([start, end]) => start >= from && end <= until).map(([start, end]) => [start - from, end - from]);
    const quote = make("q", { lang: dutch }, ...emphasised(text.slice(from, until), inside));
    const entry = [...live.querySelectorAll("li[data-record]")].find((each) => each.dataset.record === row.name);
    if (entry) entry.querySelector(".facts").after(make("p", { class: "context" }, from ? "… " : "", quote, until < text.length ? " …" : ""));
  }

  function pager(sheet, sheets) {
    if (sheets < 2) return "";
    const near = [...new Set([1, sheet - 2, sheet - 1, sheet, sheet + 1, sheet + 2, sheets])].filter((each) => each >= 1 && each <= sheets).sort((one, other) => one - other);
    const link = (number, text, label) => {
      const before = state.sheet;
      state.sheet = number;
      const address = written();
      state.sheet = before;
      return make("a", { href: address, "aria-label": label, "aria-current": label && number === sheet ? "page" : undefined,
        click: (event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          change({ sheet: number }, { focus: () => results.focus() });
        } }, text);
    };
    const items = [];
    if (sheet > 1) items.push(make("li", {}, link(sheet - 1, say("previous"))));
    near.forEach((number, at) => {
      if (at && number - near[at - 1] > 1) items.push(make("li", { "aria-hidden": "true" }, "…"));
      items.push(make("li", {}, link(number, String(number), say("sheet", { number }))));
    });
    if (sheet < sheets) items.push(make("li", {}, link(sheet + 1, say("next"))));
    return make("nav", { class: "sheets", "aria-label": say("sheets") }, make("ul", { role: "list" }, ...items));
  }

  // ---------------------------------------------------------------- records to compare

  function besideBox(row) {
    const box = make("input", { type: "checkbox", "aria-label": say("compare_of", { title: `${row.number} ${row.title}`.trim() || say("untitled") }), change: () => {
      if (box.checked && state.beside.length >= most) {
        box.checked = false;
        side.hidden = false;
        side.textContent = say("compare_limit");
        return;
      }
      state.beside = box.checked ? [...state.beside, row.name] : state.beside.filter((name) => name !== row.name);
      remember(false);
      showSide();
    } });
    box.checked = state.beside.includes(row.name);
    return make("p", { class: "beside" }, make("label", {}, box, " ", say("compare")));
  }

  function showSide() {
    const chosen = state.beside.length;
    side.hidden = !chosen;
    if (chosen < 2) {
      side.textContent = chosen ? say("compare_few") : "";
      return;
    }
    const query = new URLSearchParams(state.beside.map((name) => [parameters.beside, name]));
    side.replaceChildren(make("a", { href: `${form.dataset.compare}?${query}` }, say("compare_chosen", { count: chosen })));
  }

  // ---------------------------------------------------------------- what is chosen

  function showChips() {
    const items = [...state.chosen].flatMap(([name, keys]) => keys.map((key) => {
      const label = `${facets.byName.get(name).title}: ${facets.value(name, key).name}`;
      return make("li", {}, make("button", { type: "button", "aria-label": say("remove", { name: label }), click: () => choose(name, key, false, () => results.focus()) }, label, make("span", { "aria-hidden": "true" }, " ×")));
    }));
    chips.hidden = !items.length;
    chips.replaceChildren();
    if (!items.length) return;
    if (items.length > 1) items.push(make("li", {}, make("button", { type: "button", click: () => change({ chosen: new Map() }, { focus: () => results.focus() }) }, say("clear"))));
    chips.append(make("ul", { role: "list", "aria-label": say("chosen") }, ...items));
  }

  function choose(name, key, isChosen, focus = null) {
    const keys = (state.chosen.get(name) || []).filter((each) => each !== key);
    const chosen = new Map(state.chosen);
    if (isChosen) keys.push(key);
    if (keys.length) chosen.set(name, keys);
    else chosen.delete(name);
    return change({ chosen: facets.known(chosen) }, { focus });
  }

  class Box {
    constructor(facet, holder) {
      this.facet = facet;
      this.items = new Map();
      this.list = make("ul", { role: "list" });
      this.rest = make("p", { class: "hint", hidden: true });
      this.told = make("span", { class: "told" });
      this.isWide = false;
      this.counts = new Map();
      const note = document.getElementById(`note-${facet.name}`);
      this.filter = make("input", { type: "search", autocomplete: "off", input: () => this.fill() });
      this.more = make("button", { type: "button", class: "more", "aria-expanded": "false", click: () => {
        this.isWide = !this.isWide;
        this.fill();
      } });
      const isLong = facet.values.length > FEW;
      holder.querySelector("summary").append(this.told);
      holder.querySelector(".values").replaceChildren(
        make("fieldset", { "aria-describedby": note ? note.id : undefined },
          make("legend", { class: "visually-hidden" }, facet.title),
          isLong ? make("label", { class: "find" }, say("filter_values"), this.filter) : null, this.list, this.rest, isLong ? this.more : null));
    }

    item(value) {
      if (!this.items.has(value.key)) {
        const box = make("input", { type: "checkbox", name: this.facet.name, value: value.key, change: () => choose(this.facet.name, value.key, box.checked) });
        const number = make("span", { class: "number" });
        this.items.set(value.key, { element: make("li", {}, make("label", {}, box, make("span", { class: "name", lang: value.lang }, value.name), " ", number)), box, number });
      }
      return this.items.get(value.key);
    }

    show(counts) {
      this.counts = counts;
      const chosen = state.chosen.get(this.facet.name) || [];
      this.told.textContent = chosen.length ? ` (${say("chosen_of", { count: chosen.length })})` : "";
      this.fill();
    }

    fill() {
      const chosen = new Set(state.chosen.get(this.facet.name) || []);
      const asked = fold(this.filter.value).trim();
      const active = document.activeElement;
      // A value of no records stays as long as the focus is on it.
      const isActive = (value) => active && this.items.get(value.key)?.box === active;
      const left = this.facet.values.filter((value) => chosen.has(value.key) || this.counts.get(value.key) > 0 || isActive(value));
      const fitting = asked ? left.filter((value) => chosen.has(value.key) || fold(value.name).includes(asked)) : left;
      const most = asked || this.isWide ? MANY : FEW;
      const first = fitting.filter((value, at) => at < most || chosen.has(value.key) || isActive(value));
      this.list.replaceChildren(...first.map((value) => {
        const { element, box, number } = this.item(value);
        box.checked = chosen.has(value.key);
        number.textContent = `(${this.counts.get(value.key) || 0})`;
        return element;
      }));
      if (active && active !== document.activeElement && this.list.contains(active)) active.focus();
      const hidden = fitting.length - first.length;
      this.more.hidden = Boolean(asked) || left.length <= FEW;
      this.more.textContent = say(this.isWide ? "fewer" : "more", { facet: this.facet.title });
      this.more.setAttribute("aria-expanded", String(this.isWide));
      this.rest.hidden = !(hidden && (asked || this.isWide));
      this.rest.textContent = say("too_many_values", { count: hidden });
    }
  }

  // ---------------------------------------------------------------- the choice as CSV

  async function download() {
    const rows = await index.rows(shown);
    const columns = facets.list.filter((facet) => facet.name !== "rol").map((facet) => [facet.title, facets.of(facet.name, shown)]);
    const controllers = facets.inRole("verantwoordelijke", shown);
    const names = (values) => values.map((value) => value.name).join("; ");
    const lines = [
      [say("number"), say("title"), say("page"), say("controller"), ...columns.map(([title]) => title), say("findings_count")],
      ...rows.map((row) => [row.number, row.title, new URL(href(row.path), location.href).href, names(controllers.get(row.place)),
        ...columns.map(([, values]) => names(values.get(row.place))), index.register.findings[row.place]]),
    ];
    const address = URL.createObjectURL(avggraphCsv.file(lines.map((line) => line.map((cell) => avggraphCsv.safe(String(cell))))));
    make("a", { href: address, download: say("csv_file") }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  // ---------------------------------------------------------------- the beginning

  function restore() {
    state = read(location.search);
    field.value = state.question;
    typing = false;
    return update();
  }

  async function begin() {
    try {
      index = await search.open(folder);
    } catch {
      count.textContent = say("failed");
      return;
    }
    facets = new search.Facets(index.register, language);
    for (const holder of document.querySelectorAll("details.facet")) {
      const facet = facets.byName.get(holder.dataset.facet);
      if (facet) boxes.set(facet.name, new Box(facet, holder));
    }
    let waiting;
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => change({ question: field.value }, { asTyped: true }), 200);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(waiting);
      if (field.value !== state.question) change({ question: field.value }, { focus: () => results.focus() });
      else results.focus();
    });
    order.addEventListener("change", () => change({ order: order.value }));
    document.getElementById("csv").addEventListener("click", () => download().catch(() => (count.textContent = say("failed"))));
    addEventListener("popstate", restore);
    if (NARROW.matches) document.querySelector("details.all").open = false;
    for (const element of [form, document.getElementById("sorting"), document.getElementById("csv")]) element.hidden = false;
    await restore();
    document.documentElement.dataset.search = "ready";
  }

  begin();
})(window.avggraphSearch);
