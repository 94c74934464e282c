/**
 * The manifest of the published package. It names no dependencies, because the chunks in dist/ contain every library,
 * and an installation is one package. npm packs package.json as it is, so these steps replace it while npm packs:
 *
 *   node scripts/packing.mjs begin     prepack: replaces package.json with the manifest to publish
 *   node scripts/packing.mjs end       postpack: restores package.json
 *   node scripts/packing.mjs publish   prepublishOnly: refuses
 *
 * If npm is killed in between, the original is in package.json.original: `end` brings it back.
 */
import { copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const MANIFEST = file('package.json');
const ORIGINAL = file('package.json.original');

/** The published part of package.json, as text. */
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
    // npm reads the manifest for the registry after postpack, so installers would see our dependencies there.
    console.error('Publish the tarball instead: run npm pack, then npm publish <the .tgz>.');
    process.exitCode = 1;
  },
};

if (process.argv[1] === fileURLToPath(import.meta.url)) COMMANDS[process.argv[2]]();
