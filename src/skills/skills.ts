/**
 * The skills of plugins/skills: workflows for agents, in the format of agentskills.io. The build puts their text into the
 * module, so import it dynamically.
 */

export interface Skill {
  /** The name of its folder, such as `erasure-request`. */
  readonly name: string;
  /** What it does and when to use it. */
  readonly description: string;
}

interface WholeSkill extends Skill {
  /** The whole SKILL.md, with its frontmatter. */
  readonly text: string;
}

const FILES = import.meta.glob('/plugins/skills/*/SKILL.md', { query: '?raw', import: 'default', eager: true });

const SKILLS: ReadonlyMap<string, WholeSkill> = new Map(
  Object.values(FILES)
    .map(toSkill)
    .sort((one, other) => one.name.localeCompare(other.name))
    .map((skill) => [skill.name, skill]),
);

/** All skills, by name. */
export const listSkills = (): readonly Skill[] =>
  [...SKILLS.values()].map(({ name, description }) => ({ name, description }));

/** The SKILL.md of a skill, whole; undefined if there is none of this name. */
export const readSkill = (name: string): string | undefined => SKILLS.get(name)?.text;

/** @throws if the frontmatter has no name or no description on a line of its own */
function toSkill(text: string): WholeSkill {
  const [, name] = /^name: (.+)$/m.exec(text) ?? [];
  const [, description] = /^description: (.+)$/m.exec(text) ?? [];
  if (name === undefined || description === undefined)
    throw new Error(`A skill has no name or no description: ${text.slice(0, 80)}`);
  return { name, description, text };
}
