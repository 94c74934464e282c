/**
 * Tokens of ten tasks of evals/ on this server and on a generic server for the same OpenAPI document. The references are
 * replayed on the sandbox, in the terms of each server, and graded. Nothing is timed.
 *
 *   npm ci --prefix bench              installs the generic server; without it, only this server is measured
 *   npm run bench:tasks [-- --json FILE]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CLI } from './lib/processes.mjs';
import { arePeersInstalled, OURS } from './lib/servers.mjs';
import { tasksTables } from './lib/tables.mjs';
import { measureTasks } from './lib/task-tokens.mjs';

const { values } = parseArgs({ options: { json: { type: 'string' } } });

const folder = mkdtempSync(join(tmpdir(), 'capillary-mcp-bench-'));
try {
  const openApiFile = join(folder, 'openapi.json');
  writeFileSync(openApiFile, execFileSync(process.execPath, [CLI, 'catalogue', '--openapi'], { maxBuffer: 1e9 }));
  const results = await measureTasks(openApiFile, arePeersInstalled() ? undefined : [OURS, `${OURS} (discovery)`]);
  process.stdout.write(tasksTables(results));
  if (values.json) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
