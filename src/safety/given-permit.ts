/** Leave to send a call, and what follows from its outcome: holds end or begin, and limits get back what was not used. */
import type { Permit } from '../call/call.js';
import type { Outcome } from '../client/errors.js';
import type { Definition } from '../tools/define.js';
import type { Hold, Holds } from './holds.js';
import type { Counted } from './limits.js';

/** What counts against a limit although the call failed: nobody can rule out that it took effect. */
const MAY_HAVE_HAPPENED: readonly Outcome[] = ['applied', 'partial', 'unknown'];

/** A call that is about to be sent. */
export interface Sending {
  definition: Definition;
  args: Readonly<Record<string, unknown>>;
  subject: string | undefined;
}

export function readPermit(holds: Holds, { definition, args, subject }: Sending): Permit {
  const looked = holds.looking(definition, args, subject);
  return {
    ended: async (outcome, answer) => {
      if (outcome === 'applied') await looked(answer);
    },
  };
}

export function writePermit(holds: Holds, { definition, args, subject }: Sending, counted: Counted): Permit {
  let hold: Hold | undefined;
  let isKnown = false;
  return {
    ended: async (outcome) => {
      if (outcome === 'unknown' && !isKnown) hold = await holds.add(definition, args, subject);
      // The outcome may have come while replicas were told of the hold.
      if (hold && isKnown) await holds.settle(hold);
      if (!MAY_HAVE_HAPPENED.includes(outcome)) await counted.giveBack();
    },
    endedLate: (outcome) => {
      if (outcome === 'unknown') return;
      isKnown = true;
      if (hold) void holds.settle(hold);
    },
  };
}
