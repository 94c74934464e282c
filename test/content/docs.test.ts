/** docs/prompts.md says what there is. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PROMPTS } from '../../src/content/prompts.js';
import { listResources, TEMPLATES } from '../../src/content/resources.js';
import { listSkills } from '../../src/skills/skills.js';
import { selection, serverParts } from '../discovery/toolboxes.js';

const DOC = readFileSync(new URL('../../docs/prompts.md', import.meta.url), 'utf8');

/** The first cells of the rows of a table. */
const namesIn = (heading: string): string[] => {
  const [, section = ''] = DOC.split(`## ${heading}\n`);
  const [own = ''] = section.split('\n## ');
  return [...own.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name = '']) => name);
};

describe('docs/prompts.md', () => {
  it.each(PROMPTS)('has the prompt $name with its arguments', ({ name, title, arguments: all }) => {
    const names = all.map((each) => (each.required ? `**\`${each.name}\`**` : `\`${each.name}\``));
    expect(DOC).toContain(`| \`${name}\` | ${title} | ${names.join(', ')} |`);
  });

  it('has no other prompts', () => {
    expect(namesIn('Prompts')).toEqual(PROMPTS.map(({ name }) => name));
  });

  it('has every resource', async () => {
    const { content } = serverParts(async () => ({ content: [] }));
    const sources = { ...content, audit: { path: 'audit.jsonl' } };
    const listed = await listResources(sources, { selection: selection(), context: {} });
    const skills = listSkills().map(({ name }) => name);
    const documented = new Set(
      [...listed.map(({ uri }) => uri), ...TEMPLATES.map(({ uriTemplate }) => uriTemplate)].map((uri) =>
        uri
          .replace(/^capillary:\/\/catalogue\/.+$/, 'capillary://catalogue/{domain}')
          .replace(/^skill:\/\/([^/]+)\//, (whole, name) => (skills.includes(name) ? 'skill://{skill}/' : whole))
          .replace(/^ui:\/\/capillary\/.+$/, 'ui://capillary/{view}'),
      ),
    );
    expect(namesIn('Resources').sort()).toEqual([...documented].sort());
  });
});
