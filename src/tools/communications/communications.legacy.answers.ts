/** What the calls of this section answer. Times have the name of a zone after them, such as `2024-05-01 10:00:00 IST`. */
import { lazy } from '../../lib/lazy.js';
import { inTouchAnswer, listOrOne, open } from '../schemas/answer.js';
import { email, freeText, idOf, mobile } from '../schemas/leaf-types.js';
import { text, textOrNumber } from '../schemas/values.js';

const sentSms = lazy(() =>
  open({
    id: idOf('sms', textOrNumber()),
    to: mobile(),
    sender: text(),
    status: text(),
    message: freeText(),
    scheduled_time: text(),
  }),
);

const sentEmail = lazy(() =>
  open({
    id: textOrNumber(),
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
  inTouchAnswer({
    sms: listOrOne(sentSms()),
  });

export const communicationGetSmsAnswer = communicationSendSmsAnswer;

export const communicationSendEmailAnswer = () =>
  inTouchAnswer({
    email: listOrOne(sentEmail()),
  });

export const communicationGetEmailAnswer = communicationSendEmailAnswer;
