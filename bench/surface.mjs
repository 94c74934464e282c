/**
 * What the present sources change for clients, compared with a commit: the tools that differ, and their tokens.
 *
 *   npm run surface [-- --since main]
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { META_TOOLS } from '../src/discovery/meta-tools.ts';
import { toMcpTool } from '../src/presentation/tool-list.ts';
import { definitions } from '../src/tools/catalogue.ts';
import { surfaceReport } from './lib/surface-report.mjs';

const { values } = parseArgs({ options: { since: { type: 'string', default: 'HEAD' } } });
const FOLDER = 'test/tools/snapshots';
const git = (...args) => execFileSync('git', args, { encoding: 'utf8', maxBuffer: 1e9 });
const files = git('ls-tree', '--name-only', values.since, `${FOLDER}/`).trim().split('\n');
const before = files.flatMap((file) => JSON.parse(git('show', `${values.since}:${file}`)));
const after = [...META_TOOLS, ...definitions.map(toMcpTool)];
// The snapshots also hold when a call is only a read, which clients do not see.
const shown = before.map(({ readUnless, ...tool }) => tool);
process.stdout.write(surfaceReport(shown, after) || `No tool differs from ${values.since}.\n`);
