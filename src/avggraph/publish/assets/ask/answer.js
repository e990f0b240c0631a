// An answer on the page: what it was, how to keep it, pictures of it, and the table.
"use strict";
{
  const avggraph = (globalThis.avggraph ??= {});
  const { element, say } = avggraph;

  const CSV = "text/csv";
  const TABLES = [["CSV", CSV, "csv"], ["TSV", "text/tab-separated-values", "tsv"], ["JSON", "application/sparql-results+json", "json"]];
  const GRAPHS = [["Turtle", "text/turtle", "ttl"], ["N-Triples", "application/n-triples", "nt"]];
  const WIDEST = 900; // pixels

  let pictures = 0;
  const running = new WeakMap(); // the last question asked, by the place of its answer

  /** Empties the place where answers come; gives a function that asks a question and shows its answer there. */
  avggraph.answers = (target) => {
    const status = element("p", { role: "status", class: "told", tabindex: "-1" });
    const shown = element("div");
    running.get(target)?.abort();
    target.replaceChildren(status, shown);

    return async (query, name) => {
      running.get(target)?.abort();
      const own = new AbortController();
      running.set(target, own);
      const isLast = () => running.get(target) === own;
      shown.replaceChildren(button(say("stop"), () => own.abort()));
      status.textContent = say("asking", { seconds: avggraph.SECONDS });
      status.className = "told";
      try {
        const answer = await avggraph.ask(query, own.signal);
        if (!isLast()) return;
        status.textContent = summary(answer);
        put(...parts(answer, query, name));
      } catch (error) {
        if (!isLast()) return;
        status.className = "told failed";
        status.textContent = error.name === "AbortError" ? say("stopped") : told(error);
        put();
      }
    };

    // Who stands on what goes away comes to what is said of it, not to the top of the page.
    function put(...made) {
      const isHere = shown.contains(document.activeElement);
      shown.replaceChildren(...made);
      if (isHere) status.focus();
    }
  };

  function told(error) {
    if (error instanceof avggraph.AnswerError) return error.message;
    console.error(error);
    return say("failed");
  }

  function summary(answer) {
    const seconds = avggraph.number(answer.milliseconds / 1000, 2);
    if (answer.boolean !== undefined) return say("answer_is", { answer: say(answer.boolean ? "yes" : "no"), seconds });
    const rows = answer.rows.length;
    const said = say(rows === 1 ? "one_row" : "rows", { rows: avggraph.number(rows), seconds });
    return rows > avggraph.ROWS ? `${said} ${say("first_rows", { rows: avggraph.number(avggraph.ROWS) })}` : said;
  }

  function* parts(answer, query, name) {
    if (answer.boolean !== undefined || !answer.rows.length) return;
    yield keep(answer, query, name);
    const shown = [...views(answer)];
    if (shown.length) yield element("p", { class: "tools" }, ...shown.map(([opener]) => opener));
    yield* shown.map(([, figure]) => figure);
    yield avggraph.table(answer, say("table_caption"));
  }

  const button = (text, act) => {
    const made = element("button", { type: "button" }, text);
    made.addEventListener("click", () => act(made));
    return made;
  };

  /** Makes the row of buttons that keep an answer as a file. */
  function keep(answer, query, name) {
    const failed = element("span", { role: "status", class: "failed" });
    const formats = (answer.graph ? GRAPHS : TABLES).map(([label, type, ending]) =>
      button(label, async () => {
        failed.textContent = "";
        try {
          save(type === CSV ? spreadsheet(answer) : await avggraph.download(query, type), `${name}.${ending}`);
        } catch (error) {
          failed.textContent = told(error);
        }
      }));
    return element("p", { class: "tools", role: "group", "aria-label": say("keep") }, element("span", { "aria-hidden": "true" }, say("keep")), ...formats, failed);
  }

  // An endpoint's CSV has the words of the register as they are; this one is opened in a spreadsheet.
  function spreadsheet({ columns, rows }) {
    const cell = (term) => {
      if (!term) return "";
      return avggraph.isNumber(term) ? term.value : avggraphCsv.safe(avggraph.writtenOf(term));
    };
    return avggraphCsv.file([columns, ...rows.map((row) => row.map(cell))]);
  }

  function save(blob, file) {
    const address = URL.createObjectURL(blob);
    element("a", { href: address, download: file }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }

  /** Makes the pictures that an answer allows: of each the button that shows it, and its place with columns to choose. */
  function* views(answer) {
    const every = answer.columns.map((_, n) => n);
    const numbers = avggraph.columnsOf(answer, avggraph.isNumber);
    const nodes = avggraph.columnsOf(answer, avggraph.isIri);
    const labels = every.filter((n) => !numbers.includes(n));
    const texts = avggraph.columnsOf(answer, (term) => term.type === "literal" && !avggraph.isNumber(term));
    if (numbers.length && labels.length) {
      yield view(answer, avggraph.chart, say("show_chart"), [
        [say("chart_label"), labels, texts[0] ?? labels[0]],
        [say("chart_value"), numbers, numbers[0]],
      ]);
    }
    // A thing and its own name are no network: two columns of things are, or two of texts where there are no things.
    const ends = answer.graph ? [0, 2].filter((n) => labels.includes(n)) : nodes.length ? nodes : texts;
    if (ends.length > 1) {
      const [from, to] = ends;
      yield view(answer, avggraph.network, say("show_network"), [
        [say("network_from"), labels, from],
        [say("network_to"), labels, to],
      ]);
    }
  }

  function view(answer, draw, label, selects) {
    const id = `picture-${(pictures += 1)}`;
    const place = element("div");
    const fields = selects.map(([text, columns, first], n) => {
      const field = element("select", { id: `${id}-${n}` }, ...columns.map((column) =>
        element("option", { value: column, selected: column === first }, answer.columns[column])));
      field.addEventListener("change", redraw);
      return field;
    });
    const labels = selects.map(([text], n) => element("label", { for: `${id}-${n}` }, text));
    const figure = element("div", { class: "picture", id, hidden: true }, element("p", { class: "tools" }, ...labels.flatMap((each, n) => [each, fields[n]])), place);

    function redraw() {
      const width = Math.max(240, Math.min(figure.clientWidth, WIDEST));
      const { picture, told: spoken, title, note } = draw(answer, ...fields.map((field) => Number(field.value)), width);
      place.replaceChildren(
        element("figure", {}, element("figcaption", {}, title), picture),
        ...(spoken ? [spoken] : []),
        ...(note ? [element("p", { class: "quiet" }, note)] : []),
      );
    }

    const opener = button(label, (pressed) => {
      figure.hidden = !figure.hidden;
      pressed.setAttribute("aria-expanded", String(!figure.hidden));
      if (!figure.hidden) redraw();
    });
    opener.setAttribute("aria-expanded", "false");
    opener.setAttribute("aria-controls", id);
    return [opener, figure];
  }

  Object.assign(avggraph, { button });
}
