/** `capillary-mcp`: serves MCP over stdio, or over HTTP. */
import { readFile } from 'node:fs/promises';
import type { CallTool } from '../call/call.js';
import type { Config } from '../config.js';
import { type Connection, connect } from '../connect.js';
import { type Catalogue, createToolbox } from '../discovery/toolbox.js';
import { openFilters, requestSelections } from '../filters.js';
import type { ListedTool } from '../listing.js';
import { createLog, type Log } from '../log.js';
import { VERSION } from '../version.js';

const CHARACTERS_PER_TOKEN = 3.5;

/** @param http - the port to listen on; without it, stdio */
export async function serve(config: Config, http?: { port: number }): Promise<void> {
  // Read while the protocol's code loads.
  const listed = catalogue.listed();
  const { createServerFactory } = await import('../server.js');
  const log = createLog(config.logLevel);
  const connection = connect(config, log);
  const sandbox = config.target.kind === 'sandbox';
  const facts = (await listed).map((tool) => tool.facts);
  const { allowed, close: closeFilters } = await openFilters(config, facts, (message) => log('warn', message));
  const createServer = createServerFactory({
    toolbox: createToolbox({ catalogue, callTool: lazyCallTool(config, connection, log) }),
    version: VERSION,
    sandbox,
  });
  const onError = (error: Error) => log('warn', 'protocol error', { error: errorName(error) });
  const close = async (): Promise<void> => {
    closeFilters();
    await connection.close();
  };

  if (!http) {
    const { serveStdio } = await import('../transports/stdio.js');
    serveStdio(createServer, { allowed, onClose: close, onError });
    return;
  }
  const { serveHttp } = await import('../transports/http.js');
  const server = await serveHttp(createServer, {
    allowed,
    selectionOf: requestSelections(facts),
    port: http.port,
    onError,
  });
  console.error(`capillary-mcp ${VERSION}${sandbox ? ' (sandbox)' : ''} at ${server.url}`);
  const stop = async (): Promise<void> => {
    await server.close();
    await close();
    process.exit(0);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

/** The build's own list of tools, read once; the catalogue itself is loaded with the first call. */
const catalogue: Catalogue = {
  listed: once(
    async (): Promise<ListedTool[]> => JSON.parse(await readFile(new URL('../tools.json', import.meta.url), 'utf8')),
  ),
  find: async (name) => (await import('../tools/catalogue.js')).findDefinition(name),
  definitions: async () => (await import('../tools/catalogue.js')).definitions,
};

function lazyCallTool(config: Config, connection: Connection, log: Log): CallTool {
  const callTool = once(async () => {
    const { createCallTool } = await import('../call/call.js');
    return createCallTool({
      client: connection.client,
      maxCharacters: Math.round(config.maxResultTokens * CHARACTERS_PER_TOKEN),
      onInternalError: (tool, thrown) => log('error', 'internal error', { tool, error: errorName(thrown) }),
    });
  });
  return async (...call) => (await callTool())(...call);
}

/** The first result, kept. A failure is not kept. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

/** What kind of error it was and where, without its message, which may quote what was sent. */
function errorName(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown;
  const code = 'code' in thrown ? ` ${String(thrown.code)}` : '';
  const at = /\n\s+at (.*)/.exec(thrown.stack ?? '')?.[1] ?? '';
  return `${thrown.name}${code}${at && ` at ${at.replace(/\(?(file:\/\/)?.*\/(?=[^/]+:\d+:\d+)/, '(')}`}`;
}
