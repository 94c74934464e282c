/** Writes what is derived from the build and kept in the repository: manifest/server.json. Run after `npm run build`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { registryEntry } from '../dist/registry.js';

const file = (path) => new URL(`../${path}`, import.meta.url);
const { mcpName, description, version } = JSON.parse(readFileSync(file('package.json'), 'utf8'));

writeFileSync(
  file('manifest/server.json'),
  `${JSON.stringify(registryEntry({ mcpName, description, version }), null, 2)}\n`,
);
