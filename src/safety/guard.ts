/** Holds every call of an organization against its policy. What does so is loaded with the first call that needs it. */
import type { Permit } from '../call/call.js';
import { lazyAsync } from '../lib/lazy.js';
import { risk } from '../tools/define.js';
import type { Guard, GuardOptions, Permits } from './permits.js';

const FREE: Permit = { ended: async () => undefined };

export function createGuard(options: GuardOptions): Guard {
  const { policy, holds } = options;
  let permits: Permits | undefined;
  const open = lazyAsync(async () => {
    const { openPermits } = await import('./permits.js');
    permits = openPermits(options);
    return permits;
  });
  return {
    getPermit: async (definition, args, context) => {
      const isHolding = holds !== undefined || permits?.isHolding();
      const isFree = risk(definition) === 'read' && policy.current().never.length === 0 && !isHolding;
      return isFree ? FREE : (await open()).getPermit(definition, args, context);
    },
    preview: async (...call) => (await open()).preview(...call),
    openBatches: async () => (await open()).openBatches(),
    openPlan: async (...call) => (await open()).openPlan(...call),
    toolOfPlan: async (...call) => (await open()).toolOfPlan(...call),
  };
}
