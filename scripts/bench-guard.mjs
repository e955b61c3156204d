// Compares the lines that benches end with against docs/performance.json: { "date", "machine", "guard": [{ "bench",
// "store"?, "figure", "value", "better": "higher" | "lower" }] }. A figure may be worse by a quarter, not more.
//   bench-guard.mjs stores RESULTS        the stores whose ingest figures are committed
//   bench-guard.mjs compare RESULTS LOG   1 when a figure fell by more, or is missing
//   bench-guard.mjs record RESULTS LOG    writes what the lines say into RESULTS
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'

const WORSE_MAX = 0.25

const [command, resultsFile, logFile] = process.argv.slice(2)
const results = JSON.parse(readFileSync(resultsFile, 'utf8'))

if (command === 'stores') {
  console.log([...new Set(results.guard.filter(g => g.bench === 'ingest').map(g => g.store))].join('\n'))
  process.exit(0)
}

const lines = readFileSync(logFile, 'utf8').split('\n').filter(l => l.startsWith('bench ')).map(line => {
  const [, bench, ...figures] = line.split(' ')
  return { bench, ...Object.fromEntries(figures.map(f => f.split('='))) }
})

let failures = 0
for (const wanted of results.guard) {
  const line = lines.find(l => l.bench === wanted.bench && (!wanted.store || l.store === wanted.store))
  const now = Number(line?.[wanted.figure])
  const lower = wanted.better === 'lower'
  const limit = lower ? wanted.value / (1 - WORSE_MAX) : wanted.value * (1 - WORSE_MAX)
  const holds = command === 'record' ? Number.isFinite(now) : lower ? now <= limit : now >= limit
  if (!holds) failures++
  const name = [wanted.bench, wanted.store, wanted.figure].filter(Boolean).join(' ')
  console.log(`guard ${holds ? 'ok    ' : 'FAILED'} ${name}: ${now} now, ${wanted.value} committed, ` +
    `${lower ? 'at most' : 'at least'} ${limit.toFixed(2)}`)
  if (command === 'record' && holds) wanted.value = now
}

if (command === 'record' && failures === 0) {
  results.date = new Date().toISOString().slice(0, 10)
  results.machine = `${cpus().length} x ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GiB`
  writeFileSync(resultsFile, JSON.stringify(results, null, 2) + '\n')
}
process.exit(failures ? 1 : 0)
