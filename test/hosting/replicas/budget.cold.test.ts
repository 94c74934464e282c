/** A budget while Redis has never been reachable. */
import { expect, it } from 'vitest';
import { openReplicaState } from '../../../src/hosting/replicas/replica-state.js';

it('is divided by the configured number of replicas, both with Redis unreachable and without Redis', async () => {
  for (const url of ['redis://127.0.0.1:1', undefined]) {
    const replica = openReplicaState({ ...(url !== undefined && { url }), minReplicas: 4, log: () => {} });
    const budget = replica.budget('credential', 20);
    const taken = await Promise.all(Array.from({ length: 20 }, () => budget.take(new AbortController().signal, 0)));
    expect(taken.filter((over) => over === undefined)).toHaveLength(5);
    await replica.close();
  }
});
