/**
 * The manifest of the published package. The chunks in dist/ hold every library, so it names no dependency, and an
 * installation is one package. npm packs the package.json that is there, so it is replaced while npm packs:
 *
 *   node scripts/packing.mjs begin     prepack: the manifest to publish takes the place of package.json
 *   node scripts/packing.mjs end       postpack: package.json is back
 *   node scripts/packing.mjs publish   prepublishOnly: refuses
 *
 * If npm is killed in between, the original is in package.json.original: `end` brings it back.
 */
import { copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const MANIFEST = file('package.json');
const ORIGINAL = file('package.json.original');

/** What is published of package.json, as text. */
export function packedManifest() {
  const { scripts, dependencies, devDependencies, ...packed } = JSON.parse(readFileSync(MANIFEST, 'utf8'));
  return `${JSON.stringify(packed, null, 2)}\n`;
}

const COMMANDS = {
  begin() {
    // What an interrupted run left is not the original.
    if (!('scripts' in JSON.parse(readFileSync(MANIFEST, 'utf8')))) COMMANDS.end();
    const packed = packedManifest();
    copyFileSync(MANIFEST, ORIGINAL);
    writeFileSync(MANIFEST, packed);
  },
  end() {
    if (existsSync(ORIGINAL)) renameSync(ORIGINAL, MANIFEST);
  },
  publish() {
    // npm reads the manifest that it sends to the registry after postpack: installers would see our dependencies there.
    console.error('Publish the tarball: npm pack, then npm publish <the .tgz>.');
    process.exitCode = 1;
  },
};

if (process.argv[1] === fileURLToPath(import.meta.url)) COMMANDS[process.argv[2]]();
