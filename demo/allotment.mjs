// Which cell belongs to which village: every village gets exactly its number of cells, near its place on the sketch
// and in one piece. Pure and deterministic.
import { centroid } from './mosaic.mjs';

const squared = (a, b) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2;

/** Swaps cells between villages while that shortens the sum of squared distances to the villages' centres. */
function settle(owner, centres, points) {
  for (let swapped = true; swapped; ) {
    swapped = false;
    for (let a = 0; a < points.length; a++) {
      for (let b = a + 1; b < points.length; b++) {
        const before = squared(points[a], centres[owner[a]]) + squared(points[b], centres[owner[b]]);
        const after = squared(points[a], centres[owner[b]]) + squared(points[b], centres[owner[a]]);
        if (after < before - 1e-12) {
          [owner[a], owner[b]] = [owner[b], owner[a]];
          swapped = true;
        }
      }
    }
  }
}

/** For each cell the index of its village in `villages` ({ grids, at }). */
export function allot(cells, villages) {
  const points = cells.map(centroid);
  const owner = villages.flatMap((village, index) => Array(village.grids).fill(index));
  if (owner.length !== cells.length) throw new Error(`villages want ${owner.length} grids, there are ${cells.length} cells`);
  let centres = villages.map((village) => village.at);
  settle(owner, centres, points);
  for (let round = 0; round < 12; round++) {
    const sums = villages.map(() => [0, 0]);
    owner.forEach((village, cell) => {
      sums[village][0] += points[cell][0];
      sums[village][1] += points[cell][1];
    });
    // Half drawn to the cells it has, half to its place on the sketch.
    centres = villages.map(({ at, grids }, i) => [0, 1].map((axis) => (sums[i][axis] / grids + at[axis]) / 2));
    settle(owner, centres, points);
  }
  return owner;
}

/** Whether the cells `of` hang together by shared edges; `rings` hold points equal exactly where they touch. */
export function inOnePiece(of, rings) {
  const edges = (ring) => new Set(ring.map((p, i) => [p, ring[(i + 1) % ring.length]].map(String).sort().join(' ')));
  const sets = of.map((cell) => edges(rings[cell]));
  const reached = new Set([0]);
  for (let grown = true; grown; ) {
    grown = false;
    sets.forEach((set, i) => {
      if (reached.has(i) || ![...reached].some((j) => [...sets[j]].some((edge) => set.has(edge)))) return;
      reached.add(i);
      grown = true;
    });
  }
  return reached.size === of.length;
}
