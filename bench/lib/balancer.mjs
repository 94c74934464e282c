/**
 * A load balancer: gives each new connection to the next replica. Runs as a process of its own and prints its URL.
 *
 *   node balancer.mjs <port of a replica> [<port> …]
 */
import { connect, createServer } from 'node:net';

const ports = process.argv.slice(2).map(Number);
let next = 0;
const server = createServer((client) => {
  const replica = connect(ports[next++ % ports.length], '127.0.0.1');
  client.pipe(replica).pipe(client);
  for (const [one, other] of [
    [client, replica],
    [replica, client],
  ]) {
    one.setNoDelay();
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
});
server.listen(0, '127.0.0.1', () => process.stderr.write(`balancer at http://127.0.0.1:${server.address().port}\n`));
