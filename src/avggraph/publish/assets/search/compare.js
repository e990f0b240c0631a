// Records side by side: what each has of every facet and says in its own words, and what they share.
"use strict";
(function (search) {
  const { make, settings, language, dutch, parameters, most } = search.page;
  const holder = document.getElementById("comparison");
  const told = document.getElementById("told");
  const { say, href, folder } = settings(holder);

  // What each record says in its own words, in the order of the files: purposes, data subjects, recipients.
  async function inOwnWords(index, rows) {
    const texts = await Promise.all(rows.map((row) => index.load(`tekst/${row.name}`)));
    return ["purposes", "subjects", "recipients"].map((aspect, at) => ({
      title: say(`words_${aspect}`),
      cells: texts.map((told) => told[at + 1].map((words) => ({ key: words.toLowerCase(), name: words, lang: dutch, isQuoted: true }))),
    }));
  }

  function table(rows, aspects) {
    const head = make("tr", {}, make("th", { scope: "col" }, say("aspect")), ...rows.map((row) =>
      make("th", { scope: "col" }, make("a", { href: href(row.path), lang: dutch }, `${row.number} ${row.title}`.trim() || say("untitled")))));
    const body = aspects.map(({ title, cells, empty }) => {
      const keys = cells.map((values) => values.map((value) => value.key).sort().join("\n"));
      const isSame = keys.every((key) => key === keys[0]);
      return make("tr", {},
        make("th", { scope: "row" }, title, make("span", { class: "quiet" }, ` ${say(isSame ? "same" : "different")}`)),
        ...cells.map((values, column) => !values.length ? make("td", { class: "not-stated" }, say(empty || "nothing")) : make("td", {}, make("ul", { role: "list" }, ...values.map((value) => {
          const isShared = cells.some((other, at) => at !== column && other.some((each) => each.key === value.key));
          return make("li", {}, make(value.isQuoted ? "q" : "span", { lang: value.lang }, value.name), isShared ? make("span", { class: "quiet" }, ` (${say("shared")})`) : null);
        })))));
    });
    const caption = say("compare_caption", { count: rows.length });
    return make("div", { class: "table", role: "group", tabindex: "0", "aria-label": caption },
      make("table", {}, make("caption", {}, caption), make("thead", {}, head), make("tbody", {}, ...body)));
  }

  async function begin() {
    const names = [...new Set(new URLSearchParams(location.search).getAll(parameters.beside))].slice(0, most);
    if (!names.length) return;
    try {
      const index = await search.open(folder);
      const facets = new search.Facets(index.register, language);
      const all = await index.rows(Array.from({ length: index.count }, (_, place) => place));
      const byName = new Map(all.map((row) => [row.name, row]));
      const rows = names.filter((name) => byName.has(name)).map((name) => byName.get(name));
      const places = rows.map((row) => row.place);
      const cellsOf = (found) => places.map((place) => found.get(place));
      const aspects = facets.list.filter((facet) => facet.name !== "organisatie" && facet.name !== "rol")
        .map((facet) => ({ title: facet.title, cells: cellsOf(facets.of(facet.name, places)) }));
      const roles = (facets.byName.get("rol") || { values: [] }).values
        .map((role) => ({ title: say("as_role", { role: role.name }), cells: cellsOf(facets.inRole(role.key, places)), empty: "no_organisation" }));
      const words = await inOwnWords(index, rows);
      const known = [...aspects.slice(0, 1), ...words.slice(0, 2), ...roles, ...words.slice(2), ...aspects.slice(1)].filter(({ cells }) => cells.some((values) => values.length));
      const unknown = names.filter((name) => !byName.has(name));
      told.textContent = unknown.map((record) => say("compare_unknown", { record })).join(" ");
      const back = new URLSearchParams(rows.map((row) => [parameters.beside, row.name]));
      document.getElementById("to-list").search = back.toString();
      if (rows.length) holder.replaceChildren(table(rows, known));
      document.documentElement.dataset.search = "ready";
    } catch {
      told.textContent = say("failed");
    }
  }

  begin();
})(window.avggraphSearch);
