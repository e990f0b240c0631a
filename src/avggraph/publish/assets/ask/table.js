// An answer as a table: sortable, each term as what it is.
"use strict";
{
  const avggraph = (globalThis.avggraph ??= {});
  const { element, say } = avggraph;

  const ROWS = 1000;
  const DIGITS = 6; // of a number, behind the point
  const XSD = "http://www.w3.org/2001/XMLSchema#";
  // The numeric types of SPARQL 1.1 (section 17.1).
  const NUMERIC = new Set(
    ["integer", "decimal", "float", "double", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger",
      "nonPositiveInteger", "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte"].map((name) => XSD + name),
  );

  const isNumber = (term) => Boolean(term?.datatype) && NUMERIC.has(term.datatype) && Number.isFinite(Number(term.value));
  // Rounded it would be nothing.
  const isTiny = (number) => number !== 0 && Math.abs(number) < 0.5 * 10 ** -DIGITS;
  const isIri = (term) => term?.type === "uri";

  /** Gives the numbers of the columns whose values all are of a kind, and that have a value. */
  function columnsOf(answer, isOfKind) {
    const values = (n) => answer.rows.map((row) => row[n]).filter(Boolean);
    return answer.columns.map((_, n) => n).filter((n) => values(n).length && values(n).every(isOfKind));
  }

  /** Gives what a term is called in words. */
  function textOf(term) {
    if (!term) return "";
    if (isIri(term)) return avggraph.nameOf(term.value);
    if (isNumber(term)) return isTiny(Number(term.value)) ? term.value : avggraph.number(term.value, DIGITS);
    if (term.datatype === `${XSD}boolean`) return say(["true", "1"].includes(term.value) ? "yes" : "no");
    return writtenOf(term, textOf);
  }

  /** Gives a term as text, without words of ours; the terms of a triple each by a function. */
  function writtenOf(term, each = writtenOf) {
    if (term.type === "triple") return `<<( ${["subject", "predicate", "object"].map((key) => each(term.value[key])).join(" ")} )>>`;
    return term.type === "bnode" ? `_:${term.value}` : term.value;
  }

  /** Gives the name of a row's thing: its own, or the one that the answer gives in a column beside it. */
  function labelOf(answer, row, n) {
    const term = row[n];
    if (!isIri(term) || avggraph.isNamed(term.value)) return textOf(term);
    const beside = [`${answer.columns[n]}Name`, `${answer.columns[n]}Label`, n === 0 ? "name" : ""].map((name) => answer.columns.indexOf(name));
    return textOf(row[beside.find((m) => m >= 0 && row[m]?.type === "literal")] ?? term);
  }

  function cell(term) {
    if (!term) return element("span", { class: "not-stated" }, element("span", { "aria-hidden": "true" }, "–"), hidden(say("no_value")));
    if (isIri(term)) {
      const page = avggraph.pageOf(term.value);
      const about = { title: term.value, lang: avggraph.languageOf(term.value) };
      return page ? element("a", { href: page, ...about }, textOf(term)) : element("span", about, textOf(term));
    }
    const shown = element("span", term["xml:lang"] ? { lang: term["xml:lang"] } : {}, textOf(term));
    const known = !term.datatype || isNumber(term) || [`${XSD}string`, `${XSD}boolean`, `${XSD}date`].includes(term.datatype);
    if (known) return shown;
    return element("span", {}, shown, " ", element("small", {}, avggraph.curie(term.datatype) ?? term.datatype));
  }

  const hidden = (text) => element("span", { class: "visually-hidden" }, text);

  /** Makes the table of an answer; it shows a limited number of rows and tells so in its caption. */
  function table(answer, caption) {
    const numbers = new Set(columnsOf(answer, isNumber));
    const body = element("tbody");
    let rows = answer.rows;
    let [sortedBy, direction] = [-1, 1];
    const heads = answer.columns.map((name, n) => {
      const button = element("button", { type: "button", class: "sort" }, name, element("span", { class: "arrow", "aria-hidden": "true" }));
      const head = element("th", { scope: "col", class: numbers.has(n) ? "number" : undefined }, button);
      button.addEventListener("click", () => sort(n));
      return head;
    });

    function sort(n) {
      direction = n === sortedBy ? -direction : 1;
      sortedBy = n;
      const key = numbers.has(n) ? (term) => Number(term.value) : textOf;
      const { compare } = new Intl.Collator(avggraph.language(), { numeric: true });
      const order = numbers.has(n) ? (one, other) => one - other : compare;
      const filled = answer.rows.filter((row) => row[n]).map((row) => [row, key(row[n])]);
      filled.sort(([, one], [, other]) => direction * order(one, other));
      rows = [...filled.map(([row]) => row), ...answer.rows.filter((row) => !row[n])];
      heads.forEach((head, m) => {
        if (m === n) head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
        else head.removeAttribute("aria-sort");
      });
      fill();
    }

    function fill() {
      body.replaceChildren(
        ...rows.slice(0, ROWS).map((row) =>
          element("tr", {}, ...row.map((term, n) => element("td", { class: numbers.has(n) ? "number" : undefined }, cell(term))))),
      );
    }

    fill();
    return element(
      "div",
      { class: "table", role: "group", tabindex: "0", "aria-label": caption },
      element("table", {}, element("caption", {}, caption), element("thead", {}, element("tr", {}, ...heads)), body),
    );
  }

  Object.assign(avggraph, { ROWS, columnsOf, isIri, isNumber, labelOf, table, textOf, writtenOf });
}
