// A bar chart of a column of numbers. The table of the answer stands below it and says the same.
"use strict";
{
  const avggraph = (globalThis.avggraph ??= {});
  const { drawn, say } = avggraph;

  const BARS = 40;
  const ROW = 44;
  const SIGN = 8; // pixels of a letter, about

  /** Draws the first rows of an answer; `label` and `value` are numbers of columns, `width` is in pixels. */
  avggraph.chart = (answer, label, value, width) => {
    const shown = answer.rows.filter((row) => row[value]).slice(0, BARS);
    const most = Math.max(...shown.map((row) => Math.abs(Number(row[value].value))), 0) || 1;
    const title = say("chart_of", { value: answer.columns[value], label: answer.columns[label] });
    const picture = drawn(
      "svg",
      { role: "img", "aria-label": `${title}. ${say("same_in_table")}`, class: "chart", width, height: shown.length * ROW, viewBox: `0 0 ${width} ${shown.length * ROW}` },
      ...shown.flatMap((row, n) => bar(row, n * ROW)),
    );

    function bar(row, y) {
      const number = Number(row[value].value);
      const space = avggraph.number(most, 2).length * SIGN + 24;
      const length = Math.max(1, (Math.abs(number) / most) * (width - space));
      return [
        drawn("text", { x: 0, y: y + 14 }, cut(avggraph.labelOf(answer, row, label) || say("no_value"), Math.floor(width / SIGN))),
        drawn("rect", { x: 0, y: y + 20, width: length, height: 16, class: number < 0 ? "negative" : undefined }),
        drawn("text", { x: length + 6, y: y + 33, class: "value" }, avggraph.number(number, 2)),
      ];
    }

    return { picture, note: shown.length < answer.rows.length ? say("bars_shown", { shown: shown.length, all: avggraph.number(answer.rows.length) }) : "", title };
  };

  /** Shortens a text to so many signs. */
  const cut = (text, length) => ([...text].length > length ? `${[...text].slice(0, length - 1).join("")}…` : text);
  avggraph.cut = cut;
}
