import { conform } from './conform.js';
import { first } from './people.js';

const sms = () => ({
  body: {
    root: { sms: [{ to: '919812300045', body: 'Your order is ready.', scheduled_time: '2026-05-04 10:00:00' }] },
  },
});
const email = () => ({
  body: {
    root: {
      email: [{ to: 'asha@example.org', from: 'care@example.org', subject: 'Ready', body: 'Your order is ready.' }],
    },
  },
});

conform('Communications', {
  communication_send_sms_v1_1: { args: sms },
  communication_get_sms_v1_1: {
    args: (world) => ({ id: String(first(world.sentMessages, ({ channel }) => channel === 'sms').id) }),
  },
  communication_send_email_v1_1: { args: email },
  communication_get_email_v1_1: {
    args: (world) => ({ id: String(first(world.sentMessages, ({ channel }) => channel === 'email').id) }),
  },
  communication_send_email: { args: email },
});
