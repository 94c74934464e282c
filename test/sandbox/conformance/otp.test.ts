import { conform } from './conform.js';
import { ASHAS_MOBILE, asha } from './people.js';
import type { Args } from './sample.js';

const asked = (): Args => ({
  body: {
    entityType: 'MOBILE',
    entityValue: ASHAS_MOBILE,
    action: 'POINTS',
    channels: [{ type: 'SMS', value: ASHAS_MOBILE }],
  },
});

conform('OTP', {
  otp_generate: { args: asked },
  otp_validate: {
    args: async (world, run) => {
      await run('otp_generate', asked());
      const code = world.validationCodes.at(-1)?.code;
      return { body: { entityType: 'MOBILE', entityValue: ASHAS_MOBILE, code, action: 'POINTS' } };
    },
  },
  otp_get: {
    args: async (_, run) => {
      await run('otp_generate', asked());
      return { ...asha(), scope: 'POINTS' };
    },
    other: () => ({ ...asha(), scope: 'REGISTRATION' }),
  },
});
