/** Tasks about searches and about what a bill would earn. */
import { tasksOf } from '../task.js';
import { byMobile } from './identifiers.js';

const RAVI = byMobile('6581000004');
const EMMA = byMobile('6581000013');
const bill = { type: 'REGULAR', billNumber: 'what-if-1', billAmount: '37.5' };

export const searchSimulationTasks = tasksOf('search-simulation', [
  {
    id: 'what-would-ravi-get',
    brand: 'coffee',
    kind: 'look-up',
    prompt:
      'For a chat at the counter: if Ravi Chandran (6581000004) bought for S$37.50 today, how many points would he get? And how many more would that be than for Emma Clarke (6581000013)? They have not bought anything yet.',
    expect: { answer: [450, 75], unchanged: true },
    reference: [
      ['simulation_simulate_transaction', { ...RAVI, body: bill }],
      ['simulation_simulate_transaction', { ...EMMA, body: bill }],
      'Ravi would get {1.sideEffects.0.awardedPoints} points, 75 more than Emma with {2.sideEffects.0.awardedPoints}.',
    ],
    // Books the purchases to see.
    wrong: [
      ['transaction_add', { ...RAVI, body: { ...bill, billAmount: 37.5 } }],
      ['transaction_add', { ...EMMA, body: { ...bill, billNumber: 'what-if-2', billAmount: 37.5 } }],
      'Ravi gets 450 points, 75 more than Emma.',
    ],
    otherWays: [
      [
        ['customer_search', { q: 'Ravi' }],
        [
          'simulation_simulate_transaction',
          { source: 'INSTORE', identifierName: 'id', identifierValue: '{1.data.0.userId}', body: bill },
        ],
        [
          'simulation_simulate_transaction',
          { ...EMMA, body: { ...bill, lineItemsV2: [{ itemCode: 'BEANS-250', qty: 1, rate: 37.5, amount: 37.5 }] } },
        ],
        '450 points. Emma would get 375, so that is a difference of 75.',
      ],
    ],
  },
]);
