/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { email, freeText, open } from '../schemas/answer.js';
import { entityStatus } from '../schemas/answers.modern.js';
import { text } from '../schemas/values.js';

const communicationSendEmailEmail = lazy(() =>
  open({
    id: text(),
    to: email(),
    cc: email(),
    bcc: email(),
    status: text(),
    subject: freeText(),
    description: freeText(),
    scheduledTime: text(),
  }),
);

export const communicationSendEmailAnswer = () =>
  open({
    response: open({
      status: entityStatus(),
      email: communicationSendEmailEmail(),
    }),
  });
