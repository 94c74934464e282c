/** The control endpoints under `/__sandbox/`, which Capillary does not have; for people and tests. */

import { type Connection, PAGE_PATH } from '../../apps/page/contract.js';
import { runDue } from '../domains/due.js';
import { advance, canAdvance, now, SECOND } from '../world/clock.js';
import { LATEST } from '../world/clock-limit.js';
import type { CurrentWorld } from '../world/current.js';
import type { Incoming } from './api.js';
import { listOf, numberOf, objectOf } from './arguments.js';
import type { CallLog } from './call-log.js';
import type { Deliveries } from './deliveries.js';
import type { Faults } from './faults.js';
import type { Recorder } from './recorder.js';
import { type Reply, reply } from './replies.js';
import { parseBody } from './request.js';

/** What the control endpoints read and change. */
interface Controlled {
  current: CurrentWorld;
  recorder: Recorder;
  calls: CallLog;
  faults: Faults;
  deliveries: Deliveries;
  /** How an agent connects to the sandbox. */
  connection: () => Promise<Omit<Connection, 'brand'>>;
}

function advanceBy(current: CurrentWorld, seconds: number | null): Reply {
  const { world } = current;
  if (seconds === null || seconds < 0) return reply({ error: 'advanceSeconds must be a number from 0' }, 400);
  if (!canAdvance(world, seconds * SECOND)) {
    return reply({ error: `advanceSeconds must not advance the clock past ${LATEST}; it is ${now(world)}` }, 400);
  }
  advance(world, seconds * SECOND);
  runDue(world);
  current.changed();
  return reply({ now: now(world) });
}

/** Answers requests to the control endpoints. Rejects with a SandboxFailure if the body is malformed. */
export function createControl({
  current,
  recorder,
  calls,
  faults,
  deliveries,
  connection,
}: Controlled): (call: Incoming) => Promise<Reply> {
  return async ({ method, path, query, headers, bytes }) => {
    const asked = `${method} ${path}`;
    const read = method === 'GET' && path.startsWith(PAGE_PATH) ? path.slice(PAGE_PATH.length) : undefined;
    if (read !== undefined) return answerPage({ current, connection }, read, query);
    switch (asked) {
      case 'GET /__sandbox/faults':
        return reply(faults.planned());
      case 'POST /__sandbox/faults': {
        const wrong = faults.plan((await parseBody(headers, bytes)).body);
        return wrong === undefined ? reply(faults.planned()) : reply({ error: wrong }, 400);
      }
      case 'DELETE /__sandbox/faults':
        faults.clear();
        return reply(faults.planned());
      case 'GET /__sandbox/deliveries':
        return reply(deliveries.allowed());
      case 'POST /__sandbox/deliveries': {
        const { origins } = objectOf((await parseBody(headers, bytes)).body);
        deliveries.allow(listOf(origins));
        return reply(deliveries.allowed());
      }
      case 'GET /__sandbox/state':
        runDue(current.world);
        return reply(current.world);
      case 'GET /__sandbox/requests':
        return reply(recorder.requests());
      case 'POST /__sandbox/reset':
        current.startOver();
        recorder.clear();
        calls.clear();
        faults.clear();
        current.changed();
        return reply({ reset: true, now: now(current.world) });
      case 'POST /__sandbox/clock': {
        const seconds = numberOf(objectOf((await parseBody(headers, bytes)).body)['advanceSeconds']);
        return advanceBy(current, seconds);
      }
      default:
        return reply({ error: `Control endpoint ${method} ${path} does not exist` }, 404);
    }
  };
}

/** What the page reads. What makes the answers is loaded with the first. */
async function answerPage(
  { current, connection }: Pick<Controlled, 'current' | 'connection'>,
  path: string,
  query: string,
): Promise<Reply> {
  runDue(current.world);
  const { brandOf, pageAnswer } = await import('../page/answers.js');
  if (path === 'connection') return reply({ brand: brandOf(current.world), ...(await connection()) });
  const found = pageAnswer(current.world, path, new URLSearchParams(query));
  return found ? reply(found) : reply({ error: `There is nothing at ${PAGE_PATH}${path}` }, 404);
}
