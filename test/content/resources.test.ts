/** Resources: the catalogue, the connection, late outcomes, the audit and skills, as far as the reader may see them. */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { LateOutcomes } from '../../src/call/late-outcomes.js';
import { Content } from '../../src/content/content.js';
import type { ContentSources } from '../../src/content/sources.js';
import { readAuditTail } from '../../src/safety/audit-tail.js';
import { DOMAINS } from '../../src/tools/domains.js';
import { catalogue, selection, serverParts } from '../discovery/toolboxes.js';
import { connect, MODERN, read } from './connected.js';

const SKILLS = 'io.modelcontextprotocol/skills';

/** Content for one reader, without a server. */
function contentFor(options: Partial<ContentSources> = {}, subject?: string) {
  const { content } = serverParts(async () => ({ content: [] }));
  return new Content({ ...content, ...options }).for({
    selection: selection(),
    context: { ...(subject !== undefined && { subject }) },
  });
}

const textAt = async (content: ReturnType<typeof contentFor>, uri: string): Promise<string> => {
  const [found] = (await content.readResource(uri)).contents;
  return found && 'text' in found ? found.text : '';
};

describe.each(['legacy', MODERN] as const)('a client of the era %j', (mode) => {
  it('can read whatever is listed', async () => {
    const { client } = await connect({ mode });
    const { resources } = await client.listResources();
    const uris = resources.map(({ uri }) => uri);
    expect(new Set(uris).size).toBe(uris.length);
    expect(uris).toContain('capillary://catalogue');
    expect(uris.filter((uri) => uri.startsWith('skill://'))).toHaveLength(8);
    expect(uris).not.toContain('capillary://audit');
    for (const slug of Object.values(DOMAINS)) expect(uris).toContain(`capillary://catalogue/${slug}`);
    for (const { uri, mimeType } of resources) {
      const { contents } = await client.readResource({ uri });
      expect(contents, uri).toMatchObject([{ uri, mimeType, text: expect.stringMatching(/\S/) }]);
    }
  }, 120_000);

  it('finds the domains, the tools of each, and all about one', async () => {
    const { client } = await connect({ mode });
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      'capillary://catalogue/{domain}',
      'capillary://tools/{name}',
    ]);
    expect(await read(client, 'capillary://catalogue')).toMatch(/^\| points \| Points Management \| \d+ \|$/m);
    const points = await read(client, 'capillary://catalogue/points');
    expect(points).toMatch(/^- `points_transfer` \(destructive\): Moves points/m);
    const reference = await read(client, 'capillary://tools/points_transfer');
    expect(reference).toContain('points_transfer(…)');
    expect(reference).toContain('with call_destructive_tool');
    expect(reference).toContain('Endpoint: POST');
  }, 60_000);

  it('reads what describe_connection says', async () => {
    const { client } = await connect({ mode });
    const connection: unknown = JSON.parse(await read(client, 'capillary://connection'));
    expect(connection).toMatchObject({ environment: 'sandbox', organization: { name: 'Meridian Threads' } });
  }, 60_000);

  it.each([
    'capillary://tools/no_such_tool',
    'capillary://catalogue/none',
    'capillary://audit',
    'capillary://other',
    'skill://none/SKILL.md',
    'skill://../erasure-request/SKILL.md',
    'file:///etc/passwd',
    `capillary://tools/${'x'.repeat(10_000)}`,
  ])('is told that there is no %s', async (uri) => {
    const { client } = await connect({ mode });
    await expect(client.readResource({ uri })).rejects.toThrow(/not found/i);
  });
});

describe('a server that is not configured', () => {
  it('lists what it has, and says in the connection what is wrong', async () => {
    const target = { kind: 'unconfigured' as const, problem: 'CAPILLARY_PASSWORD is missing' };
    const { client } = await connect({ organization: { target } });
    expect((await client.listResources()).resources.length).toBeGreaterThan(20);
    expect(await read(client, 'capillary://connection')).toContain('CAPILLARY_PASSWORD is missing');
  });
});

