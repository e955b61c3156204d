#!/usr/bin/env node
// Makes wuzhen.geojson, the demo town's region file, from the hand-written wuzhen.json. The villages are real; the
// grids' shapes are schematic and invented. `node generate.mjs` writes it, `--check` fails if it would change.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { allot, inOnePiece } from './allotment.mjs';
import { centroid, mosaic, signedArea } from './mosaic.mjs';

const source = fileURLToPath(new URL('wuzhen.json', import.meta.url));
const target = fileURLToPath(new URL('wuzhen.geojson', import.meta.url));
const metresPerDegree = 111_320;

/** Ring in degrees of five decimals (about a metre), first point repeated at the end, without points that fell together. */
function degrees(ring, { latitude, longitude, radiusM }) {
  const perLongitude = metresPerDegree * Math.cos((latitude * Math.PI) / 180);
  const points = ring.map(([x, y]) => [
    Number((longitude + (x * radiusM) / perLongitude).toFixed(5)),
    Number((latitude + (y * radiusM) / metresPerDegree).toFixed(5)),
  ]);
  return points.filter((point, i) => String(point) !== String(points[(i + 1) % points.length]));
}

function feature(geometry, properties) {
  return JSON.stringify({ type: 'Feature', properties, geometry });
}

function region(code, name, kind, parent) {
  return feature(null, { code, name, kind, parent });
}

function features(town) {
  const cells = mosaic(town.villages.reduce((sum, village) => sum + village.grids, 0), town.map.seed);
  const owner = allot(cells, town.villages);
  const rings = cells.map((cell) => degrees(cell, town.map));
  const lines = [feature(null, { code: town.code, name: town.names.zh, kind: town.kind, timeZone: town.timeZone })];
  lines.push(...town.villages.map((village) => region(village.code, village.name, village.kind, town.code)));
  lines.push(...town.trades.map((trade) => region(trade.code, trade.names.zh, 'trade', town.code)));
  town.villages.forEach((village, index) => {
    // Numbered from north to south, as a reader scans the map.
    const mine = cells.map((_, cell) => cell).filter((cell) => owner[cell] === index);
    mine.sort((a, b) => centroid(rings[b])[1] - centroid(rings[a])[1]);
    if (!inOnePiece(mine, rings)) throw new Error(`${village.name} is not in one piece: move its "at" or the map's seed`);
    mine.forEach((cell, number) => {
      const ring = rings[cell];
      if (signedArea(ring) <= 0) throw new Error(`a grid of ${village.name} has no area`);
      lines.push(feature({ type: 'Polygon', coordinates: [[...ring, ring[0]]] }, {
        code: `${village.code}${String(number + 1).padStart(3, '0')}`,
        name: `${village.name}第${number + 1}网格`,
        kind: 'grid',
        parent: village.code,
      }));
    });
  });
  return lines;
}

const town = JSON.parse(readFileSync(source, 'utf8'));
const text = `{"type":"FeatureCollection","features":[\n${features(town).join(',\n')}\n]}\n`;
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error('wuzhen.geojson is not what generate.mjs makes from wuzhen.json: run node demo/generate.mjs');
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
}
