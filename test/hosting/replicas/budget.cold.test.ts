/** A budget where Redis was never to be had. */
import { expect, it } from 'vitest';
import { openReplicaState } from '../../../src/hosting/replicas/replica-state.js';

it('is divided by the replicas that the settings name, with Redis out of reach and without one', async () => {
  for (const url of ['redis://127.0.0.1:1', undefined]) {
    const shared = openReplicaState({ ...(url !== undefined && { url }), replicas: 4, log: () => {} });
    const budget = shared.budget('credential', 20);
    const taken = await Promise.all(Array.from({ length: 20 }, () => budget.take(new AbortController().signal, 0)));
    expect(taken.filter((over) => over === undefined)).toHaveLength(5);
    await shared.close();
  }
});
