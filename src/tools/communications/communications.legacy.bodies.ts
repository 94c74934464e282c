/** Request bodies of Communications, InTouch layers. */
import { envelope } from '../schemas/in-touch.js';
import { email, freeText, mobile } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { list, object, text } from '../schemas/values.js';

/** The documentation spells the time field in two ways; a call sends one of them. */
const schedule = () => ({
  scheduled_time: dateTime({ zone: 'organization' }, 'When to send, now if absent').optional(),
  scheduledTime: dateTime({ zone: 'organization' }, 'Another spelling of scheduled_time; give one').optional(),
});

const sms = () =>
  object({
    to: mobile('Mobile of the recipient with country code'),
    body: freeText('Text of the message'),
    ...schedule(),
    sender: text("Sender id set up for the organization unit; the organization's default if absent").optional(),
  });

export const sendSmsBody = () => envelope({ sms: list(sms(), 'One message') });

const attachment = () =>
  object({
    file_name: text('Name of the file').optional(),
    file_type: text('File format, e.g. pdf').optional(),
    file_data: text('Content, encoded as in file_encoding_type').optional(),
    file_encoding_type: text('base64 …; needed for images, not for TXT or PDF').optional(),
  });

const emailMessage = () =>
  object({
    to: email('Address of the recipient'),
    cc: email('Addresses, separated by commas').optional(),
    bcc: email('Addresses, separated by commas').optional(),
    from: text('Address of the sender'),
    subject: freeText(),
    body: freeText('Text of the email'),
    attachments: object({ attachment: list(attachment(), 'One a file').optional() }, 'Files').optional(),
    ...schedule(),
  });

export const sendEmailInTouchBody = () => envelope({ email: list(emailMessage(), 'One email') });
