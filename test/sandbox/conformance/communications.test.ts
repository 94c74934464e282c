import { conform } from './conform.js';
import { ASHAS_MOBILE, first } from './people.js';

const sms = () => ({
  body: {
    root: { sms: [{ to: ASHAS_MOBILE, body: 'Your order is ready.' }] },
  },
});
const email = () => ({
  body: {
    root: {
      email: [{ to: 'asha.rao@example.com', from: 'care@example.org', subject: 'Ready', body: 'Your order is ready.' }],
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
