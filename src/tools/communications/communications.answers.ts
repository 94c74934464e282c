/** What the calls of this section answer. */
import { listOrOne, open } from '../schemas/answer.js';
import { entityStatus } from '../schemas/answers.modern.js';
import { email, freeText } from '../schemas/leaf-types.js';
import { text, textOrNumber } from '../schemas/values.js';

/** A v2 call with the envelope of v1.1. The time has the name of a zone after it. */
export const communicationSendEmailAnswer = () =>
  open({
    response: open({
      status: entityStatus(),
      email: listOrOne(
        open({
          id: textOrNumber(),
          to: email(),
          cc: email(),
          bcc: email(),
          status: text(),
          subject: freeText(),
          description: freeText(),
          scheduledTime: text(),
        }),
      ),
    }),
  });
