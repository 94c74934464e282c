/** Runs the fixture server until SIGTERM, and prints its URL: `node main.js [--sessions] [--revision <date> …]`. */
import { parseArgs } from 'node:util';
import { serveFixtures } from './server.js';

const { values } = parseArgs({
  options: { sessions: { type: 'boolean', default: false }, revision: { type: 'string', multiple: true } },
});
const { sessions, revision: revisions } = values;
const server = await serveFixtures({ sessions, ...(revisions && { revisions }) });
process.stdout.write(`${server.url}\n`);
process.once('SIGTERM', () => void server.close());