describe('what a filter hides', () => {
  it('has no reference, and no place in its domain', async () => {
    const { client } = await connect({ filters: { readOnly: true, domains: ['points'] } });
    await expect(read(client, 'capillary://tools/points_transfer')).rejects.toThrow(/not found/i);
    await expect(read(client, 'capillary://tools/customer_get')).rejects.toThrow(/not found/i);
    await expect(read(client, 'capillary://catalogue/customer')).rejects.toThrow(/not found/i);
    const points = await read(client, 'capillary://catalogue/points');
    expect(points).toContain('`points_ledger_get_entries`');
    expect(points).not.toMatch(/^- `points_transfer`|^- `\w+` \((write|destructive)\)/m);
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri).filter((uri) => uri.startsWith('capillary://catalogue/'))).toEqual([
      'capillary://catalogue/points',
    ]);
    expect(resources.some(({ uri }) => uri.startsWith('skill://'))).toBe(false);
  }, 60_000);
});

describe('the size', () => {
  it('is limited as that of results is, and nothing is cut by default', async () => {
    const content = contentFor();
    for (const slug of Object.values(DOMAINS)) {
      expect(await textAt(content, `capillary://catalogue/${slug}`), slug).not.toContain('cut here');
    }
    const short = await textAt(contentFor({ maxCharacters: 2_000 }), 'capillary://catalogue/customer');
    expect(short.length).toBeLessThanOrEqual(2_000);
    expect(short).toMatch(/\n… \(cut here: find_tools shows the rest\)$/);
  }, 60_000);
});

describe('late outcomes', () => {
  it('are those of the caller, and stay for the next answer', async () => {
    const late = new LateOutcomes(() => 0);
    const definition = await catalogue.find('customer_add');
    if (!definition) throw new Error('no customer_add');
    late.add({ definition, args: {}, calledAt: 0 }, undefined, 'asha');
    const lateOutcomes = (subject: string | undefined) => late.list(subject);
    const text = await textAt(contentFor({ lateOutcomes }, 'asha'), 'capillary://late-outcomes');
    expect(JSON.parse(text)).toEqual({ lateOutcomes: [expect.stringContaining('customer_add')] });
    expect(JSON.parse(await textAt(contentFor({ lateOutcomes }, 'bela'), 'capillary://late-outcomes'))).toEqual({
      lateOutcomes: [],
    });
    expect(late.take('asha', 1_000)).toHaveLength(1);
    expect(late.list('asha')).toEqual([]);
  });
});

describe('the audit', () => {
  async function fileOf(lines: readonly string[]): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'audit-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, 'audit.jsonl');
    await writeFile(path, lines.map((line) => `${line}\n`).join(''));
    return path;
  }
  const line = (id: number, tenant?: string, subject?: string): string => JSON.stringify({ id, tenant, subject });
  const idsOf = (lines: readonly string[]): unknown[] => lines.map((text) => JSON.parse(text).id);

  it('shows a caller its own lines of its own tenant', async () => {
    const path = await fileOf([
      line(1, 'north', 'asha'),
      line(2, 'south', 'asha'),
      line(3, 'north', 'bela'),
      '{"id":4,"tenant":"north","subject":"asha"',
      line(5, 'north'),
      line(6, 'north', 'asha'),
    ]);
    const content = (tenant: string, subject?: string) => contentFor({ audit: { path, tenant } }, subject);
    const ids = async (tenant: string, subject?: string) =>
      idsOf((await textAt(content(tenant, subject), 'capillary://audit')).split('\n').filter(Boolean));
    expect(await ids('north', 'asha')).toEqual([1, 6]);
    expect(await ids('south', 'asha')).toEqual([2]);
    expect(await ids('north')).toEqual([5]);
    expect(await ids('east', 'asha')).toEqual([]);
  });

  it('shows the last lines of a large file, whole', async () => {
    const many = Array.from({ length: 3_000 }, (_, id) =>
      JSON.stringify({ id, subject: id % 3 === 0 ? 'asha' : 'bela', text: 'ü'.repeat(id % 300) }),
    );
    const path = await fileOf(many);
    const own = { tenant: undefined, subject: 'asha' };
    const lines = await readAuditTail(path, own, 50);
    expect(idsOf(lines)).toEqual(Array.from({ length: 50 }, (_, index) => 2_850 + 3 * index));
    expect(lines.every((each) => many.includes(each))).toBe(true);
    const huge = await fileOf([
      line(1, undefined, 'asha'),
      `{"text":"${'x'.repeat(2_000_000)}"}`,
      line(2, undefined, 'asha'),
    ]);
    expect(idsOf(await readAuditTail(huge, own, 50))).toEqual([2]);
    const short = await textAt(contentFor({ audit: { path }, maxCharacters: 1_000 }, 'asha'), 'capillary://audit');
    expect(short.length).toBeLessThanOrEqual(1_000);
    expect(short).toBe(lines.slice(-short.split('\n').length).join('\n'));
  });

  it('is closed to callers with credentials of their own, who may be anybody', async () => {
    const audit = { path: await fileOf([]), isRequired: false, append: async () => {} };
    const credentials = { kind: 'basic' as const, username: 'blr01.till01', password: 'sandbox-password' };
    const { client } = await connect({ organization: { audit }, credentials });
    await expect(read(client, 'capillary://audit')).rejects.toThrow(/not found/i);
  }, 60_000);

  it('has no lines before there is a file', async () => {
    const path = join(tmpdir(), 'no-such-folder', 'audit.jsonl');
    expect(await readAuditTail(path, { tenant: undefined, subject: undefined }, 50)).toEqual([]);
  });

  it('is a resource where calls are recorded, and has those of the caller', async () => {
    const path = await fileOf([]);
    const lines: string[] = [];
    const audit = {
      path,
      isRequired: false,
      append: async (text: string) => {
        lines.push(text);
        await writeFile(path, `${lines.join('\n')}\n`);
      },
    };
    const { client } = await connect({ organization: { audit }, subject: 'asha' });
    await client.callTool({ name: 'customer_search', arguments: { q: 'asha' } });
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toContain('capillary://audit');
    const own = (await read(client, 'capillary://audit')).split('\n');
    expect(own.map((text) => JSON.parse(text).tool)).toEqual(['customer_search']);
  }, 60_000);
});

