/**
 * The API of all compared servers: answers each customer search at once. Runs as a process of its own and prints its URL.
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

const server = createServer((request, response) => {
  const found = request.url.startsWith('/v2/customers/search?');
  response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' });
  response.end(found ? ANSWER : '{}');
});
server.listen(0, '127.0.0.1', () => process.stderr.write(`upstream at http://127.0.0.1:${server.address().port}\n`));
