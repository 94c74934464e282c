/** Values and request bodies of Leads. */

import { fromConnection } from '../schemas/from-connection.js';
import { idOf } from '../schemas/leaf.js';
import { choice, dateTime, integer, keyValues, list, object, text } from '../schemas/values.js';

export const leadStatus = (about: string) => choice(['OPEN', 'WON', 'LOST', 'ON_HOLD', 'DELETED'], about);

const reasonId = () => idOf('leadReason', integer('Reason of the status, by id from lead_get_reasons'));

/** A past contact with the customer. */
const followUp = () =>
  object({
    scheduledFollowUp: dateTime('Planned time', 'offset').optional(),
    followedUpOn: dateTime('When the customer was contacted', 'offset').optional(),
    followedUpBy: idOf('associate', integer('Entity id of the staff who made contact')).optional(),
    notes: text().optional(),
    nextFollowUp: dateTime('Next planned contact', 'offset').optional(),
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
    identifier: text('Email, or mobile with country code; needed without userId').optional(),
    status: leadStatus('Default OPEN').optional(),
    subStatus: text('One of lead_get_substatuses').optional(),
    nextFollowUp: dateTime('Next planned contact', 'offset').optional(),
    lastFollowUp: dateTime('Latest contact', 'offset').optional(),
    createdOn: dateTime('When it was created, now if absent', 'offset').optional(),
    createdBy: idOf('associate', integer('Entity id of the staff; default the calling till')).optional(),
    lastUpdatedOn: dateTime('Latest change', 'offset').optional(),
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
    createdOn: dateTime('When it changed', 'offset').optional(),
  });

export const addFollowUpBody = () =>
  object({
    followedUpOn: dateTime('When the customer was contacted', 'offset'),
    createdBy: fromConnection('tillId', idOf('till', integer('Id of the till recording it'))),
    followedUpBy: idOf('associate', integer('Entity id of the staff who made contact')).optional(),
    nextFollowUp: dateTime('Next planned contact', 'offset').optional(),
    notes: text().optional(),
    scheduledFollowUp: dateTime('Planned time of this contact', 'offset').optional(),
  });
