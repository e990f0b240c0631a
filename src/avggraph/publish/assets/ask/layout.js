// Where the nodes of a network stand: in two columns where arrows go from one kind to another only, else by forces.
// The same network always gets the same places.
"use strict";
{
  const avggraph = (globalThis.avggraph ??= {});

  const LINE = 34; // the height of a node with its name
  const NAME = 160; // the width of a name below its node
  const STEPS = 250;

  /** Gives the places of `count` nodes in a picture of a width: `{points, height, columns}`. Links are [from, to]. */
  avggraph.layout = (count, links, width) => {
    const [sources, targets] = [new Set(links.map(([from]) => from)), new Set(links.map(([, to]) => to))];
    const columns = [...sources].every((node) => !targets.has(node));
    return columns ? inColumns(count, links, sources, width) : byForces(count, links, width);
  };

  // Each target stands at the mean height of its sources, so that few arrows cross.
  function inColumns(count, links, sources, width) {
    const left = [...Array(count).keys()].filter((node) => sources.has(node));
    const right = [...Array(count).keys()].filter((node) => !sources.has(node));
    const mean = (node) => {
      const places = links.filter(([, to]) => to === node).map(([from]) => left.indexOf(from));
      return places.reduce((sum, place) => sum + place, 0) / places.length;
    };
    right.sort((one, other) => mean(one) - mean(other) || one - other);
    const height = Math.max(left.length, right.length) * LINE;
    const points = Array(count);
    for (const [nodes, x] of [[left, width * 0.36], [right, width * 0.64]]) {
      nodes.forEach((node, n) => (points[node] = { x, y: ((n + 0.5) * height) / nodes.length }));
    }
    return { points, height, columns: true };
  }

  function byForces(count, links, width) {
    const height = Math.max(320, Math.min(0.7 * width, 120 * Math.sqrt(count)));
    const points = Array.from({ length: count }, (_, n) => ({
      x: width / 2 + (width / 3) * Math.cos((2 * Math.PI * n) / count),
      y: height / 2 + (height / 3) * Math.sin((2 * Math.PI * n) / count),
    }));
    const ideal = 0.8 * Math.sqrt((width * height) / Math.max(count, 1));
    for (let step = 0; step < STEPS; step += 1) {
      const moves = points.map((point) => ({ x: (width / 2 - point.x) * 0.02, y: (height / 2 - point.y) * 0.02 }));
      eachPair(count, (one, other) => push(moves, points, one, other, (distance) => (ideal * ideal) / distance));
      for (const [from, to] of links) {
        if (from !== to) push(moves, points, from, to, (distance) => (-distance * distance) / ideal);
      }
      const most = (width / 8) * (1 - step / STEPS) + 1;
      points.forEach((point, n) => move(point, moves[n], most, width, height));
    }
    fill(points, "x", NAME / 2, width - NAME / 2);
    fill(points, "y", LINE, height - LINE);
    return { points, height: spread(points), columns: false };
  }

  // The whole picture is used in both directions.
  function fill(points, axis, least, most) {
    const [low, high] = [Math.min(...points.map((point) => point[axis])), Math.max(...points.map((point) => point[axis]))];
    points.forEach((point) => (point[axis] = high - low < 1 ? (least + most) / 2 : least + ((point[axis] - low) / (high - low)) * (most - least)));
  }

  function push(moves, points, one, other, force) {
    const [x, y] = [points[one].x - points[other].x, points[one].y - points[other].y];
    const distance = Math.max(Math.hypot(x, y), 0.01);
    const strength = force(distance) / distance;
    moves[one].x += x * strength;
    moves[one].y += y * strength;
    moves[other].x -= x * strength;
    moves[other].y -= y * strength;
  }

  // A node is a target for a finger and has a name below it: from top to bottom each goes down until it lies on none.
  // Gives the height that takes.
  function spread(points) {
    const placed = [];
    for (const point of [...points].sort((one, other) => one.y - other.y || one.x - other.x)) {
      const near = placed.filter((other) => Math.abs(other.x - point.x) < NAME).sort((one, other) => one.y - other.y);
      for (const other of near) if (Math.abs(other.y - point.y) < LINE) point.y = other.y + LINE;
      placed.push(point);
    }
    return Math.max(...points.map((point) => point.y)) + LINE;
  }

  function move(point, by, most, width, height) {
    const length = Math.hypot(by.x, by.y);
    const part = length > most ? most / length : 1;
    point.x = Math.min(Math.max(point.x + by.x * part, 20), width - 20);
    point.y = Math.min(Math.max(point.y + by.y * part, 16), height - 26);
  }

  function eachPair(count, visit) {
    for (let one = 0; one < count; one += 1) for (let other = one + 1; other < count; other += 1) visit(one, other);
  }
}
