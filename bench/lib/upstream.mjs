/**
 * The API of all compared servers: answers each customer search at once, or after the
 * milliseconds that its argument says. Runs as a process of its own and prints its URL.
 */
import { createServer } from 'node:http';

const ANSWER = JSON.stringify({
  pagination: { limit: 10, offset: 0, total: 1 },
  data: [
    {
      userId: 418400001,
      matchedIdentifiers: [],
      profiles: [{ source: 'INSTORE', accountId: '', firstName: 'Asha', lastName: 'Iyer', identifiers: [] }],
    },
  ],
});

const latencyMs = Number(process.argv[2] ?? 0);

const server = createServer((request, response) => {
  const found = request.url.startsWith('/v2/customers/search?');
  response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' });
  const answer = () => response.end(found ? ANSWER : '{}');
  if (latencyMs === 0) answer();
  else setTimeout(answer, latencyMs);
});
server.listen(0, '127.0.0.1', () => process.stderr.write(`upstream at http://127.0.0.1:${server.address().port}\n`));
