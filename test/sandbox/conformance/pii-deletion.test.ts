import { conform } from './conform.js';
import { ASHAS_MOBILE } from './people.js';
import type { Args, Do } from './sample.js';

const deletion = (): Args => ({
  body: {
    type: 'CUSTOMER',
    baseType: 'DELETE',
    comments: 'asked in app',
    customerIdentificationInfo: { source: 'INSTORE', identifierType: 'mobile', identifierValue: ASHAS_MOBILE },
  },
});
const asked = async (world: { ids: Record<string, number> }, run: Do): Promise<number> => {
  await run('pii_deletion_request', deletion());
  return world.ids['request'] ?? 0;
};

conform('PII deletion', {
  pii_deletion_request: { args: deletion },
  pii_deletion_update_status: {
    args: async (world, run) => ({
      body: [{ type: 'CUSTOMER', baseType: 'DELETE', id: String(await asked(world, run)), status: 'APPROVED' }],
    }),
  },
  pii_deletion_get_status: { args: async (world, run) => ({ id: await asked(world, run) }) },
  pii_deletion_get_requests: {
    args: async (world, run) => {
      await asked(world, run);
      return { requestType: 'CUSTOMER', requestSubType: 'DELETE' };
    },
  },
});
