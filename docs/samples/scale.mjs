// A day of reports, minute by minute, through as many nodes and database servers as are given: what waits, for how long, and
// how many of each would let nothing wait. The costs are measured ones (docs/scale.md says by which command); the rest is
// arithmetic. `node docs/samples/scale.mjs [reports a day] [peak hour as a multiple of the mean hour]`
import { pathToFileURL } from 'node:url';

/** What one report costs: microseconds of a processor in the server and in PostgreSQL, bytes of write-ahead log. One report a message. */
export const COST = Object.freeze({ serverUs: 120, databaseUs: 50, logBytes: 1881 });

/** Processors of one machine, and the share of them that may be busy before waiting counts as too long. */
export const MACHINE = Object.freeze({ cores: 2, busy: 0.6 });

const MINUTES = 24 * 60;
const NOON = 10; // the hour of the peak

/** The reports of each minute of a day: one hour of `peak` mean hours, the others share what is left. Their sum is `perDay`. */
export function day(perDay, peak) {
  if (!Number.isSafeInteger(perDay) || perDay < 1) throw new RangeError('reports a day: a whole number of at least 1');
  if (!(peak >= 1 && peak <= 24)) throw new RangeError('the peak hour: 1 to 24 mean hours; at 24 the whole day falls into it');
  const mean = perDay / MINUTES;
  const rest = (mean * (24 - peak)) / 23;
  return Array.from({ length: MINUTES }, (_, minute) => (Math.floor(minute / 60) === NOON ? mean * peak : rest));
}

/** Reports a second that so many machines take in, of which each report needs `costUs`. */
export const capacity = (machines, costUs) => (machines * MACHINE.cores * MACHINE.busy * 1e6) / costUs;

/** How many machines take in `perSecond` reports of `costUs` each. */
export const machines = (perSecond, costUs) => Math.max(1, Math.ceil(perSecond / capacity(1, costUs)));

/** Sends a day through `perSecond` of capacity: {taken, waiting, longestQueue, longestWaitS}; what is not taken in waits, nothing is dropped. */
export function run(minutes, perSecond) {
  let waiting = 0, taken = 0, longestQueue = 0;
  for (const came of minutes) {
    const done = Math.min(waiting + came, perSecond * 60);
    waiting += came - done;
    taken += done;
    longestQueue = Math.max(longestQueue, waiting);
  }
  return { taken, waiting, longestQueue, longestWaitS: longestQueue / perSecond };
}

/** What a day needs: {peakPerSecond, nodes, databases, logGbPerDay, alone}; `alone` is the day on one node and one database server. */
export function plan(perDay, peak) {
  const minutes = day(perDay, peak);
  const peakPerSecond = Math.max(...minutes) / 60;
  const slower = Math.min(capacity(1, COST.serverUs), capacity(1, COST.databaseUs));
  return {
    peakPerSecond,
    nodes: machines(peakPerSecond, COST.serverUs),
    databases: machines(peakPerSecond, COST.databaseUs),
    logGbPerDay: (perDay * COST.logBytes) / 1e9,
    alone: run(minutes, slower),
  };
}

function main([perDay = '20000000', peak = '20']) {
  const { peakPerSecond, nodes, databases, logGbPerDay, alone } = plan(Number(perDay), Number(peak));
  console.log(`scale reports_per_day=${perDay} peak=${peak} peak_per_s=${peakPerSecond.toFixed(1)} nodes=${nodes} databases=${databases} log_gb_per_day=${logGbPerDay.toFixed(1)} one_of_each_longest_wait_s=${alone.longestWaitS.toFixed(0)}`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    main(process.argv.slice(2));
  } catch (fault) {
    console.error(fault.message);
    process.exitCode = 2;
  }
}
