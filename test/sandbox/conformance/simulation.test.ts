import { conform } from './conform.js';
import { asha } from './people.js';

const bill = { type: 'REGULAR', billNumber: 'sim-1', billAmount: '1500' };

conform('Simulation', {
  simulation_simulate_transaction: {
    args: () => ({ ...asha(), body: bill }),
    other: () => ({ ...asha(), body: { ...bill, billAmount: '3000' } }),
  },
});
