/**
 * Runs a script that imports from src/, without a build:
 *
 *   node scripts/run.mjs scripts/generate.mjs [arguments of the script]
 */
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

const [script] = process.argv.splice(2, 1);
if (script === undefined) throw new Error('Pass the script to run.');
await runnerImport(resolve(script), { logLevel: 'error' });
