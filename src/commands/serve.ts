/** `capillary-mcp`: serves MCP over stdio, or over HTTP. */
import { createCallTool } from '../call/call.js';
import type { Config } from '../config.js';
import { connect } from '../connect.js';
import { createLog } from '../log.js';
import { createServerFactory } from '../server.js';
import { definitions } from '../tools/catalogue.js';
import { VERSION } from '../version.js';

const CHARACTERS_PER_TOKEN = 3.5;

/** @param http - the port to listen on; without it, stdio */
export async function serve(config: Config, http?: { port: number }): Promise<void> {
  const log = createLog(config.logLevel);
  const connection = connect(config, log);
  const sandbox = config.target.kind === 'sandbox';
  const factory = createServerFactory({
    definitions,
    callTool: createCallTool({
      client: connection.client,
      maxCharacters: Math.round(config.maxResultTokens * CHARACTERS_PER_TOKEN),
      onInternalError: (tool, thrown) => log('error', 'internal error', { tool, error: errorName(thrown) }),
    }),
    version: VERSION,
    sandbox,
  });
  const onError = (error: Error) => log('warn', 'protocol error', { error: errorName(error) });

  if (!http) {
    const { serveStdio } = await import('../transports/stdio.js');
    serveStdio(factory, { onClose: connection.close, onError });
    return;
  }
  const { serveHttp } = await import('../transports/http.js');
  const server = await serveHttp(factory, { port: http.port, onError });
  console.error(`capillary-mcp ${VERSION}${sandbox ? ' (sandbox)' : ''} at ${server.url}`);
  const stop = async (): Promise<void> => {
    await server.close();
    await connection.close();
    process.exit(0);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

/** What kind of error it was and where, without its message, which may quote what was sent. */
function errorName(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown;
  const code = 'code' in thrown ? ` ${String(thrown.code)}` : '';
  const at = /\n\s+at (.*)/.exec(thrown.stack ?? '')?.[1] ?? '';
  return `${thrown.name}${code}${at && ` at ${at.replace(/\(?(file:\/\/)?.*\/(?=[^/]+:\d+:\d+)/, '(')}`}`;
}
