/**
 * Compares the types of answers with the shapes that the tests held at a revision, before there were types, and writes
 * bench/answers-changed.json, which docs/answers.md counts:
 *
 *   npm run answers:changes -- <revision>
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { answerPart, formsOf } from '../src/tools/answer-parts.ts';
import { definitions } from '../src/tools/catalogue.ts';

const FIXTURE = 'test/fixtures/responses.json';

/** Members of an answer that say how the call went, or which page it is: the same for all tools, so they do not count. */
const OUTCOMES = new Set(['warnings', 'errors', 'success', 'status', 'item_status', 'code', 'message', 'pagination']);

/** The paths of all members of a type, without brackets of lists. */
function pathsOfType(schema, path = '', above = []) {
  if (above.includes(schema)) return [];
  return [...answerPart(schema).members].flatMap(([name, member]) => {
    if (OUTCOMES.has(name)) return [];
    const inner = path === '' ? name : `${path}.${name}`;
    return [inner, ...formsOf(member).flatMap((form) => pathsOfType(form, inner, [...above, schema]))];
  });
}

/** The same of a shape. A name in braces stands for any key. */
function pathsOfShape(shape, path = '') {
  if (Array.isArray(shape)) return shape.flatMap((each) => pathsOfShape(each, path));
  if (typeof shape !== 'object' || shape === null) return [];
  return Object.entries(shape).flatMap(([name, each]) => {
    if (name.startsWith('{') || OUTCOMES.has(name)) return [];
    const inner = path === '' ? name : `${path}.${name}`;
    return [inner, ...pathsOfShape(each, inner)];
  });
}

/** The members at the root; of an InTouch answer, those in `response`. */
function rootOf(paths) {
  const all = [...paths];
  const within = all.length > 0 && all.every((path) => path.split('.')[0] === 'response') ? 1 : 0;
  return new Set(all.map((path) => path.split('.')[within]).filter(Boolean));
}

function compareWith(revision) {
  const before = JSON.parse(execFileSync('git', ['show', `${revision}:${FIXTURE}`], { encoding: 'utf8' }));
  const changes = { root: [], fields: [], unknown: [] };
  for (const { tool, answer } of definitions) {
    const shape = (before[tool] ?? before[tool.replace(/_v1$/, '_v1_1')])?.response;
    if (shape === undefined) {
      changes.unknown.push(tool);
      continue;
    }
    const [old, now] = [new Set(pathsOfShape(shape)), new Set(pathsOfType(answer()))];
    const isList = answerPart(answer()).isList;
    const isOtherRoot = Array.isArray(shape) ? !isList : [...rootOf(old)].some((name) => !rootOf(now).has(name));
    if (isOtherRoot) changes.root.push(tool);
    const all = new Set([...old, ...now]);
    const different = [...all].filter((path) => !old.has(path) || !now.has(path)).length;
    if (different > all.size / 10) changes.fields.push(tool);
  }
  return changes;
}

const [revision] = process.argv.slice(2);
if (revision === undefined) {
  process.stderr.write(`Name the revision whose ${FIXTURE} the types are compared with.\n`);
  process.exitCode = 1;
} else {
  const changes = compareWith(revision);
  writeFileSync(new URL('../bench/answers-changed.json', import.meta.url), `${JSON.stringify(changes)}\n`);
  const { root, fields, unknown } = changes;
  process.stdout.write(
    `other root: ${root.length}, other fields: ${fields.length}, no shape before: ${unknown.length}\n`,
  );
}
