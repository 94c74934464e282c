/**
 * The skills of plugins/skills: workflows for agents, in the format of agentskills.io. The build puts their text into the
 * module, so import it dynamically.
 */

export interface Skill {
  /** The name of its folder, such as `erasure-request`. */
  readonly name: string;
  /** What it does and when to use it. */
  readonly description: string;
  /** All fields at the beginning of the SKILL.md, with `name` and `description` among them. */
  readonly frontmatter: Readonly<Record<string, string>>;
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
export const listSkills = (): readonly Skill[] => [...SKILLS.values()].map(({ text, ...skill }) => skill);

/** The SKILL.md of a skill, whole; undefined if there is none of this name. */
export const readSkill = (name: string): string | undefined => SKILLS.get(name)?.text;

/** @throws if the frontmatter has no name or no description, or a field that is more than a line of plain text */
function toSkill(text: string): WholeSkill {
  const [, fields = ''] = /^---\n([\s\S]*?)\n---\n/.exec(text) ?? [];
  const frontmatter = Object.fromEntries(fields.split('\n').map(toField));
  const { name, description } = frontmatter;
  if (name === undefined || description === undefined)
    throw new Error(`A skill has no name or no description: ${text.slice(0, 80)}`);
  return { name, description, frontmatter, text };
}

function toField(line: string): [string, string] {
  const [, name, value] = /^([a-z-]+): ([A-Za-z0-9].*)$/.exec(line) ?? [];
  if (name === undefined || value === undefined) throw new Error(`The field of a skill is no plain text: ${line}`);
  return [name, value];
}
