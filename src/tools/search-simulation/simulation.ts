/** Simulation: the awards of a bill, without booking it. */
import { section } from '../define.js';
import { accountId, identifierName, identifierValue } from '../schemas/common.js';
import { money } from '../schemas/leaf-types.js';
import { choice, keyValues, textOrNumber } from '../schemas/values.js';
import { billSource, transactionAddBody } from '../transaction/transaction.bodies.js';
import * as answers from './simulation.answers.js';

export const simulation = section('Simulation', {
  domain: 'Global Search & Simulation',
  accessGroup: 'Event Simulation',
  response: { codes: { not_found: [816], conflict: [604], rate_limited: [517] } },
});

/** The same bill as in transaction_add, regular bills only. */
const simulatedBill = () =>
  transactionAddBody()
    .omit({ id: true, notInterestedReason: true })
    .extend({
      type: choice(['REGULAR']),
      billAmount: money(textOrNumber('Net amount, as text')),
      customFields: keyValues('Accepted but ignored').optional(),
    });

export const simulationSimulateTransaction = simulation.post('v2/simulation/transactions', {
  tool: 'simulation_simulate_transaction',
  title: 'Simulate Transaction',
  summary:
    'Works out the points, alternate currencies and coupons a bill would give a customer, without booking it; regular bills only. To book it use transaction_add, for discounts on a basket cart_promotion_evaluate, to explain the points of a booked bill points_ledger_explode.',
  query: () => ({
    identifierName: identifierName(),
    identifierValue: identifierValue(),
    source: billSource().optional(),
    accountId: accountId(),
  }),
  body: simulatedBill,
  response: { confirmation: ['simulatedPointsBreakup', 'sideEffects'] },
  answer: answers.simulationSimulateTransactionAnswer,
  effect: 'read',
  limits: { batch: '1 bill per call' },
  sources: [
    'Simulate Transaction, documentation September 2025',
    'https://docs.capillarytech.com/docs/cart-event-simulation',
    'Add Transaction (Single), documentation 2022',
    'Release notes July to September 2026 (promised points name their promotion)',
  ],
  keywords: [
    'how many points would she get for this basket',
    'preview rewards before checkout',
    'show expected earnings in the online cart',
    'dry run of a purchase',
    'what if he spends 1500, which vouchers come out',
    'test loyalty rules with a pretend bill',
    'estimate points on the payment page',
    'trial sale without saving anything',
    'would this order bring a bonus',
    'what would a purchase earn',
    'try out a bill without booking',
    'calculate points in advance',
    'how many points would a bill give',
  ],
});
