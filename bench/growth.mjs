/**
 * Whether anything grows with the catalogue: this server with 434 endpoints and with more, which are made from the real
 * ones. Start, first call and search, then lists, calls and searches, and memory. The servers take turns.
 *
 *   npm run bench:growth [-- --sizes 434,2000,10000] [--rounds 15] [--calls 300] [--json FILE]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ourEnvironment } from './http/load.mjs';
import { compareRequests, compareStarts } from './lib/measures.mjs';
import { benchFile, CLI, startService } from './lib/processes.mjs';
import { readQueries } from './lib/recall.mjs';
import { CALL } from './lib/request.mjs';
import { StdioConnection } from './lib/stdio-connection.mjs';
import { buildWithCatalogue } from './lib/synthetic-catalogue.mjs';
import { growthTables } from './lib/tables.mjs';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '434,2000,10000' },
    rounds: { type: 'string', default: '15' },
    calls: { type: 'string', default: '300' },
    json: { type: 'string' },
  },
});
const sizes = values.sizes.split(',').map(Number);
const options = { rounds: Number(values.rounds), calls: Number(values.calls) };
const queries = readQueries().map(({ q }) => q);

const succeed = async (connection, name, args) => {
  const { isError, content } = await connection.callTool(name, args);
  if (isError) throw new Error(`${name}: ${content[0].text.slice(0, 300)}`);
};
const call = (connection) => succeed(connection, CALL.name, CALL.arguments);
const find = (connection, turn = 0) => succeed(connection, 'find_tools', { query: queries[turn % queries.length] });

/** The request of each server, with its own turn, so that all search for the same. */
const asSubjects = (connections, request) =>
  connections.map(({ name, connection }) => {
    let turn = 0;
    return { name, request: () => request(connection, turn++) };
  });

async function measure(servers) {
  const start = await compareStarts(servers, options);
  const firstCall = await compareStarts(servers, { ...options, ask: call });
  const firstFind = await compareStarts(servers, { ...options, ask: find });
  const connections = servers.map(({ name, start: { args, env } }) => {
    return { name, connection: new StdioConnection(args, env) };
  });
  try {
    for (const { connection } of connections) await connection.initialize();
    const list = await compareRequests(
      asSubjects(connections, (connection) => connection.listTools()),
      options,
    );
    const calls = await compareRequests(asSubjects(connections, call), options);
    const searches = await compareRequests(
      asSubjects(connections, find).map((subject, index) => ({ ...subject, pid: connections[index].connection.pid })),
      options,
    );
    return { ...options, start, firstCall, firstFind, list, calls, searches };
  } finally {
    await Promise.all(connections.map(({ connection }) => connection.stop()));
  }
}

const folder = mkdtempSync(join(tmpdir(), 'capillary-mcp-growth-'));
const upstream = await startService([benchFile('lib/upstream.mjs')]);
try {
  const env = ourEnvironment(upstream);
  const servers = sizes.map((size, index) => {
    const cli = index === 0 ? CLI : buildWithCatalogue(benchFile('..'), join(folder, String(size)), size);
    return { name: `${size.toLocaleString('en-US')} endpoints`, start: { args: [cli], env } };
  });
  const results = await measure(servers);
  process.stdout.write(growthTables(results));
  if (values.json) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
} finally {
  await upstream.stop();
  rmSync(folder, { recursive: true });
}
