/**
 * Writes the generated files of the repository: docs/settings.md, docs/tools.md, docs/toolsets.md, the diagram in
 * docs/architecture.md, and manifest/*.json except the MCPB manifest.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { settingsMarkdown } from '../src/config/markdown.ts';
import { stdioSettings } from '../src/config/table.ts';
import { DEFAULT_TOOLS } from '../src/discovery/toolsets.ts';
import { toolsetsMarkdown, toolsMarkdown } from '../src/presentation/markdown.ts';
import { createRegistryEntry } from '../src/presentation/mcp-registry.ts';
import { createToolsManifest } from '../src/presentation/tool-list.ts';
import { definitions } from '../src/tools/catalogue.ts';

import { mermaid } from './layers.mjs';

const file = (path) => new URL(`../${path}`, import.meta.url);
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
const pack = JSON.parse(readFileSync(file('package.json'), 'utf8'));

writeFileSync(file('manifest/server.json'), json(createRegistryEntry(pack, stdioSettings())));
writeFileSync(file('manifest/tools.json'), json(createToolsManifest(definitions)));
writeFileSync(file('docs/settings.md'), settingsMarkdown());
writeFileSync(file('docs/tools.md'), toolsMarkdown(definitions));
writeFileSync(file('docs/toolsets.md'), toolsetsMarkdown(definitions, DEFAULT_TOOLS));

const architecture = readFileSync(file('docs/architecture.md'), 'utf8');
writeFileSync(
  file('docs/architecture.md'),
  architecture.replace(
    /(<!-- layers: [^>]*-->\n)[\s\S]*(<!-- \/layers -->)/,
    (_, begin, end) => `${begin}\`\`\`mermaid\n${mermaid()}\n\`\`\`\n${end}`,
  ),
);
