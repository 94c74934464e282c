#!/usr/bin/env node
/** The command's entry. Hosts start the server without arguments; only people who give some need a parser loaded. */
import { readConfig } from './config/server.js';
import { ConfigError } from './lib/config-error.js';

try {
  if (process.argv.length > 2 || process.env['CAPILLARY_HTTP']) {
    const { run } = await import('./commands/parser.js');
    await run();
  } else {
    const { serve } = await import('./commands/serve.js');
    await serve(readConfig(process.env));
  }
} catch (error) {
  if (!(error instanceof ConfigError) && !isSystemError(error)) throw error;
  console.error(`capillary-mcp: ${error.message}`);
  process.exitCode = 1;
}

/** A port in use, a file that is not there: the system's own message says it best. */
function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}
