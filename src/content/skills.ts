/** The skills as the MCP extension for them serves them: their files are resources, and each has an entry with their digests. */
import { createHash } from 'node:crypto';
import type { Resource } from '@modelcontextprotocol/server';
import { listSkills, readSkill, type Skill } from '../skills/skills.js';
import { isFollowable } from './followable.js';
import type { ContentSources, Reader } from './sources.js';

export const MARKDOWN = 'text/markdown';

/** An entry of `skills/list`. Source: https://modelcontextprotocol.io/seps/2640-skills-extension. */
export interface SkillEntry {
  uri: string;
  /** All fields of the file's frontmatter. */
  frontmatter: Skill['frontmatter'];
  /** All files of the skill. */
  resources: { uri: string; digest: string; size: number }[];
}

const uriOf = (name: string): string => `skill://${name}/SKILL.md`;
const URI = /^skill:\/\/([a-z0-9-]{1,64})\/SKILL\.md$/;

/** Those whose tools are all enabled. */
export async function skillsFor({ catalogue }: ContentSources, { selection }: Reader): Promise<Skill[]> {
  const enabled = await Promise.all(
    listSkills().map(async (skill) => {
      const canFollow = await isFollowable(readSkill(skill.name) ?? '', catalogue, selection);
      return canFollow ? [skill] : [];
    }),
  );
  return enabled.flat();
}

/** The skill whose SKILL.md has this address; undefined if there is none, or if it is not enabled. */
export async function findSkill(uri: string, sources: ContentSources, reader: Reader): Promise<Skill | undefined> {
  const [, name] = URI.exec(uri) ?? [];
  return name === undefined ? undefined : (await skillsFor(sources, reader)).find((skill) => skill.name === name);
}

export const skillText = ({ name }: Skill): string => readSkill(name) ?? '';

export const toResource = ({ name, description }: Skill): Resource => ({
  uri: uriOf(name),
  name,
  description,
  mimeType: MARKDOWN,
});

export function toEntry(skill: Skill): SkillEntry {
  const uri = uriOf(skill.name);
  const bytes = Buffer.from(skillText(skill));
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  return { uri, frontmatter: skill.frontmatter, resources: [{ uri, digest, size: bytes.length }] };
}
