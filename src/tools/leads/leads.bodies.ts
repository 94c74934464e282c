/** Values and request bodies of Leads. */

import { fromConnection } from '../schemas/from-connection.js';
import { freeText, idOf, personIdentifier } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { choice, integer, keyValues, list, object, text } from '../schemas/values.js';

export const leadStatus = (about: string) => choice(['OPEN', 'WON', 'LOST', 'ON_HOLD', 'DELETED'], about);

const reasonId = () => idOf('leadReason', integer('Reason of the status, by id from lead_get_reasons'));

/** A past contact with the customer. */
const followUp = () =>
  object({
    scheduledFollowUp: dateTime({ zone: 'offset' }, 'Planned time').optional(),
    followedUpOn: dateTime({ zone: 'offset' }, 'When the customer was contacted').optional(),
    followedUpBy: idOf('associate', integer('Entity id of the staff who made contact')).optional(),
    notes: freeText().optional(),
    nextFollowUp: dateTime({ zone: 'offset' }, 'Next planned contact').optional(),
  });

const statusChange = () =>
  object({
    status: leadStatus('Status it had').optional(),
    createdBy: idOf('associate', integer('Entity id of the staff or till that set it')).optional(),
    reasonId: reasonId().optional(),
  });

export const addLeadBody = () =>
  object({
    type: choice(['SKU', 'CATEGORY', 'BRAND', 'CUSTOM'], 'What the lead is about; default SKU').optional(),
    leadFor: text('Name or code of the requested SKU, category or brand'),
    userId: idOf('customer', integer("Capillary's customer id; without it give idType and identifier")).optional(),
    idType: choice(['EMAIL', 'MOBILE'], 'Kind of identifier; needed without userId').optional(),
    identifier: personIdentifier('Email, or mobile with country code; needed without userId').optional(),
    status: leadStatus('Default OPEN').optional(),
    subStatus: text('One of lead_get_substatuses').optional(),
    nextFollowUp: dateTime({ zone: 'offset' }, 'Next planned contact').optional(),
    lastFollowUp: dateTime({ zone: 'offset' }, 'Latest contact').optional(),
    createdOn: dateTime({ zone: 'offset' }, 'When it was created, now if absent').optional(),
    createdBy: idOf('associate', integer('Entity id of the staff; default the calling till')).optional(),
    lastUpdatedOn: dateTime({ zone: 'offset' }, 'Latest change').optional(),
    lastUpdatedBy: idOf('associate', integer('Entity id of the staff')).optional(),
    owner: text('Username of the staff the lead is assigned to').optional(),
    orgSourceId: idOf('sourceAccount', integer('Source account; -1 (default) is INSTORE')).optional(),
    extendedFields: keyValues('Extended fields of leads').optional(),
    followUpDetails: list(followUp(), 'Earlier contacts to record').optional(),
    statusLogDetails: list(statusChange(), 'Earlier statuses to record').optional(),
  });

export const changeStatusBody = () =>
  object({
    status: leadStatus('DELETED is a soft delete'),
    reasonId: reasonId(),
    subStatus: text('One of lead_get_substatuses, under this status').optional(),
    createdBy: idOf('associate', integer('Entity id of the staff or till making the change')).optional(),
    createdOn: dateTime({ zone: 'offset' }, 'When it changed').optional(),
  });

export const addFollowUpBody = () =>
  object({
    followedUpOn: dateTime({ zone: 'offset' }, 'When the customer was contacted'),
    createdBy: fromConnection('tillId', idOf('till', integer('Id of the till recording it'))),
    followedUpBy: idOf('associate', integer('Entity id of the staff who made contact')).optional(),
    nextFollowUp: dateTime({ zone: 'offset' }, 'Next planned contact').optional(),
    notes: freeText().optional(),
    scheduledFollowUp: dateTime({ zone: 'offset' }, 'Planned time of this contact').optional(),
  });
