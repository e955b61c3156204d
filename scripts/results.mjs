// Reads what a test runner left and prints one lane's result:
//   counts PASSED FAILED SKIPPED
//   failed NAME
//   skipped NAME <tab> REASON
// usage: node results.mjs trx|vitest|tap FILE...   (a missing or unreadable file counts as no result: 0 0 0)
import { readFileSync } from 'node:fs';

const decoded = (text) =>
  text.replace(/&(#x?[0-9a-f]+|lt|gt|amp|quot|apos);/gi, (whole, name) => {
    if (name[0] === '#') return String.fromCodePoint(/^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1)));
    return { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }[name.toLowerCase()];
  });

// The counters of a .trx leave skipped tests out, so the results themselves are counted.
function trx(text) {
  const found = [];
  for (const match of text.matchAll(/<UnitTestResult\b([^>]*?)(\/>|>([\s\S]*?)<\/UnitTestResult>)/g)) {
    const attribute = (name) => decoded(match[1].match(new RegExp(`\\b${name}="([^"]*)"`))?.[1] ?? '');
    const message = decoded(match[3]?.match(/<(?:Message|StdOut)>([\s\S]*?)<\//)?.[1] ?? '');
    const outcome = { Passed: 'passed', NotExecuted: 'skipped' }[attribute('outcome')] ?? 'failed';
    found.push({ name: attribute('testName'), outcome, reason: message.trim().split('\n')[0] });
  }
  return found;
}

function vitest(text) {
  return JSON.parse(text).testResults.flatMap((file) =>
    file.assertionResults.length > 0 || file.status === 'passed'
      ? file.assertionResults.map((test) => ({
          name: test.fullName,
          outcome: { passed: 'passed', failed: 'failed' }[test.status] ?? 'skipped',
          reason: test.meta?.reason ?? '',
        }))
      : [{ name: file.name, outcome: 'failed', reason: file.message ?? '' }],
  );
}

// Node nests: a suite's own line ("type: 'suite'") and a file's are not tests, only leaves are.
function tap(text) {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const match = line.match(/^\s*(not )?ok \d+ - (.*?)(?: # (SKIP|TODO)\b ?(.*))?$/i);
    if (!match) return [];
    const details = lines.slice(index + 1, index + 5).join('\n');
    if (/^\s*type: 'suite'/m.test(details) && !match[1]) return [];
    const outcome = match[3] ? 'skipped' : match[1] ? 'failed' : 'passed';
    return [{ name: match[2].replaceAll('\\#', '#'), outcome, reason: match[4] ?? '' }];
  });
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
  if (outcome === 'failed') console.log(`failed ${name}`);
  if (outcome === 'skipped') console.log(`skipped ${name}\t${reason || 'no reason given'}`);
}
