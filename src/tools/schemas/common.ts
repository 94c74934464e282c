/** Parameters that many endpoints share, each described in one place. */

import { fromConnection } from './from-connection.js';
import { email, idOf, mobile, personIdentifier } from './leaf-types.js';
import { CUSTOMER_SOURCES } from './sources.js';
import { boolean, choice, commaText, integer, plainChoice, text } from './values.js';

export const source = (about = 'Channel whose profile holds the customer; INSTORE unless known otherwise') =>
  choice(CUSTOMER_SOURCES, about);

/** `source` of a call that needs one. The connection's is filled in. */
export const ownSource = (about = 'Channel whose profile holds the customer') =>
  fromConnection('source', choice(CUSTOMER_SOURCES, about));

/** `source` of a read that can also cover all sources. */
export const sourceOrAll = (about = 'Channel whose profile holds the customer; ALL spans every source') =>
  choice([...CUSTOMER_SOURCES, 'ALL'], about);

/** The same for a read that needs one. The connection's is filled in. */
export const ownSourceOrAll = (about = 'Channel whose profile holds the customer; ALL spans every source') =>
  fromConnection('source', sourceOrAll(about));

export const accountId = () => text('Only if the source has several accounts').optional();

const IDENTIFIER_NAMES = [
  'mobile',
  'email',
  'externalId',
  'cardnumber',
  'cardNumber',
  'cardExternalId',
  'wechat',
  'martjackId',
  'fbId',
  'cuid',
  'id',
] as const;

/** Kind of identifier; a comma list where the organization has dual eligibility. */
export const identifierName = (about = 'Kind of identifier') => commaText(IDENTIFIER_NAMES, about);

export const identifierValue = () => personIdentifier('A mobile with country code, digits only');

/** `identifierName`, `identifierValue`, `source` and `accountId`: how v2 lookups identify a customer. */
export const customerLookup = () => ({
  identifierName: identifierName(),
  identifierValue: identifierValue(),
  source: ownSource(),
  accountId: accountId(),
});

/** Path parameter: Capillary's own customer id. */
export const customerId = () =>
  idOf('customer', integer("Capillary's customer id; customer_get_id finds it from a mobile, email or card"));

export const limit = (about = 'Rows to return') => integer(about, { min: 0 }).optional();
export const offset = (about = 'Rows to skip') => integer(about, { min: 0 }).optional();
export const sortOrder = () => choice(['ASC', 'DESC'], 'Sort direction').optional();
export const programId = (about = "Loyalty program; the organization's default if absent") =>
  idOf('loyaltyProgram', integer(about)).optional();

/** The same for a call that needs one. It is filled in if the organization has only one program. */
export const ownProgramId = (about: string) => fromConnection('programId', idOf('loyaltyProgram', integer(about)));

/** A brand of the rewards catalog, by id. It is filled in if there is only one. */
export const ownRewardBrandId = (about = 'Brand of the rewards catalog, by id') =>
  fromConnection('rewardBrandId', idOf('rewardBrand', integer(about)));

/** The same by name. */
export const ownRewardBrandName = (about = 'Brand of the rewards catalog, by name') =>
  fromConnection('rewardBrandName', idOf('rewardBrandName', text(about)));

/** Response format of the InTouch layers. This client reads both; an answer in XML has only texts. */
export const format = () => plainChoice(['json', 'xml'], 'json or xml; leave out').optional();

/** Identifies the customer in the InTouch layers; one of the four. */
export const inTouchCustomerFields = () => ({
  mobile: mobile('Mobile with country code; give one identifier').optional(),
  email: email('Email; give one identifier').optional(),
  external_id: idOf('customerExternalId', text("The brand's own id; give one identifier")).optional(),
  id: idOf('customer', integer("Capillary's customer id; give one identifier")).optional(),
});

/** Audit headers: author and origin of a change, as free text. */
export const changedBy = () => ({
  'USER-CONTEXT-ENTITY-TYPE': text('Audit: kind of user making the change').optional(),
  'USER-CONTEXT-ENTITY-ID': text('Audit: id of that user').optional(),
  'USER-CONTEXT-ENTITY-SOURCE': text('Audit: where the change comes from').optional(),
  'USER-CONTEXT-ENTITY-SOURCE-ID': text('Audit: id of that source').optional(),
});

export const language = () => text('ISO language code (zh, id, ar …) for labels; English if absent').optional();

/** Whether the loyalty processing of a write runs in the background. */
export const useAsync = () =>
  boolean('true runs loyalty processing in the background and returns no sideEffects').optional();
