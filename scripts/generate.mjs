/** Writes what is derived from the sources and kept in the repository: manifest/*.json but the MCPB's, docs/settings.md, docs/tools.md, docs/toolsets.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { settingsMarkdown } from '../src/config/markdown.ts';
import { stdioSettings } from '../src/config/table.ts';
import { DEFAULT_TOOLS } from '../src/discovery/toolsets.ts';
import { markdown, toolsetsMarkdown } from '../src/presentation/markdown.ts';
import { registryEntry } from '../src/presentation/mcp-registry.ts';
import { toolsManifest } from '../src/presentation/tool-list.ts';
import { definitions } from '../src/tools/catalogue.ts';

import { mermaid } from './layers.mjs';

const file = (path) => new URL(`../${path}`, import.meta.url);
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
const pack = JSON.parse(readFileSync(file('package.json'), 'utf8'));

writeFileSync(file('manifest/server.json'), json(registryEntry(pack, stdioSettings())));
writeFileSync(file('manifest/tools.json'), json(toolsManifest(definitions)));
writeFileSync(file('docs/settings.md'), settingsMarkdown());
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
