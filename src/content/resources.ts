/** The resources of one reader: the catalogue, the connection, late outcomes, the audit, skills, and pages of views. */
import type { ReadResourceResult, Resource, ResourceTemplateType } from '@modelcontextprotocol/server';
import { DESCRIBE_CONNECTION } from '../discovery/meta-tools.js';
import { listResources as listViews, readResource as readView } from '../presentation/resources.js';
import { readAuditTail } from '../safety/audit-tail.js';
import { catalogueText, domainsOf, domainText, toolText } from './catalogue.js';
import { findSkill, MARKDOWN, skillsFor, skillText, toResource } from './skills.js';
import type { ContentSources, Reader } from './sources.js';

const JSON_TYPE = 'application/json';
const AUDIT_LINES = 50;
/** About 8,000 tokens, as results have by default. */
const MAX_CHARACTERS = 28_000;

const CATALOGUE = 'capillary://catalogue';
const CONNECTION = 'capillary://connection';
const LATE_OUTCOMES = 'capillary://late-outcomes';
const AUDIT = 'capillary://audit';

export const DOMAIN_TEMPLATE = 'capillary://catalogue/{domain}';
export const TOOL_TEMPLATE = 'capillary://tools/{name}';

const DOMAIN_URI = /^capillary:\/\/catalogue\/([\w-]{1,100})$/;
const TOOL_URI = /^capillary:\/\/tools\/([\w-]{1,100})$/;

export const TEMPLATES: readonly ResourceTemplateType[] = [
  {
    uriTemplate: DOMAIN_TEMPLATE,
    name: 'catalogue-domain',
    title: 'Tools of a domain',
    description: 'What each enabled tool of a domain does, and whether it only reads.',
    mimeType: MARKDOWN,
  },
  {
    uriTemplate: TOOL_TEMPLATE,
    name: 'tool-reference',
    title: 'Reference of a tool',
    description: 'Arguments, answer, an example and the limits of a tool.',
    mimeType: MARKDOWN,
  },
];

const FIXED: readonly Resource[] = [
  {
    uri: CATALOGUE,
    name: 'catalogue',
    title: 'Catalogue',
    description: 'The domains of the Capillary API, and how many tools of each are enabled.',
    mimeType: MARKDOWN,
  },
  {
    uri: CONNECTION,
    name: 'connection',
    title: 'Connection',
    description:
      'Sandbox or live, organization, currency, time zone, till, store, filters: as describe_connection says.',
    mimeType: JSON_TYPE,
  },
  {
    uri: LATE_OUTCOMES,
    name: 'late-outcomes',
    title: 'Late outcomes',
    description: 'What became of your writes whose outcome was unknown, until an answer has said it.',
    mimeType: JSON_TYPE,
  },
];

const AUDIT_RESOURCE: Resource = {
  uri: AUDIT,
  name: 'audit',
  title: 'Audit',
  description: `Your last ${AUDIT_LINES} lines in the audit, one call a line, oldest first.`,
  mimeType: 'application/jsonl',
};

export async function listResources(sources: ContentSources, reader: Reader): Promise<Resource[]> {
  const [domains, skills] = await Promise.all([
    domainsOf(sources.catalogue, reader.selection),
    skillsFor(sources, reader),
  ]);
  return [
    ...FIXED,
    ...(sources.audit ? [AUDIT_RESOURCE] : []),
    ...domains.map(({ slug, title }) => ({
      uri: `${CATALOGUE}/${slug}`,
      name: `catalogue-${slug}`,
      title: `Tools: ${title}`,
      mimeType: MARKDOWN,
    })),
    ...skills.map(toResource),
    ...listViews(),
  ];
}

/** @returns undefined if there is no such resource, or if the reader may not see what it describes */
export async function readResource(
  uri: string,
  sources: ContentSources,
  reader: Reader,
): Promise<ReadResourceResult | undefined> {
  const view = await readView(uri);
  if (view) return view;
  const skill = await findSkill(uri, sources, reader);
  // Whoever verifies a skill needs the whole of it.
  if (skill) return { contents: [{ uri, mimeType: MARKDOWN, text: skillText(skill) }] };
  const found = await readOwn(uri, sources, reader);
  return found && { contents: [{ uri, ...found }] };
}

async function readOwn(
  uri: string,
  sources: ContentSources,
  reader: Reader,
): Promise<{ mimeType: string; text: string } | undefined> {
  const { catalogue, lateOutcomes, maxCharacters = MAX_CHARACTERS } = sources;
  const { selection, context } = reader;
  if (uri === CONNECTION) return { mimeType: JSON_TYPE, text: await connectionText(sources, reader) };
  if (uri === LATE_OUTCOMES) {
    return { mimeType: JSON_TYPE, text: JSON.stringify({ lateOutcomes: lateOutcomes?.(context.subject) ?? [] }) };
  }
  if (uri === AUDIT) return auditTail(sources, reader);
  const text = await markdownAt(uri, catalogue, selection);
  return text === undefined ? undefined : { mimeType: MARKDOWN, text: cutAtLine(text, maxCharacters) };
}

function markdownAt(
  uri: string,
  catalogue: ContentSources['catalogue'],
  selection: Reader['selection'],
): Promise<string | undefined> | undefined {
  if (uri === CATALOGUE) return catalogueText(catalogue, selection);
  const [, slug] = DOMAIN_URI.exec(uri) ?? [];
  if (slug !== undefined) return domainText(catalogue, selection, slug);
  const [, tool] = TOOL_URI.exec(uri) ?? [];
  return tool === undefined ? undefined : toolText(catalogue, selection, tool);
}

async function connectionText({ call }: ContentSources, { selection, context }: Reader): Promise<string> {
  const { content } = await call(selection, DESCRIBE_CONNECTION, {}, context);
  return content[0]?.text ?? '{}';
}

async function auditTail(
  { audit, maxCharacters = MAX_CHARACTERS }: ContentSources,
  { context }: Reader,
): Promise<{ mimeType: string; text: string } | undefined> {
  if (!audit) return undefined;
  const lines = await readAuditTail(audit.path, { tenant: audit.tenant, subject: context.subject }, AUDIT_LINES);
  let left = maxCharacters;
  const latest = lines.reverse().filter((line) => {
    left -= line.length + 1;
    return left >= 0;
  });
  return { mimeType: 'application/jsonl', text: latest.reverse().join('\n') };
}

/** As many whole lines as fit. */
function cutAtLine(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  const end = text.lastIndexOf('\n', maxCharacters - MORE.length);
  return `${text.slice(0, Math.max(end, 0))}${MORE}`;
}

const MORE = '\n… (cut here: find_tools shows the rest)';
