/** What the calls of this section answer. */
import { anything, open, problem } from '../schemas/answer.js';
import { statusCode } from '../schemas/answers.modern.js';
import { email, freeText, idOf, mobile } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, integer, list, text } from '../schemas/values.js';

/** What became of a message; it has no id. */
const sent = <S extends Parameters<typeof open>[0]>(message: S) =>
  list(open({ ...message, errors: list(problem()), warnings: list(problem()) }));

const scheduledTime = () => dateTime({ zone: 'offset' });

const templateMessage = () => open({ receiver: mobile(), template: freeText(), scheduledTime: scheduledTime() });

export const communicationSendMessageAnswer = () =>
  open({
    status: open({
      success: boolean(),
      code: integer(),
      message: text(),
      count: integer(),
      successCount: integer(),
      statusCode: statusCode(),
      warnings: list(problem()),
      warningsAsStatusCode: list(anything()),
    }),
    smsList: sent({ sms: open({ to: mobile(), body: freeText(), scheduledTime: scheduledTime(), sender: text() }) }),
    emails: sent({
      email: open({
        to: email(),
        cc: email(),
        bcc: email(),
        subject: freeText(),
        body: freeText(),
        scheduledTime: scheduledTime(),
        fileHandler: list(anything()),
        attachments: list(open({ file_name: text() })),
        labelOfSender: text(),
        senderEmail: email(),
        replyToEmail: email(),
      }),
    }),
    whatsapp: sent({ whatsappMessage: templateMessage() }),
    zalo: sent({ zaloMessage: templateMessage() }),
  });

export const communicationResendAnswer = () =>
  open({
    orgId: integer(),
    undeliveredMessageId: idOf('message', integer()),
    resentMessageId: idOf('message', integer()),
    warnings: list(problem()),
  });
