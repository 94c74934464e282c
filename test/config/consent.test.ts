/** What the settings of consent and plans demand of a server. */
import { expect, it } from 'vitest';
import { checkPlans } from '../../src/config/consent.js';

it('required plans need Redis where there are several replicas', () => {
  expect(() => checkPlans({ requirePlan: true }, { replicas: 2 })).toThrow(
    /CAPILLARY_REQUIRE_PLAN.*CAPILLARY_REDIS_URL/,
  );
  expect(() => checkPlans({ requirePlan: true }, { replicas: 2, redisUrl: 'redis://127.0.0.1' })).not.toThrow();
  expect(() => checkPlans({ requirePlan: true }, { replicas: 1 })).not.toThrow();
  expect(() => checkPlans({ requirePlan: false }, { replicas: 2 })).not.toThrow();
});
