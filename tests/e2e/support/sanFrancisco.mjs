import { readFileSync } from 'node:fs';
import { parseCsv } from './csv.mjs';
import { sharedData } from './paths.mjs';

export const data = sharedData('sf_311_cases_sample.csv', 'sf_analysis_neighborhoods.geojson');
const [cases, tracts] = data.paths;
export const casesFile = cases;

/** Options that make the tracts a town. */
export const regionOptions = [
  ...['--regions', tracts, '--code-property', 'tractce10', '--name-property', 'tractce10', '--parent-property', 'nhood'],
  ...['--root', 'SF:San Francisco', '--time-zone', 'America/Los_Angeles', '--accept-late', '10000'],
];

const byKey = ([a], [b]) => (a < b ? -1 : 1);

function tally(keys) {
  const counts = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(byKey));
}

/**
 * What the file itself says: the oracle. Its times are local, so a day is the first ten characters. Two of its rows have
 * a request type that ends in a blank which ten others lack: a code counts without the blanks around it.
 */
export function oracle() {
  const rows = parseCsv(readFileSync(cases, 'utf8')).map((row) => ({
    day: row.Opened.slice(0, 10),
    grid: row.tractce10.padStart(6, '0'),
    category: [row.Category, row['Request.Type']].filter((name) => name !== 'NA').map((name) => name.replaceAll('/', '-')).join('/').trim(),
  }));
  return {
    rows,
    perDay: tally(rows.map((row) => row.day)),
    perGrid: tally(rows.map((row) => row.grid)),
    perGridAndDay: tally(rows.map((row) => `${row.grid} ${row.day}`)),
    perCategory: tally(rows.map((row) => row.category)),
  };
}

/** Where two objects of counts differ, at most ten lines of it: thousands of equal ones would bury it. */
export function differences(actual, expected) {
  const keys = [...new Set([...Object.keys(actual), ...Object.keys(expected)])];
  const wrong = keys.filter((key) => actual[key] !== expected[key]);
  return wrong.slice(0, 10).map((key) => `${key}: ${actual[key]}, expected ${expected[key]} (${wrong.length} differ)`);
}

/** Runs over the items a few at a time, in order of the results. */
async function inParallel(items, work, width = 8) {
  const results = new Array(items.length);
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < items.length; i = next++) results[i] = await work(items[i]);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

/** Everything the server counts, read through its API, in the oracle's shape and with versions. */
export async function counted(server, { perDay, perGrid }) {
  const days = Object.keys(perDay);
  const grids = Object.keys(perGrid);
  const dayAnswers = await inParallel(days, (day) => server.day('SF', day));
  const gridAnswers = await inParallel(days, (day) => server.get(`/api/v1/regions/SF/days/${day}/grids`));
  const totals = await inParallel(grids, (grid) => server.total(grid));
  const nonZero = (day, i) => gridAnswers[i].filter((g) => g.validReports > 0).map((g) => [`${g.code} ${day}`, g.validReports]);
  const total = await server.total('SF');
  return {
    perDay: Object.fromEntries(days.map((day, i) => [day, dayAnswers[i].validReports])),
    perGrid: Object.fromEntries(grids.map((grid, i) => [grid, totals[i].validReports])),
    perGridAndDay: Object.fromEntries(days.flatMap(nonZero).sort(byKey)),
    versions: Object.fromEntries(days.map((day, i) => [day, dayAnswers[i].version])),
    perCategory: total.byCategory,
    total: { valid: total.validReports, invalid: total.invalidReports, opened: total.openedIssues, version: total.version },
  };
}
