/** Runs a benchmark in a process of its own, so that none is measured with the garbage of another. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchFile } from './processes.mjs';

/**
 * @param {string} script - a file of bench/ that takes `--json FILE`
 * @param {readonly string[]} args
 * @returns what it writes to the file
 */
export function runBench(script, args = []) {
  const folder = mkdtempSync(join(tmpdir(), 'capillary-mcp-bench-'));
  try {
    const file = join(folder, 'results.json');
    execFileSync(process.execPath, [benchFile('../scripts/run.mjs'), benchFile(script), ...args, '--json', file], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return JSON.parse(readFileSync(file, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
