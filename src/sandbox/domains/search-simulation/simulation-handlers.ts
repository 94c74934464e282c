/** Section Simulation: the result of a bill, without adding it. */
import type { Answer } from '../../../tools/schemas/decoded.js';
import { simulationSimulateTransaction } from '../../../tools/search-simulation/simulation.js';
import { objectOf, textOf } from '../../http/arguments.js';
import { inBody } from '../../http/codes.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { rehearse } from '../../world/all-or-nothing.js';
import type { World } from '../../world/world.js';
import { billDetails, maxConversion, stamp } from '../points/ledger-serializers.js';
import { tierOf } from '../points/tiers.js';
import { addSent } from '../transaction/named.js';
import type { Posted } from '../transaction/postings.js';
import { BILL_CODES, sentOf } from '../transaction/sent.js';
import { toSideEffectsJson } from '../transaction/serializers.js';

type Breakup = Answer<typeof simulationSimulateTransaction>['simulatedPointsBreakup'];

/** What a bill earned. `eventLogId` is -1 for a customer who earns nothing. */
function toBreakupJson(world: World, { transaction, earned }: Posted): Breakup {
  const event = earned?.event;
  const tier = tierOf(world, world.customers[transaction.customerId ?? 0]?.tier ?? null);
  return {
    eventLogId: event?.id ?? -1,
    eventName: 'TransactionAdd',
    eventDetails: {
      tillId: transaction.tillId,
      ...(event && { eventTime: stamp(event.time), ...maxConversion(world, event) }),
    },
    billDetails: billDetails(world, transaction, event),
    customFields: [],
    extendedFields: Object.entries(transaction.extendedFields).map(([name, value]) => ({ name, value: textOf(value) })),
    paymentModes: transaction.paymentModes.map(({ mode, value }) => ({ mode, value })),
    pointInTimeSlabs: tier
      ? [
          {
            pointInTimeSlabNumber: tier.number,
            pointInTimeSlabName: tier.name,
            programId: world.organisation.program.id,
            isDefaultProgram: true,
          },
        ]
      : [],
  };
}

export const simulationHandlers: Handlers = {
  // Adds the bill and undoes it: it is refused, and earns, as a real bill would.
  ...handle(
    simulationSimulateTransaction,
    {
      envelope: 'single',
      codes: { identifierName: 8013, source: 8003, ...inBody(BILL_CODES) },
      first: ['body.type'],
      optional: ['identifierName', 'identifierValue'],
    },
    ({ world, till, query, raw, warn }) => {
      const body = objectOf(raw.body);
      const { billingDate } = body;
      const { identifierName: name, identifierValue: value, source = 'INSTORE' } = query;
      return rehearse(world, (tried) => {
        const context = { world: tried, tillId: till.id, source, billingDate, skipDownstream: false };
        const posted = addSent(context, sentOf(tried, body), { name, value });
        warn(posted.warnings);
        return {
          errors: [],
          simulatedPointsBreakup: toBreakupJson(tried, posted),
          sideEffects: toSideEffectsJson(posted),
        };
      });
    },
  ),
};
