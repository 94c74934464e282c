/**
 * Writes the generated files of the repository: docs/settings.md, docs/errors.md, docs/tools.md, docs/toolsets.md,
 * docs/answers.md, the table in docs/hosts.md, the diagram in docs/architecture.md, manifest/*.json, the manifests of the
 * plugin and its marketplaces, and what README.md and docs/finding-tools.md quote: figures and install links.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { listedSurfaces } from '../bench/lib/listed.mjs';
import { quoteCatalogue, quoteRecall, quoteSchemas, quoteSurfaces } from '../bench/lib/quotes.mjs';
import { rankQueries, readQueries, recallAt } from '../bench/lib/recall.mjs';
import { errorsMarkdown } from '../src/client/markdown.ts';
import { formFields } from '../src/config/form-fields.ts';
import { settingsMarkdown } from '../src/config/markdown.ts';
import { stdioSettings } from '../src/config/table.ts';
import { createSearch } from '../src/discovery/search.ts';
import { DEFAULT_TOOLS } from '../src/discovery/toolsets.ts';
import { hostsMarkdown } from '../src/hosts/markdown.ts';
import { createBundleManifest } from '../src/presentation/bundle-manifest.ts';
import { createHostPlugins } from '../src/presentation/host-plugins.ts';
import { quoteInstallLinks } from '../src/presentation/install-links.ts';
import { toolsetsMarkdown, toolsMarkdown } from '../src/presentation/markdown.ts';
import { createRegistryEntry } from '../src/presentation/mcp-registry.ts';
import { createToolsManifest } from '../src/presentation/tool-list.ts';
import { definitions } from '../src/tools/catalogue.ts';
import { overviews } from '../src/tools/overviews/overviews.ts';
import { answersMarkdown } from './answers.mjs';

import { mermaid } from './layers.mjs';

const file = (path) => new URL(`../${path}`, import.meta.url);
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
const pack = JSON.parse(readFileSync(file('package.json'), 'utf8'));

writeFileSync(file('manifest/server.json'), json(createRegistryEntry(pack, stdioSettings())));
writeFileSync(file('manifest/manifest.json'), json(createBundleManifest(pack, formFields())));
for (const [path, manifest] of Object.entries(createHostPlugins(pack, formFields()))) {
  mkdirSync(new URL('.', file(path)), { recursive: true });
  writeFileSync(file(path), json(manifest));
}
writeFileSync(file('manifest/tools.json'), json(createToolsManifest([...definitions, ...overviews])));
writeFileSync(file('docs/settings.md'), settingsMarkdown());
writeFileSync(file('docs/errors.md'), errorsMarkdown(definitions));
writeFileSync(file('docs/tools.md'), toolsMarkdown(definitions, overviews));
writeFileSync(file('docs/answers.md'), answersMarkdown());
writeFileSync(file('docs/toolsets.md'), toolsetsMarkdown(definitions, DEFAULT_TOOLS));

const hosts = readFileSync(file('docs/hosts.md'), 'utf8');
writeFileSync(
  file('docs/hosts.md'),
  hosts.replace(
    /(<!-- hosts: [^>]*-->\n)[\s\S]*(<!-- \/hosts -->)/,
    (_, begin, end) => `${begin}${hostsMarkdown()}\n${end}`,
  ),
);

const architecture = readFileSync(file('docs/architecture.md'), 'utf8');
writeFileSync(
  file('docs/architecture.md'),
  architecture.replace(
    /(<!-- layers: [^>]*-->\n)[\s\S]*(<!-- \/layers -->)/,
    (_, begin, end) => `${begin}\`\`\`mermaid\n${mermaid()}\n\`\`\`\n${end}`,
  ),
);

const tools = [...definitions, ...overviews];
const ranked = rankQueries(readQueries(), tools, createSearch(tools));
const [short, whole] = [await listedSurfaces(), await listedSurfaces('whole')];
const withOutputSchemas = await listedSurfaces('short', true);
const linked = quoteInstallLinks(readFileSync(file('README.md'), 'utf8'), pack);
const counted = quoteCatalogue(linked, definitions);
const readme = quoteSurfaces(counted, short);
writeFileSync(file('README.md'), quoteRecall(readme, ranked.length, recallAt(ranked, 1), recallAt(ranked, 5)));

const finding = readFileSync(file('docs/finding-tools.md'), 'utf8');
writeFileSync(file('docs/finding-tools.md'), quoteSchemas(finding, whole, withOutputSchemas));
