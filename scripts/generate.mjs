/**
 * Writes the generated files of the repository: docs/settings.md, docs/tools.md, docs/toolsets.md, docs/answers.md, the
 * diagram in docs/architecture.md, manifest/*.json except the MCPB manifest, and the figures that the README quotes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { listedSurfaces } from '../bench/lib/listed.mjs';
import { quoteCatalogue, quoteRecall, quoteSurfaces } from '../bench/lib/quotes.mjs';
import { rankQueries, readQueries, recallAt } from '../bench/lib/recall.mjs';
import { settingsMarkdown } from '../src/config/markdown.ts';
import { stdioSettings } from '../src/config/table.ts';
import { createSearch } from '../src/discovery/search.ts';
import { DEFAULT_TOOLS } from '../src/discovery/toolsets.ts';
import { toolsetsMarkdown, toolsMarkdown } from '../src/presentation/markdown.ts';
import { createRegistryEntry } from '../src/presentation/mcp-registry.ts';
import { createToolsManifest } from '../src/presentation/tool-list.ts';
import { definitions } from '../src/tools/catalogue.ts';
import { answersMarkdown } from './answers.mjs';

import { mermaid } from './layers.mjs';

const file = (path) => new URL(`../${path}`, import.meta.url);
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
const pack = JSON.parse(readFileSync(file('package.json'), 'utf8'));

writeFileSync(file('manifest/server.json'), json(createRegistryEntry(pack, stdioSettings())));
writeFileSync(file('manifest/tools.json'), json(createToolsManifest(definitions)));
writeFileSync(file('docs/settings.md'), settingsMarkdown());
writeFileSync(file('docs/tools.md'), toolsMarkdown(definitions));
writeFileSync(file('docs/answers.md'), answersMarkdown());
writeFileSync(file('docs/toolsets.md'), toolsetsMarkdown(definitions, DEFAULT_TOOLS));

const architecture = readFileSync(file('docs/architecture.md'), 'utf8');
writeFileSync(
  file('docs/architecture.md'),
  architecture.replace(
    /(<!-- layers: [^>]*-->\n)[\s\S]*(<!-- \/layers -->)/,
    (_, begin, end) => `${begin}\`\`\`mermaid\n${mermaid()}\n\`\`\`\n${end}`,
  ),
);

const ranked = rankQueries(readQueries(), definitions, createSearch(definitions));
const [short, whole] = [await listedSurfaces(), await listedSurfaces('whole')];
const withOutputSchemas = await listedSurfaces('short', true);
const counted = quoteCatalogue(readFileSync(file('README.md'), 'utf8'), definitions);
const readme = quoteSurfaces(counted, short, whole, withOutputSchemas);
writeFileSync(file('README.md'), quoteRecall(readme, ranked.length, recallAt(ranked, 1), recallAt(ranked, 5)));
