/** Parses failures, warnings and row ids in each of the forms that the API uses. */
import { LosslessNumber } from 'lossless-json';
import { isObject } from '../lib/json.js';
import type { FailureReason } from './errors.js';
import type { ApiWarning } from './types.js';

type Fields = Record<string, unknown>;

const MAX_MESSAGE_LENGTH = 300;

/** Puts a text of the API on one line of limited length. */
export function toOneLine(text: string, maxLength = MAX_MESSAGE_LENGTH): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
  const line = text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
  return line.length > maxLength ? `${line.slice(0, maxLength - 1)}…` : line;
}

/** Whether a value is `false` or `"false"`: v1.1 sends booleans as text. */
export const isFalse = (value: unknown): boolean =>
  value === false || (typeof value === 'string' && value.toLowerCase() === 'false');

/** Parses a value of `errors` or `warnings`: objects, bare codes or texts, one object, `{warning: […]}`, or nothing. */
export function parseReasons(value: unknown): FailureReason[] {
  if (Array.isArray(value)) return value.flatMap(parseReasons);
  if (value === undefined || value === null || value === '') return [];
  if (typeof value === 'number') return [{ code: value }];
  if (typeof value === 'string') return [/^\d+$/.test(value) ? { code: value } : { message: toOneLine(value) }];
  if (!isObject(value)) return [];
  if ('warning' in value) return parseReasons(value['warning']);
  const reason = parseReason(value);
  return Object.keys(reason).length === 0 ? [] : [reason];
}

/** Parses code and message in any of the API's spellings; the result is empty if there is neither. */
export function parseReason(fields: Fields): FailureReason {
  const inner = fields['statusCode'];
  const code = codeOf(fields['code'] ?? fields['errorCode'] ?? (isObject(inner) ? inner['code'] : undefined));
  const ownMessage = [
    fields['message'],
    fields['errorMessage'],
    fields['description'],
    fields['error'],
    fields['faultstring'],
  ].find((candidate) => typeof candidate === 'string' && candidate !== '');
  const summary = ownMessage ?? (isObject(inner) ? inner['message'] : undefined);
  const parts = [summary, joined(fields['errorDetails']), joined(fields['errorMessages'])];
  const message = parts.filter((part) => typeof part === 'string');
  const id = code === undefined && message.length === 0 ? undefined : errorEntityId(fields);
  return {
    ...(code !== undefined && { code }),
    ...(message.length > 0 && { message: toOneLine(message.join(': ')) }),
    ...(id !== undefined && { id }),
  };
}

/** The texts in a list, as validation failures list their reasons; undefined if there are none. */
function joined(value: unknown): string | undefined {
  const texts = Array.isArray(value) ? value.filter((item) => typeof item === 'string' && item !== '') : [];
  return texts.length === 0 ? undefined : texts.join('; ');
}

/** Errors of bulk product and label calls name the row; `labelExternalId` has the id of the entity there. */
const errorEntityId = (fields: Fields): string | number | undefined =>
  idOf(fields['entityCode']) ?? idOf(fields['labelExternalId']) ?? idOf(fields['reference']);

function codeOf(value: unknown): string | number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value !== '' ? toOneLine(value, 60) : undefined;
}

/** The reason in an object whose `success` or `status` flag is false; undefined for a success. */
export function parseFailure(status: unknown): FailureReason | undefined {
  if (!isObject(status)) return undefined;
  const inner = status['statusCode'];
  const flag = status['success'] ?? status['status'] ?? (isObject(inner) ? inner['status'] : undefined);
  return isFalse(flag) ? parseReason(status) : undefined;
}

export function parseWarnings(value: unknown): ApiWarning[] {
  return parseReasons(value).map(({ code, message }) => ({
    ...(code !== undefined && { code }),
    ...(message !== undefined && { message }),
  }));
}

/** Fields that identify a row, the most reliable first. */
const ID_FIELDS = [
  'entityId',
  'id',
  'customerId',
  'user_id',
  'userId',
  'task_id',
  'cardNumber',
  'billNumber',
  'number',
  'code',
  'sku',
  'mobile',
  'email',
  'external_id',
  'externalId',
  'identifierValue',
  'identifier',
  'rewardId',
  'partnerProgramName',
  'name',
] as const;

/** Finds the id of a row. A card row has its id fields in `entityId`, an associated customer in `entity`. */
export function findRowId(row: unknown): string | number | undefined {
  if (!isObject(row)) return idOf(row);
  for (const name of ID_FIELDS) {
    const value = row[name];
    const id = isObject(value) ? findRowId(value) : idOf(value);
    if (id !== undefined) return id;
  }
  return isObject(row['entity']) ? findRowId(row['entity']) : undefined;
}

/** A value as an id; 0 and -1 mean that there is no entity. */
function idOf(value: unknown): string | number | undefined {
  if (value instanceof LosslessNumber) return value.toString();
  if (typeof value === 'number') return value > 0 ? value : undefined;
  return typeof value === 'string' && !['', '0', '-1'].includes(value) ? value : undefined;
}
