/** Request body of Communications, beyond the inventory. */
import { email, freeText, mobile } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { list, object, text } from '../schemas/values.js';

const scheduledTime = () => dateTime({ zone: 'offset' }, 'When to send, now if absent').optional();

const attachment = () =>
  object({
    file_name: text('Name of the file').optional(),
    file_type: text('Format, e.g. pdf').optional(),
    file_data: text('Encoded content').optional(),
    file_encoding_type: text('Needed for images, such as base64').optional(),
  });

const templateMessage = () =>
  object({
    receiver: mobile('With country code'),
    template: freeText('Text'),
    scheduledTime: scheduledTime(),
  });

export const sendMessageBody = () =>
  object({
    sms: list(
      object({
        to: mobile('With country code'),
        body: freeText('Text'),
        scheduledTime: scheduledTime(),
        sender: text('Sender id of the organization').optional(),
      }),
      'For channel sms',
    ).optional(),
    email: list(
      object({
        to: email('Receiver'),
        cc: email('Copy').optional(),
        bcc: email('Blind copy').optional(),
        from: text('Address of the sender'),
        subject: freeText(),
        body: freeText('Text'),
        attachments: object({ attachment: list(attachment()).optional() }, 'Nesting inferred').optional(),
        scheduledTime: scheduledTime(),
      }),
      'For channel email',
    ).optional(),
    whatsappMessage: list(templateMessage(), 'For channel whatsapp').optional(),
    zaloMessage: list(templateMessage(), 'For channel zalo').optional(),
  });
