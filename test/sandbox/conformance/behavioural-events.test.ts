import { conform } from './conform.js';
import { ASHA } from './people.js';

const definition = {
  eventName: 'StoreVisit',
  actions: ['EMFConsumer'],
  description: 'Came in',
  fields: [{ name: 'customer', type: 'customer', attributes: { isRequired: { valueType: 'Boolean', value: 'true' } } }],
};

conform('Behavioural events', {
  event_add_definition: { args: () => ({ body: definition }) },
  event_update_definition: { args: () => ({ body: { ...definition, eventName: 'StoreCheckIn' } }) },
  event_list_definitions: {
    args: () => ({}),
    meanwhile: (_, run) => run('event_add_definition', { body: definition }),
  },
  event_get_running_status: { args: (world) => ({ eventId: world.eventOccurrences[0]?.id }) },
  event_get_customer_events: { args: () => ({ userId: ASHA }) },
  event_add_webhook: { args: () => ({ body: { transformerType: 'WebEngageTransformer', tillCode: 'blr01.till01' } }) },
  event_get_audit_logs: { args: () => ({ eventName: 'StoreCheckIn' }) },
  event_get_logs: { args: () => ({}), other: () => ({ event_name: 'StoreCheckIn' }) },
  event_get_by_request_id: { args: (world) => ({ id: world.eventOccurrences[0]?.id }) },
  event_search: { args: () => ({ eventName: 'StoreCheckIn' }), other: () => ({ sku: 'BLZR-NVY-40' }) },
});
