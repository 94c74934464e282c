/**
 * Finds regular expressions in src/ that take more than linear time for some text, and exits with 1 if there are any.
 * With such an expression, whoever sends that text blocks the process. Bound the text first, or split it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { explainSlowness, findRegexps } from './regexps.mjs';

/**
 * Expressions that need no check, and why. `contains`: a part of the code; without it, all expressions of the file.
 *
 * @type {readonly { file: string, contains?: string, reason: string }[]}
 */
const EXCEPTIONS = [
  {
    file: 'src/discovery/intent.ts',
    reason: 'find_tools reads 1,000 characters of a query; the slowest expression takes 2 ms for those',
  },
  {
    file: 'src/discovery/request.ts',
    contains: 'spend|redeem|pay',
    reason: 'find_tools reads 1,000 characters of a query, and each repetition in it is bounded',
  },
  {
    file: 'src/commands/journey.ts',
    contains: 'tool',
    reason: 'made of the name of one of our tools, and reads an answer of our find_tools',
  },
  ...['document', 'jsonc', 'toml'].map((name) => ({
    file: `src/hosts/${name}.ts`,
    reason: 'install reads the own files of whoever runs it, and nothing else waits for it',
  })),
  {
    file: 'src/lib/json.ts',
    contains: 'MARK',
    reason: 'the mark consists of hexadecimal digits, so no match can begin inside another',
  },
  {
    file: 'src/sandbox/domains/events/rules.ts',
    contains: 'RegExp(text)',
    reason: 'is only compiled, to see whether it is valid; it runs elsewhere, with a time limit',
  },
];

const root = fileURLToPath(new URL('..', import.meta.url));
const files = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.[jt]s$/.test(entry.name))
  .map(({ parentPath, name }) => relative(root, join(parentPath, name)))
  .sort();

const needed = new Set();
const isExcepted = (file, source) => {
  const exception = EXCEPTIONS.find((each) => each.file === file && source.includes(each.contains ?? ''));
  if (exception) needed.add(exception);
  return exception !== undefined;
};

const problems = [];
let checked = 0;
for (const file of files) {
  for (const { source, flags, line, isConstant } of findRegexps(file, readFileSync(join(root, file), 'utf8'))) {
    if (isExcepted(file, source)) continue;
    checked += 1;
    const problem = isConstant ? explainSlowness({ source, flags }) : 'is not a constant, so it cannot be checked';
    if (problem !== undefined) problems.push(`${file}:${line}: /${source}/${flags} ${problem}`);
  }
}
for (const { file, reason } of EXCEPTIONS.filter((exception) => !needed.has(exception)))
  problems.push(`${file}: the exception '${reason}' applies to no regular expression; remove it`);

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else process.stdout.write(`Checked ${checked} regular expressions.\n`);
