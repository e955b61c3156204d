// The list of parts: every package of the programs and of the pages with version and licence, as tab-separated lines.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dotnet = (...args) => execFileSync('dotnet', args, { encoding: 'utf8', cwd: root, maxBuffer: 1 << 26 });
const packages = dotnet('nuget', 'locals', 'global-packages', '--list').trim().replace(/^[^:]*: */, '');

/** What the package says of its licence: an expression, or the file in it. */
function licence(id, version) {
  const folder = join(packages, id.toLowerCase(), version.toLowerCase());
  const spec = existsSync(folder) && readdirSync(folder).find((name) => name.endsWith('.nuspec'));
  const text = spec ? readFileSync(join(folder, spec), 'utf8') : '';
  const [, kind, said] = /<license type="(\w+)">([^<]*)<\/license>/.exec(text) ?? [];
  return said ? (kind === 'file' ? `file ${said}` : said) : (/<licenseUrl>([^<]*)<\/licenseUrl>/.exec(text)?.[1] ?? 'not told');
}

const parts = new Map();
for (const project of ['gateway/Host', 'devices']) {
  const { projects } = JSON.parse(dotnet('list', project, 'package', '--include-transitive', '--format', 'json'));
  for (const { frameworks = [] } of projects)
    for (const { topLevelPackages = [], transitivePackages = [] } of frameworks)
      for (const { id, resolvedVersion } of [...topLevelPackages, ...transitivePackages]) parts.set(`nuget\t${id}\t${resolvedVersion}`, licence(id, resolvedVersion));
}
const lock = JSON.parse(readFileSync(join(root, 'dashboard/package-lock.json'), 'utf8'));
for (const [path, { version, dev, license }] of Object.entries(lock.packages))
  if (path && !dev) parts.set(`npm\t${path.replace(/^.*node_modules\//, '')}\t${version}`, license ?? 'not told');

console.log('from\tname\tversion\tlicence');
for (const [part, said] of [...parts].sort(([a], [b]) => (a < b ? -1 : 1))) console.log(`${part}\t${said}`);
