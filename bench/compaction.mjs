/**
 * Tokens (o200k) of the results of 60 reads on the sandbox, whole and compacted, with their notes. The reads are those
 * among the everyday tools, and the first ones of each section, as reads.json lists them with their arguments. Writes
 * bench/COMPACTION.md and what the README quotes.
 *
 *   npm run bench:compaction
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createCallTool } from '../src/call/call.ts';
import { DEFAULT_MAX_RESULT_CHARACTERS } from '../src/call/result.ts';
import { ApiClient } from '../src/client/client.ts';
import { createSandboxClient } from '../src/organization/upstream.ts';
import { startSandbox } from '../src/sandbox/http/server.ts';
import { definitions } from '../src/tools/catalogue.ts';
import { benchFile } from './lib/processes.mjs';
import { quoteCompaction } from './lib/quotes.mjs';
import { table } from './lib/tables.mjs';
import { measureCall } from './lib/tokens.mjs';

/** @type {readonly { tool: string, arguments: Record<string, unknown> }[]} */
const reads = JSON.parse(readFileSync(benchFile('reads.json'), 'utf8'));
const NOTES_ON_EMPTY = /^Left out because they are empty: (.*)\.$/m;

async function measure() {
  const sandbox = await startSandbox({ seed: 42, now: '2026-05-03T06:30:00Z' });
  const client = createSandboxClient(ApiClient, sandbox, {
    userAgent: 'capillary-mcp-bench',
    deadlineMs: 30_000,
    concurrency: 1,
  });
  const serverWith = (compact) => {
    const call = createCallTool({ client: async () => client, maxCharacters: DEFAULT_MAX_RESULT_CHARACTERS, compact });
    return {
      callTool: (tool, args) =>
        call(
          definitions.find((each) => each.tool === tool),
          args,
        ),
    };
  };
  const [whole, compacted] = [serverWith(false), serverWith(true)];
  try {
    const measured = [];
    for (const read of reads) {
      const before = await measureCall(whole, read);
      const after = await measureCall(compacted, read);
      measured.push({ tool: read.tool, before: before.result, after: after.result, leftOut: leftOutOf(after.texts) });
    }
    return measured;
  } finally {
    await client.close();
    await sandbox.close();
  }
}

/** What was left out of a result. */
function leftOutOf([value = '', notes = '']) {
  const empty = NOTES_ON_EMPTY.exec(notes)?.[1];
  const pointers = value.split('"(same as ').length - 1;
  const tables = value.split('"rows":[').length - 1;
  return [
    ...(empty ? [`empty: ${empty}`] : []),
    ...(pointers > 0 ? [`${pointers} repeated`] : []),
    ...(tables > 0 ? [`names and common values of the rows in ${tables} ${tables === 1 ? 'table' : 'tables'}`] : []),
  ].join('; ');
}

const whole = new Intl.NumberFormat('en-US');
const saved = (before, after) => `${Math.round((1 - after / before) * 100)} %`;

const measured = await measure();
const total = (key) => measured.reduce((sum, each) => sum + each[key], 0);
const [before, after] = [total('before'), total('after')];
const rows = [...measured]
  .sort((one, other) => other.before - one.before)
  .map((each) => [
    each.tool,
    whole.format(each.before),
    whole.format(each.after),
    saved(each.before, each.after),
    each.leftOut,
  ]);
const markdown = `# Compacted answers

Written by \`npm run bench:compaction\`: the tokens (o200k) of the results of ${measured.length} reads on the sandbox with their notes, whole (\`--answers whole\`) and compacted, and what was left out. The reads are those among the tools that are listed by default, and the first ones of each section.

${table(
  ['', 'whole', 'compacted', 'saved', 'left out'],
  [['all', whole.format(before), whole.format(after), saved(before, after), ''], ...rows],
)}`;
process.stdout.write(markdown);
writeFileSync(benchFile('COMPACTION.md'), markdown);
const readme = benchFile('../README.md');
writeFileSync(readme, quoteCompaction(readFileSync(readme, 'utf8'), measured.length, 1 - after / before));
