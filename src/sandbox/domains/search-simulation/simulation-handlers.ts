/** Section Simulation: the result of a bill, without adding it. */
import { objectOf, textOf } from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { type Reply, v2Single } from '../../http/replies.js';
import { rehearse } from '../../world/all-or-nothing.js';
import { fail } from '../../world/failure.js';
import { billDetails, maxConversion, nameValues, stamp } from '../points/ledger-serializers.js';
import { tierOf } from '../points/tiers.js';
import { addSent } from '../transaction/named.js';
import { billSourceOf, sentOf } from '../transaction/sent.js';
import { toSideEffectsJson } from '../transaction/serializers.js';

/**
 * Adds the bill and undoes it: it is refused, and earns, as a real bill would. `eventLogId` is -1 for a customer who
 * earns nothing.
 */
function simulate(call: Call): Reply {
  const body = objectOf(call.body);
  const sent = sentOf(call.world, body);
  if (sent.type !== 'REGULAR') fail(605, 'Only regular transactions can be simulated');
  const name = textOf(call.query['identifierName']);
  const value = textOf(call.query['identifierValue']);
  return rehearse(call.world, (world) => {
    const context = {
      world,
      tillId: call.till.id,
      source: billSourceOf(call.query['source']),
      billingDate: body['billingDate'],
      skipDownstream: false,
    };
    const posted = addSent(context, sent, { name, value });
    const { transaction } = posted;
    const customer = world.customers[transaction.customerId ?? 0];
    const event = posted.earned?.event;
    const tier = tierOf(world, customer?.tier ?? null);
    return v2Single(
      {
        errors: [],
        simulatedPointsBreakup: {
          eventLogId: event?.id ?? -1,
          eventName: 'TransactionAdd',
          eventDetails: {
            tillId: transaction.tillId,
            ...(event && { eventTime: stamp(event.time), ...maxConversion(world, event) }),
          },
          billDetails: billDetails(world, transaction, event),
          customFields: [],
          extendedFields: nameValues(transaction.extendedFields),
          paymentModes: transaction.paymentModes.map((paid) => ({ mode: paid.mode, value: paid.value })),
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
        },
        sideEffects: toSideEffectsJson(posted),
      },
      posted.warnings,
    );
  });
}

export const simulationHandlers: Handlers = { simulation_simulate_transaction: simulate };
