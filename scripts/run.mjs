/**
 * Runs a script that imports src/, which nothing has to be built for:
 *
 *   node scripts/run.mjs scripts/generate.mjs [arguments of the script]
 */
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

const [script] = process.argv.splice(2, 1);
if (script === undefined) throw new Error('Name the script to run.');
await runnerImport(resolve(script), { logLevel: 'error' });
