/** The upstream of the load run, in a process of its own. Reports its URL, and its ledger when asked. */
import { UnreliableApi } from '../../test/load/unreliable-api.ts';

const api = new UnreliableApi({ seed: 1, tokenSeconds: 1, hangMs: 8_000 });
process.send({ url: await api.start() });
process.on('message', () => process.send({ ledger: api.ledger }));
process.on('disconnect', () => process.exit());
