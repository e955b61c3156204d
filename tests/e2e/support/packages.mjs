import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

/** A ZIP with one stored file: what a package at least is. */
function zip(name, text) {
  const [path, content] = [Buffer.from(name), Buffer.from(text)];
  const common = Buffer.alloc(22); // from the version to the lengths: the same in both headers
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(0x21, 8); // 1980-01-01, the first day that a ZIP knows
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(content.length, 14);
  common.writeUInt32LE(content.length, 18);
  const names = Buffer.alloc(4);
  names.writeUInt16LE(path.length, 0);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, names, path, content]);
  const entry = Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, names, Buffer.alloc(14), path]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, end]);
}

/** Puts a package into a folder, which thereby is a feed: made up, empty, and wanting what it is said to want. */
export async function addPackage(folder, id, version, wants = {}) {
  const dependencies = Object.entries(wants).map(([other, range]) => `<dependency id="${other}" version="${range}" />`);
  const nuspec = `<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata>
  <id>${id}</id><version>${version}</version><authors>a test</authors><description>nothing</description>
  <dependencies><group targetFramework="net8.0">${dependencies.join('')}</group></dependencies>
</metadata></package>`;
  await writeFile(join(folder, `${id}.${version}.nupkg`), zip(`${id}.nuspec`, nuspec));
}

/** A NuGet configuration with one source, whatever this machine's own says. */
export async function feedConfig(folder, source) {
  const file = join(folder, 'nuget.config');
  await writeFile(
    file,
    `<configuration><packageSources><clear /><add key="only" value="${source}" allowInsecureConnections="true" /></packageSources>
<packageSourceMapping><clear /></packageSourceMapping><fallbackPackageFolders><clear /></fallbackPackageFolders></configuration>`,
  );
  return file;
}
