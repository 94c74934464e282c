/** Behavioral events in the seed: two definitions, a webhook and its events; an SMS and an email that were sent. */

import { agoIn, live } from '../../brands/timeline.js';
import type { World } from '../../world/world.js';
import { sendMessage } from '../communications/rules.js';
import { addEventWebhook, defineEvent, receiveEvent } from './rules.js';
import type { EventField, FieldType } from './state.js';

const REQUEST = 'seed';

const field = (name: string, type: FieldType, required: boolean): EventField => ({
  name,
  type,
  attributes: { isRequired: { valueType: 'BOOLEAN', value: String(required) } },
});

export function seedBehaviour(world: World): void {
  const ago = agoIn(world);
  const till = Object.values(world.tills)[0]?.code ?? '';
  const push = (days: number, values: object) => ({
    at: ago(days),
    happens: () => {
      const [webhook] = Object.values(world.eventWebhooks);
      if (webhook) receiveEvent(world, webhook, JSON.stringify(values));
    },
  });
  live(world, [
    {
      at: ago(40),
      happens: () => {
        defineEvent(
          world,
          {
            name: 'StoreCheckIn',
            description: 'Scanned the code at the door',
            actions: ['EMFConsumer', 'EIConsumer'],
            fields: [field('customer', 'customer', true), field('till', 'tillCode', true)],
          },
          REQUEST,
        );
        defineEvent(
          world,
          {
            name: 'WishlistAdd',
            description: 'Put something on the wishlist in the app',
            actions: ['EIConsumer'],
            fields: [field('customer', 'customer', true), field('sku', 'productSku', true)],
          },
          REQUEST,
        );
        addEventWebhook(world, { transformerType: 'Default', tillCode: till });
      },
    },
    push(12, { event_name: 'StoreCheckIn', customer: '919800000001', till }),
    push(9, { event_name: 'WishlistAdd', customer: '919800000001', sku: 'BLZR-NVY-40' }),
    push(4, { event_name: 'WishlistAdd', customer: '919800000005', sku: 'NO-SUCH-SKU' }),
    {
      at: ago(3),
      happens: () => {
        const body = 'Your order is on its way.';
        sendMessage(world, { channel: 'sms', to: '919800000001', body });
        sendMessage(world, { channel: 'email', to: 'asha.rao@example.com', subject: body.slice(0, -1), body });
      },
    },
  ]);
}
