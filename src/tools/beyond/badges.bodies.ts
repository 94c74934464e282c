/** Request bodies of badges, beyond the inventory. */
import { badgeMetaId, owner } from '../badges/badges.bodies.js';
import { idOf } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, choice, integer, list, object, text, textOrNumber } from '../schemas/values.js';

const customField = () => ({
  name: text('Unique, case sensitive'),
  isMandatory: boolean('true: every badge must set it').optional(),
  defaultValue: text('Value of badges that set none, as text whatever the type').optional(),
  dataType: choice(['INTEGER', 'BOOLEAN', 'DATE', 'STRING'], 'Type of the value'),
});

export const customFieldCreateBody = () => object(customField());

export const customFieldUpdateBody = () =>
  object({ ...customField(), isActive: boolean('false retires the field').optional() });

export const groupBody = () =>
  object({
    name: text('Unique in the organization, case sensitive'),
    rank: integer('Order among groups; the higher one comes first'),
  });

export const unclaimBody = () =>
  object({ ...owner(), referenceId: idOf('badgeClaimant', textOrNumber('Reference of the claim')) });

export const earnBulkBody = () =>
  object({
    badgeMetaId: badgeMetaId(),
    customerIds: idOf('customer', list(integer(), "Capillary's customer ids")),
    requestId: textOrNumber('Your own id of this request, unique'),
    earnEventDate: dateTime({ zone: 'utc' }, 'When it was earned, at most 24 hours ahead').optional(),
    earnEventDateISO: dateTime({ zone: 'utc' }, 'The same').optional(),
    issueEventDate: dateTime({ zone: 'organization', iso: true }, 'When it was given; now if absent').optional(),
    triggeredBy: object(owner(), 'What causes it'),
  });
