/** What goes beyond the inventory: audits and pictures need something to show. */
import { ASHA } from '../people.js';
import type { Do, Samples } from '../sample.js';

const rename = (run: Do, firstName: string): Promise<unknown> =>
  run('customer_update', { userId: ASHA, source: 'INSTORE', body: { profiles: [{ firstName }] } });

const picture = (run: Do): Promise<unknown> =>
  run('customer_add_image', {
    customerId: ASHA,
    body: { file: { filename: 'asha.png', contentType: 'image/png', text: 'x'.repeat(11_000) } },
  });

export const beyondSamples: Samples = {
  customer_get_image: {
    args: async (_, run) => {
      await picture(run);
      return { userId: ASHA, source: 'INSTORE', embed: 'CUSTOMERIMAGE' };
    },
    differs: {
      'customerImage[].filePath': 'the sandbox stores no files',
      'customerImage[].secureFilePath': 'the sandbox stores no files',
    },
  },
  customer_get_audit_log: {
    args: async (_, run) => {
      await rename(run, 'Asha Devi');
      return { entityType: 'CUSTOMER', entityId: ASHA };
    },
    meanwhile: (_, run) => rename(run, 'Aasha'),
  },
};
