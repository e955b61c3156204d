// A mosaic of convex cells over an invented rounded shape: the demo town's grids. Pure and deterministic.
// Cells are Voronoi cells of seeds inside the shape; "ghost" seeds around it bound the outer cells, so that no cell
// is ever clipped and every edge is shared exactly by its two neighbours. Units: the town's radius is about 1.

/** A small seeded generator (mulberry32): numbers in [0, 1). */
export function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The outline: distance from the centre in the direction of `angle`. Wider than tall, softly uneven. */
function outlineRadius(angle) {
  return 1 + 0.1 * Math.cos(2 * angle) + 0.05 * Math.sin(3 * angle + 0.6) + 0.03 * Math.cos(5 * angle + 2);
}

const squared = (a, b) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2;

/** `count` seeds inside the outline and a closed ring of ghosts just outside it. */
function seeds(count, random) {
  const spacing = Math.sqrt((2 * Math.PI) / (Math.sqrt(3) * count));
  const lattice = [];
  for (let row = -20; row <= 20; row++) {
    for (let column = -20; column <= 20; column++) {
      const x = (column + (row & 1) / 2) * spacing + (random() - 0.5) * 0.7 * spacing;
      const y = row * spacing * 0.866 + (random() - 0.5) * 0.7 * spacing;
      lattice.push([x, y]);
    }
  }
  const depth = ([x, y]) => Math.hypot(x, y) / outlineRadius(Math.atan2(y, x));
  lattice.sort((a, b) => depth(a) - depth(b));
  const inner = lattice.slice(0, count);
  const ghostCount = 44;
  const ghosts = [];
  for (let k = 0; k < ghostCount; k++) {
    const angle = (2 * Math.PI * (k + 0.4 * random())) / ghostCount;
    const radius = outlineRadius(angle) * (1 + spacing * (0.5 + 0.12 * random()));
    ghosts.push([radius * Math.cos(angle), radius * Math.sin(angle)]);
  }
  return { inner, ghosts };
}

/** Keeps the part of a convex polygon that is nearer to `site` than to `other`. */
function nearer(polygon, site, other) {
  const side = (p) => squared(p, other) - squared(p, site);
  const kept = [];
  polygon.forEach((from, i) => {
    const to = polygon[(i + 1) % polygon.length];
    const a = side(from);
    const b = side(to);
    if (a >= 0) kept.push(from);
    if (a * b < 0) kept.push([from[0] + ((to[0] - from[0]) * a) / (a - b), from[1] + ((to[1] - from[1]) * a) / (a - b)]);
  });
  return kept;
}

function voronoiCell(site, all) {
  const box = [[-3, -3], [3, -3], [3, 3], [-3, 3]];
  return all.reduce((cell, other) => (other === site ? cell : nearer(cell, site, other)), box);
}

export function signedArea(ring) {
  return ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length];
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}

/** The area's centre of mass. */
export function centroid(ring) {
  let x = 0;
  let y = 0;
  ring.forEach(([ax, ay], i) => {
    const [bx, by] = ring[(i + 1) % ring.length];
    const cross = ax * by - bx * ay;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  });
  const area = signedArea(ring);
  return [x / (6 * area), y / (6 * area)];
}

/** `count` cells, counter-clockwise, evened out by three of Lloyd's steps: each seed moves to its cell's centre. */
export function mosaic(count, seed) {
  let { inner, ghosts } = seeds(count, chance(seed));
  const cells = () => inner.map((site) => voronoiCell(site, [...inner, ...ghosts]));
  for (let step = 0; step < 3; step++) inner = cells().map(centroid);
  return cells();
}
