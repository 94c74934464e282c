/** Takes everything that is exported by OTLP over HTTP. Runs as a process of its own and prints its URL. */
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  request.resume().once('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
});
server.listen(0, '127.0.0.1', () => process.stderr.write(`collector at http://127.0.0.1:${server.address().port}\n`));
