/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { email, freeText, mobile, open, responseStatus } from '../schemas/answer.js';
import { idOf } from '../schemas/leaf.js';
import { text } from '../schemas/values.js';

const sm = lazy(() =>
  open({
    id: idOf('sms', text()),
    to: mobile(),
    status: text(),
    scheduled_time: text(),
    message: freeText(),
    sender: text(),
  }),
);

const responseEmail = lazy(() =>
  open({
    id: text(),
    to: email(),
    cc: email(),
    bcc: email(),
    status: text(),
    subject: freeText(),
    description: freeText(),
    scheduled_time: text(),
    sent_time: text(),
  }),
);

export const communicationSendSmsAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      sms: sm(),
    }),
  });

export const communicationGetSmsAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      sms: sm(),
    }),
  });

export const communicationSendEmailAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      email: responseEmail(),
    }),
  });

export const communicationGetEmailAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      email: responseEmail(),
    }),
  });