describe.each(['legacy', MODERN] as const)('skills for a client of the era %j', (mode) => {
  const ENTRY = z.object({
    uri: z.string(),
    frontmatter: z.looseObject({ name: z.string(), description: z.string() }),
    resources: z.array(z.strictObject({ uri: z.string(), digest: z.string(), size: z.number() })),
  });
  const CACHED = { ttlMs: z.number(), cacheScope: z.literal('private') };
  const LIST = z.looseObject({ skills: z.array(ENTRY), ...CACHED });
  const GET = z.looseObject({ skill: ENTRY, ...CACHED });

  it('are listed with the digests of what is read', async () => {
    const { client } = await connect({ mode });
    expect(client.getServerCapabilities()?.extensions).toMatchObject({ [SKILLS]: {} });
    const { skills } = await client.request({ method: 'skills/list', params: {} }, LIST);
    expect(skills).toHaveLength(8);
    for (const entry of skills) {
      const { uri, frontmatter, resources } = entry;
      expect(uri).toBe(`skill://${frontmatter.name}/SKILL.md`);
      const text = await read(client, uri);
      const file = new URL(`../../plugins/skills/${frontmatter.name}/SKILL.md`, import.meta.url);
      expect(text).toBe(await readFile(file, 'utf8'));
      const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`;
      expect(resources).toEqual([{ uri, digest, size: Buffer.byteLength(text) }]);
      const { skill } = await client.request({ method: 'skills/get', params: { uri } }, GET);
      expect(skill).toEqual(entry);
    }
    for (const params of [{ uri: 'skill://none/SKILL.md' }, { uri: 7 }, {}]) {
      const get = client.request({ method: 'skills/get', params }, GET);
      await expect(get).rejects.toMatchObject({ code: -32_602 });
    }
  }, 60_000);

  it('are not offered where a filter hides what they need', async () => {
    const { client } = await connect({ mode, filters: { excludeTools: ['coupon_issue'] } });
    const { skills } = await client.request({ method: 'skills/list', params: {} }, LIST);
    const names = skills.map(({ frontmatter }) => frontmatter.name);
    expect(names).not.toContain('coupon-campaign');
    expect(names).toContain('erasure-request');
    const get = client.request({ method: 'skills/get', params: { uri: 'skill://coupon-campaign/SKILL.md' } }, GET);
    await expect(get).rejects.toMatchObject({ code: -32_602 });
  }, 60_000);
});
