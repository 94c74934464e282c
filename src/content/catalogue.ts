/** The catalogue as Markdown for one reader: its domains, the tools of a domain, and all about one tool. */
import { firstSentence, referenceOf } from '../discovery/find.js';
import { isReadsOnly, type Selection } from '../discovery/selection.js';
import { findTool } from '../discovery/tool-name.js';
import type { ToolCatalogue } from '../presentation/tool-list.js';
import { type Definition, risk } from '../tools/define.js';

/** A domain with its enabled tools, of which there is at least one. */
interface DomainTools {
  /** Its short name, such as `points`. */
  slug: string;
  title: string;
  tools: readonly Definition[];
}

export const enabledTools = async ({ definitions }: ToolCatalogue, selection: Selection): Promise<Definition[]> =>
  (await definitions()).filter((definition) => !selection.hiddenBy(definition));

export async function domainsOf(catalogue: ToolCatalogue, selection: Selection): Promise<DomainTools[]> {
  const domains = new Map<string, { slug: string; title: string; tools: Definition[] }>();
  for (const definition of await enabledTools(catalogue, selection)) {
    const { toolset: slug, domain: title } = definition;
    const domain = domains.get(slug) ?? { slug, title, tools: [] };
    domain.tools.push(definition);
    domains.set(slug, domain);
  }
  return [...domains.values()];
}

export async function catalogueText(catalogue: ToolCatalogue, selection: Selection): Promise<string> {
  const domains = await domainsOf(catalogue, selection);
  const count = domains.reduce((sum, { tools }) => sum + tools.length, 0);
  return [
    '# Tools of the Capillary API',
    '',
    `${count} tools are enabled here. \`capillary://catalogue/{domain}\` lists those of a domain, \`capillary://tools/{name}\` says all about one; find_tools finds tools for a request in everyday words.`,
    '',
    '| domain | about | tools |',
    '|---|---|---|',
    ...domains.map(({ slug, title, tools }) => `| ${slug} | ${title} | ${tools.length} |`),
  ].join('\n');
}

/** @returns undefined if there is no such domain, or if none of its tools is enabled */
export async function domainText(
  catalogue: ToolCatalogue,
  selection: Selection,
  slug: string,
): Promise<string | undefined> {
  const domain = (await domainsOf(catalogue, selection)).find((each) => each.slug === slug);
  if (!domain) return undefined;
  const sections = new Map<string, string[]>();
  for (const definition of domain.tools) {
    const risks = isReadsOnly(definition, selection) ? 'read' : risk(definition);
    const line = `- \`${definition.tool}\` (${risks}): ${firstSentence(definition.summary)}`;
    sections.set(definition.section, [...(sections.get(definition.section) ?? []), line]);
  }
  return [`# ${domain.title}`, ...[...sections].flatMap(([title, lines]) => ['', `## ${title}`, '', ...lines])].join(
    '\n',
  );
}

/** @returns undefined if there is no such tool, or if it is hidden */
export async function toolText(
  catalogue: ToolCatalogue,
  selection: Selection,
  name: string,
): Promise<string | undefined> {
  const definition = await findTool(catalogue, name);
  if (!definition || selection.hiddenBy(definition)) return undefined;
  const reference = await referenceOf(definition, await catalogue.definitions(), selection);
  return [`# ${definition.title}`, '', '```ts', reference, '```'].join('\n');
}
