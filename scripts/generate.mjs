/** Writes what is derived from the build and kept in the repository: manifest/*.json but the MCPB's, docs/tools.md, docs/toolsets.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { SETTINGS } from '../dist/config/server.js';
import { DEFAULT_TOOLS } from '../dist/discovery/toolsets.js';
import { markdown, toolsetsMarkdown } from '../dist/presentation/markdown.js';
import { registryEntry } from '../dist/presentation/mcp-registry.js';
import { toolsManifest } from '../dist/presentation/tool-list.js';
import { definitions } from '../dist/tools/catalogue.js';

import { mermaid } from './layers.mjs';

const file = (path) => new URL(`../${path}`, import.meta.url);
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
const pack = JSON.parse(readFileSync(file('package.json'), 'utf8'));

writeFileSync(file('manifest/server.json'), json(registryEntry(pack, Object.values(SETTINGS))));
writeFileSync(file('manifest/tools.json'), json(toolsManifest(definitions)));
writeFileSync(file('docs/tools.md'), markdown(definitions));
writeFileSync(file('docs/toolsets.md'), toolsetsMarkdown(definitions, DEFAULT_TOOLS));

const architecture = readFileSync(file('docs/architecture.md'), 'utf8');
writeFileSync(
  file('docs/architecture.md'),
  architecture.replace(
    /(<!-- layers: [^>]*-->\n)[\s\S]*(<!-- \/layers -->)/,
    (_, begin, end) => `${begin}\`\`\`mermaid\n${mermaid()}\n\`\`\`\n${end}`,
  ),
);
