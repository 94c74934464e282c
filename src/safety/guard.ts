/** Holds every call of an organization against its policy. What does so is loaded with the first call that needs it. */
import type { GetPermit, Permit } from '../call/call.js';
import { lazyAsync } from '../lib/lazy.js';
import { risk } from '../tools/define.js';
import type { GuardOptions } from './permits.js';

const FREE: Permit = { ended: async () => undefined };

export function createGuard(options: GuardOptions): GetPermit {
  const { policy } = options;
  const open = lazyAsync(async () => {
    const { openPermits } = await import('./permits.js');
    return openPermits(options);
  });
  return async (definition, args, context) => {
    const isFree = risk(definition) === 'read' && policy.current().never.length === 0;
    return isFree ? FREE : (await open())(definition, args, context);
  };
}
