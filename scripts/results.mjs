// Reads what a test runner left and prints one lane's result:
//   counts PASSED FAILED SKIPPED
//   failed NAME <tab> MESSAGE   (its lines in one, cut; empty where the runner left none)
//   skipped NAME <tab> REASON
// usage: node results.mjs trx|vitest|tap FILE...   (a missing or unreadable file counts as no result: 0 0 0)
import { readFileSync } from 'node:fs';

const decoded = (text) =>
  text.replace(/&(#x?[0-9a-f]+|lt|gt|amp|quot|apos);/gi, (whole, name) => {
    if (name[0] === '#') return String.fromCodePoint(/^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1)));
    return { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }[name.toLowerCase()];
  });

// What a runner said of a failure, without the stack below it; enough to tell an expected value from the actual one.
const MESSAGE_CHARS_MAX = 300;
const inOne = (message) => {
  const line = message.replace(/\u001b\[[0-9;]*m/g, '').split(/\n\s+at /)[0].replace(/\s+/g, ' ').trim();
  return line.length > MESSAGE_CHARS_MAX ? `${line.slice(0, MESSAGE_CHARS_MAX)}…` : line;
};

// The counters of a .trx leave skipped tests out, so the results themselves are counted.
function trx(text) {
  const found = [];
  for (const match of text.matchAll(/<UnitTestResult\b([^>]*?)(\/>|>([\s\S]*?)<\/UnitTestResult>)/g)) {
    const attribute = (name) => decoded(match[1].match(new RegExp(`\\b${name}="([^"]*)"`))?.[1] ?? '');
    // A failed test may have written to its output before its message.
    const message = decoded((match[3]?.match(/<Message>([\s\S]*?)<\//) ?? match[3]?.match(/<StdOut>([\s\S]*?)<\//))?.[1] ?? '');
    const outcome = { Passed: 'passed', NotExecuted: 'skipped' }[attribute('outcome')] ?? 'failed';
    found.push({ name: attribute('testName'), outcome, reason: outcome === 'failed' ? inOne(message) : message.trim().split('\n')[0] });
  }
  return found;
}

function vitest(text) {
  return JSON.parse(text).testResults.flatMap((file) =>
    file.assertionResults.length > 0 || file.status === 'passed'
      ? file.assertionResults.map((test) => ({
          name: test.fullName,
          outcome: { passed: 'passed', failed: 'failed' }[test.status] ?? 'skipped',
          reason: test.status === 'failed' ? inOne(test.failureMessages?.[0] ?? '') : (test.meta?.reason ?? ''),
        }))
      : [{ name: file.name, outcome: 'failed', reason: inOne(file.message ?? '') }],
  );
}

// Node nests: a suite's own line ("type: 'suite'") and that of a test which only has subtests are not tests, only leaves are,
// unless it failed of itself (a hook, a time-out).
function tap(text) {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const match = line.match(/^\s*(not )?ok \d+ - (.*?)(?: # (SKIP|TODO)\b ?(.*))?$/i);
    if (!match) return [];
    const details = lines.slice(index + 1, lines.findIndex((end, at) => at > index && end.trim() === '...'));
    const says = (what) => details.some((detail) => detail.trim() === what);
    if (match[1] ? says("failureType: 'subtestsFailed'") : says("type: 'suite'")) return [];
    const outcome = match[3] ? 'skipped' : match[1] ? 'failed' : 'passed';
    return [{ name: match[2].replaceAll('\\#', '#'), outcome, reason: outcome === 'failed' ? inOne(tapError(details)) : (match[4] ?? '') }];
  });
}

// YAML: on the line itself, in quotes or bare, or as a block below it, indented further.
function tapError(details) {
  const at = details.findIndex((detail) => /^\s*error:/.test(detail));
  if (at < 0) return '';
  const [, indent, value] = details[at].match(/^(\s*)error: ?(.*)$/);
  if (!/^[|>]/.test(value)) return value.replace(/^(['"])(.*)\1$/, '$2');
  const below = details.slice(at + 1);
  const end = below.findIndex((line) => line.trim() !== '' && !line.startsWith(`${indent} `));
  return below.slice(0, end < 0 ? below.length : end).join('\n');
}

const [kind, ...files] = process.argv.slice(2);
const results = files.flatMap((file) => {
  try {
    return { trx, vitest, tap }[kind](readFileSync(file, 'utf8'));
  } catch (error) {
    console.error(`${file}: ${error.message}`);
    return [];
  }
});

const count = (outcome) => results.filter((result) => result.outcome === outcome).length;
console.log(`counts ${count('passed')} ${count('failed')} ${count('skipped')}`);
for (const { name, outcome, reason } of results) {
  if (outcome === 'failed') console.log(`failed ${name}\t${reason}`);
  if (outcome === 'skipped') console.log(`skipped ${name}\t${reason || 'no reason given'}`);
}
