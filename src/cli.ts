#!/usr/bin/env node
/** Entry point of the command. Hosts start the server without arguments, so the parser is loaded only if there are any. */
import { readConfigLeniently } from './config/server.js';
import { ConfigError, isSystemError } from './lib/config-error.js';

try {
  if (process.argv.length > 2 || process.env['CAPILLARY_HTTP']) {
    const { run } = await import('./commands/parser.js');
    await run();
  } else {
    const { serve } = await import('./commands/serve.js');
    await serve(readConfigLeniently(process.env));
  }
} catch (error) {
  if (error instanceof ConfigError) console.error(`capillary-mcp: ${error.message}`);
  else if (isSystemError(error)) {
    const { explainSystemError } = await import('./lib/system-error.js');
    console.error(`capillary-mcp: ${explainSystemError(error)}`);
  } else throw error;
  process.exitCode = 1;
}
