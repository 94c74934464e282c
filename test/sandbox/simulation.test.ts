import { expect, it } from 'vitest';
import { definitions } from '../../src/tools/catalogue.js';
import { Snapshot } from './snapshot.js';
import { useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call, expectRefused } = sandbox;

const ASHA = 'identifierName=mobile&identifierValue=919800000001&source=INSTORE';
const bill = (more: object = {}) => ({
  body: { type: 'REGULAR', billNumber: 'sim-1', billAmount: '1500', extendedFields: {}, ...more },
});
const simulated = (more?: object) => call(`POST /v2/simulation/transactions?${ASHA}`, bill(more));

it('tells what the bill then earns', async () => {
  const { body } = await simulated();
  const added = await call(`POST /v2/transactions?${ASHA}`, bill({ billAmount: 1500 }));
  const effects = valueAt(added.body, 'sideEffects');
  expect(effects).toMatchObject([{ type: 'points', awardedPoints: expect.any(Number) }]);
  expect(valueAt(body, 'sideEffects')).toEqual(effects);
});

it('leaves the world as it was', async () => {
  const before = new Snapshot(sandbox.world);
  await simulated();
  await expectRefused(`POST /v2/simulation/transactions?${ASHA}`, 601, bill({ billAmount: '-1' }));
  before.expectSame(sandbox.world);
});

it('is refused for what is no bill', async () => {
  await expectRefused(`POST /v2/simulation/transactions?${ASHA}`, 605, bill({ type: 'RETURN' }));
  await expectRefused('POST /v2/simulation/transactions?identifierName=mobile&identifierValue=1', 8015, bill());
  await call(`POST /v2/transactions?${ASHA}`, bill());
  await expectRefused(`POST /v2/simulation/transactions?${ASHA}`, 604, bill());
});
