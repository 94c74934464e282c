/** Request body of Communications. */
import { envelope } from '../schemas/in-touch.js';
import { email, freeText } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { list, object, text } from '../schemas/values.js';

const attachment = () =>
  object({
    fileName: text('Name of the file').optional(),
    fileType: text('File format, e.g. pdf').optional(),
    fileData: text('Content, encoded as in fileEncodingType').optional(),
    fileEncodingType: text('base64 …; needed for images, not for TXT or PDF').optional(),
  });

const emailMessage = () =>
  object({
    to: email('Address of the recipient'),
    cc: email('Addresses, separated by commas').optional(),
    bcc: email('Addresses, separated by commas').optional(),
    from: text('Address of the sender; some organizations need it').optional(),
    subject: freeText(),
    body: freeText('Text of the email'),
    attachments: object({ attachment: list(attachment(), 'One a file').optional() }, 'Files').optional(),
    scheduledTime: dateTime({ zone: 'organization' }, 'When to send, now if absent').optional(),
  });

export const sendEmailBody = () => envelope({ email: list(emailMessage(), 'One email') });
