// A network of two columns: from, to. One stop of the keyboard; arrow keys go from node to node.
"use strict";
{
  const avggraph = (globalThis.avggraph ??= {});
  const { drawn, element, say } = avggraph;

  const NODES = 60;
  const SIGN = 7; // pixels of a letter, about
  const UNDER = 24; // signs of a name below its point

  let drawings = 0;

  /** Gives nodes and links of two columns, row after row as long as there is room for the nodes. */
  function read(answer, from, to) {
    const places = new Map();
    const nodes = [];
    const names = [];
    const links = new Map();
    let left = 0;
    for (const row of answer.rows) {
      if (!row[from] || !row[to]) continue;
      const keys = [row[from], row[to]].map((term) => `${term.type} ${term.value} ${term["xml:lang"] ?? ""} ${term.datatype ?? ""}`);
      if (places.size + new Set(keys.filter((key) => !places.has(key))).size > NODES) {
        left += 1;
        continue;
      }
      const [source, target] = keys.map((key, n) => {
        if (!places.has(key)) {
          places.set(key, nodes.length);
          nodes.push([row[from], row[to]][n]);
          names.push(avggraph.labelOf(answer, row, [from, to][n]));
        }
        return places.get(key);
      });
      const link = `${source} ${target}`;
      links.set(link, (links.get(link) ?? 0) + 1);
    }
    return { nodes, names, links: [...links].map(([link, rows]) => [...link.split(" ").map(Number), rows]), left };
  }

  /** Draws the network; `from` and `to` are numbers of columns, `width` is in pixels. */
  avggraph.network = (answer, from, to, width) => {
    const { nodes, names, links, left } = read(answer, from, to);
    const { points, height, columns } = avggraph.layout(nodes.length, links, width);
    const tip = `tip-${(drawings += 1)}`;
    const title = say("network_of", { from: answer.columns[from], to: answer.columns[to] });
    const told = element("p", { role: "status", class: "told" });
    const lines = links.map(([source, target, rows]) => arrow(points[source], points[target], rows));
    const marks = names.map(mark);
    // Names may be cut short, so they are no part of what has the whole name.
    const labels = names.map(label);
    const picture = drawn(
      "svg",
      { role: "group", "aria-label": `${title}. ${say("network_keys")}`, class: "network", width, height, viewBox: `0 0 ${width} ${height}` },
      drawn("defs", {}, drawn("marker", { id: tip, viewBox: "0 0 8 8", refX: 8, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" }, drawn("path", { d: "M0 0 8 4 0 8z" }))),
      ...lines,
      drawn("g", { "aria-hidden": "true" }, ...labels),
      ...marks,
    );
    if (marks.length) marks[0].setAttribute("tabindex", "0");

    // Arrows there and back bend away from each other; one from a point to itself is a loop above it.
    function arrow(start, end, rows) {
      const [x, y] = [end.x - start.x, end.y - start.y];
      const length = Math.hypot(x, y);
      const bend = columns ? 0 : 0.1;
      const [ux, uy] = length ? [(8 * x) / length, (8 * y) / length] : [0, 0];
      const path = length
        ? ["M", start.x + ux, start.y + uy, "Q", (start.x + end.x) / 2 - y * bend, (start.y + end.y) / 2 + x * bend, end.x - ux, end.y - uy]
        : ["M", start.x - 5, start.y - 7, "C", start.x - 22, start.y - 30, start.x + 22, start.y - 30, start.x + 5, start.y - 7];
      const d = path.map((part) => (typeof part === "number" ? Math.round(part * 10) / 10 : part)).join(" ");
      return drawn("path", { d, class: "link", "stroke-width": Math.min(1 + Math.log2(rows) / 2, 4), "marker-end": `url(#${tip})` });
    }

    function mark(name, n) {
      const { x, y } = points[n];
      const made = drawn(
        "g",
        { role: "button", tabindex: "-1", "aria-pressed": "false", "aria-label": name, transform: `translate(${x} ${y})` },
        drawn("title", {}, name),
        drawn("circle", { r: 14, class: "room" }),
        drawn("circle", { r: 6 }),
      );
      made.addEventListener("click", () => choose(n));
      made.addEventListener("keydown", (event) => press(event, n));
      return made;
    }

    // In columns a name stands beside its point and has the room up to the edge; else below it.
    function label(name, n) {
      const { x, y } = points[n];
      const isSource = links.some(([source]) => source === n);
      const room = columns ? (isSource ? x : width - x) / SIGN - 2 : Math.min((2 * Math.min(x, width - x)) / SIGN, UNDER);
      const place = !columns ? { x, y: y + 20, "text-anchor": "middle" } : isSource ? { x: x - 12, y: y + 4, "text-anchor": "end" } : { x: x + 12, y: y + 4 };
      const made = drawn("text", place, avggraph.cut(name, Math.max(Math.floor(room), 3)));
      made.addEventListener("click", () => choose(n));
      return made;
    }

    function press(event, n) {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const goal = event.key === "Home" ? 0 : event.key === "End" ? marks.length - 1 : step && (n + step + marks.length) % marks.length;
      if (event.key === "Enter" || event.key === " ") choose(n);
      else if (goal === undefined) return;
      else focus(goal);
      event.preventDefault();
    }

    function focus(n) {
      marks.forEach((each, m) => each.setAttribute("tabindex", m === n ? "0" : "-1"));
      marks[n].focus();
    }

    function choose(n) {
      const near = new Set(links.flatMap(([source, target]) => (source === n ? [target] : target === n ? [source] : [])));
      marks.forEach((each, m) => {
        each.setAttribute("aria-pressed", String(m === n));
        for (const part of [each, labels[m]]) part.classList.toggle("far", m !== n && !near.has(m));
        labels[m].classList.toggle("chosen", m === n);
      });
      lines.forEach((line, m) => line.classList.toggle("far", links[m][0] !== n && links[m][1] !== n));
      focus(n);
      const others = (end, other) => links.filter((link) => link[end] === n).map((link) => names[link[other]]).join(", ");
      const page = avggraph.isIri(nodes[n]) ? avggraph.pageOf(nodes[n].value) : "";
      told.replaceChildren(
        page ? element("a", { href: page }, names[n]) : names[n],
        `: ${say("goes_to", { names: others(0, 1) || say("nothing") })} ${say("comes_from", { names: others(1, 0) || say("nothing") })}`,
      );
    }

    return { picture, told, title, note: left ? say("nodes_shown", { shown: nodes.length, left: avggraph.number(left) }) : "" };
  };
}
