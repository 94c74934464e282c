import { conform } from './conform.js';
import { first } from './people.js';

conform('Card', {
  card_generate: {
    args: (world) => ({ body: { seriesId: first(world.cardSeries).id, count: 2, statusLabel: 'NOT_ISSUED' } }),
  },
  card_get_generation_log: {
    args: async (world, run) => {
      const { id } = first(world.cardSeries);
      await run('card_generate', { body: { seriesId: id, count: 2, statusLabel: 'NOT_ISSUED' } });
      return { seriesId: id };
    },
    meanwhile: (world, run) => run('card_generate', { body: { seriesId: first(world.cardSeries).id, count: 3 } }),
  },
  card_list_series: {
    args: () => ({}),
    meanwhile: (world) => {
      first(world.cardSeries).name = 'Another name';
    },
  },
  card_add: {
    args: (world) => ({
      body: { seriesId: first(world.cardSeries).id, cardNumber: 'MG09000099', statusLabel: 'NOT_ISSUED' },
    }),
  },
  card_update: {
    args: (world) => ({
      body: {
        cardNumber: first(world.cards).number,
        statusLabel: 'SUSPENDED',
        statusInfo: { reason: 'Reported lost' },
      },
    }),
    differs: {
      'statusLabelInfo.createdOn': 'the labels are as old as the organisation',
      'statusLabelInfo.updatedOn': 'labels cannot be changed',
    },
  },
  card_update_bulk: {
    args: (world) => ({ body: [{ cardNumber: first(world.cards).number, statusLabel: 'SUSPENDED' }] }),
  },
  card_get: {
    args: (world) => ({ number: first(world.cards).number }),
    differs: { expiryDate: 'cards of the series do not expire' },
  },
  card_get_status_log: { args: (world) => ({ number: first(world.cards).number }) },
  card_set_active_limit: { args: () => ({ body: { keyName: 'CONF_MAX_CARDS_PER_ORG', value: '3', scope: 'ORG' } }) },
});
