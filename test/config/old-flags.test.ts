/** Flags that settings had in earlier versions. */
import { expect, it } from 'vitest';
import { describeOldFlags, readSettingFlags, settingsOptions } from '../../src/commands/settings-options.js';
import { readHosting } from '../../src/config/hosting.js';

it('--redis still sets the URL of Redis, with a warning, and help does not show it', () => {
  const option = settingsOptions.find(({ long }) => long === '--redis');
  expect(option?.hidden).toBe(true);
  const options = { redis: 'redis://127.0.0.1:6379' };
  const { redisUrl } = readHosting({}, readSettingFlags(options), { target: { kind: 'sandbox' } });
  expect(redisUrl).toBe('redis://127.0.0.1:6379');
  expect(describeOldFlags(options)).toEqual([
    '--redis is now CAPILLARY_REDIS_URL; the old name works until version 0.4.0.',
  ]);
  expect(describeOldFlags({ redisUrl: 'x' })).toEqual([]);
});
