/** The skills as files: the format of agentskills.io, and what an agent must be able to rely on in them. */
import { readdirSync, readFileSync } from 'node:fs';
import { countTokens } from 'gpt-tokenizer/model/gpt-4o';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isMetaTool } from '../../src/discovery/meta-tools.js';
import { listSkills, readSkill } from '../../src/skills/skills.js';
import { findDefinition } from '../../src/tools/catalogue.js';
import { stepsOf, toolsNamedIn } from './skill-steps.js';

const FOLDER = new URL('../../plugins/skills/', import.meta.url);
const names = readdirSync(FOLDER).sort();
const read = (name: string): string => readFileSync(new URL(`${name}/SKILL.md`, FOLDER), 'utf8');

/** What an agent looks for, in this order. */
const HEADINGS = [
  'When to use',
  'Ask first',
  'Steps',
  'Check before the writes',
  'Say to the user',
  'Pitfalls',
  'Undo',
];

/** Names of arguments, permissions and kinds of errors that are written like those of tools. */
const NO_TOOLS = ['client_auto_approve', 'limit_reached', 'allow_points_redemption', 'block_points_redemption'];

/** The fields that the specification knows. Source: agentskills.io/specification. */
const FIELDS = ['name', 'description', 'license', 'compatibility', 'metadata', 'allowed-tools'];

describe('the skills of the package', () => {
  it('are those in the folder, with the texts of the files', () => {
    expect(listSkills().map(({ name }) => name)).toEqual(names);
    for (const name of names) expect(readSkill(name), name).toBe(read(name));
    expect(readSkill('no-such-skill')).toBeUndefined();
  });
});

describe.each(names)('the skill %s', (name) => {
  const text = read(name);
  const [, frontmatter = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
  const fields: Record<string, unknown> = parse(frontmatter);

  it('has frontmatter as agentskills.io specifies it', () => {
    expect(Object.keys(fields).filter((field) => !FIELDS.includes(field))).toEqual([]);
    expect(fields['name']).toBe(name);
    expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(name.length).toBeLessThanOrEqual(64);
    expect(String(fields['description']).length).toBeLessThanOrEqual(1024);
    expect(String(fields['compatibility']).length).toBeLessThanOrEqual(500);
  });

  it('says in its description what it does and when to use it', () => {
    expect(fields['description']).toMatch(/^[A-Z][^.]*\. Use it (when|for) /);
    expect(listSkills()).toContainEqual({ name, description: fields['description'], frontmatter: fields });
  });

  it('is short enough to be read whole, and has its sections in order', () => {
    expect(countTokens(body)).toBeLessThan(5_000);
    expect([...body.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual(HEADINGS);
  });

  it('names only tools that exist', () => {
    const unknown = toolsNamedIn(text).filter((tool) => !isMetaTool(tool) && findDefinition(tool) === undefined);
    expect(unknown.filter((word) => !NO_TOOLS.includes(word))).toEqual([]);
  });

  it('begins with reads, and previews what it does', () => {
    const tools = stepsOf(text).map(({ tool }) => tool);
    expect(['describe_connection', 'call_read_tool']).toContain(tools[0]);
    expect(tools).toContain('preview_call');
  });
});
