/** The endpoints that Capillary does not have: what `/__sandbox/` answers, for people and tests. */
import { numberOf, objectOf } from './arguments.js';
import { advance, now, SECOND } from './clock.js';
import type { Faults } from './faults.js';
import { customerOverview, overviewOf } from './overview.js';
import type { Recorder } from './recorder.js';
import { type Reply, reply } from './replies.js';
import { parseBody } from './request.js';
import { runDue } from './rules/due.js';
import type { World } from './world.js';

/** What the control endpoints look at and change. */
export interface Controlled {
  world: () => World;
  /** Seeds another world in the place of this one, and forgets calls and faults. */
  reset: () => void;
  /** Called where the world changed. */
  changed: () => void;
  recorder: Recorder;
  faults: Faults;
}

/** A request to a control endpoint. */
export interface ControlCall {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  bytes: Buffer;
}

const CUSTOMER = /^GET \/__sandbox\/customers\/(\d+)$/;

const MOST_CALLS = 30;

/** The newest first, without headers and bodies. */
const lastCalls = (recorder: Recorder) =>
  recorder
    .requests()
    .slice(-MOST_CALLS)
    .reverse()
    .map(({ at, method, path, query, status }) => ({ at, method, path, query, status }));

export function createControl({ world, reset, changed, recorder, faults }: Controlled) {
  return async ({ method, path, query, headers, bytes }: ControlCall): Promise<Reply> => {
    const asked = `${method} ${path}`;
    const customerId = CUSTOMER.exec(asked)?.[1];
    if (customerId !== undefined) {
      runDue(world());
      const found = customerOverview(world(), customerId);
      return found ? reply(found) : reply({ error: `No customer ${customerId}` }, 404);
    }
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
      case 'GET /__sandbox/state':
        runDue(world());
        return reply(world());
      case 'GET /__sandbox/overview':
        runDue(world());
        return reply({
          ...overviewOf(world(), new URLSearchParams(query).get('q')?.trim() ?? ''),
          calls: lastCalls(recorder),
        });
      case 'GET /__sandbox/requests':
        return reply(recorder.requests());
      case 'POST /__sandbox/reset':
        reset();
        changed();
        return reply({ reset: true, now: now(world()) });
      case 'POST /__sandbox/clock': {
        const seconds = numberOf(objectOf((await parseBody(headers, bytes)).body)['advanceSeconds']);
        if (seconds === null || seconds < 0) return reply({ error: 'advanceSeconds must be a number from 0' }, 400);
        advance(world(), seconds * SECOND);
        runDue(world());
        changed();
        return reply({ now: now(world()) });
      }
      default:
        return reply({ error: `No control endpoint ${method} ${path}` }, 404);
    }
  };
}
