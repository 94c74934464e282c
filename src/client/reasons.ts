/** Reads what the API says about one failure, warning or row, in each of the forms it writes them. */
import { LosslessNumber } from 'lossless-json';
import { isObject } from '../lib/json.js';
import type { ApiWarning } from './types.js';

/** One failure as the API tells it. */
export interface Reason {
  code?: string | number;
  message?: string;
  /** The entity it is about, where it stands beside others. */
  id?: string | number;
}

type Fields = Record<string, unknown>;

const LONGEST_MESSAGE = 300;

/** Text of the API as one line of bounded length. */
export function oneLine(text: string, longest = LONGEST_MESSAGE): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
  const line = text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

/** `false` and `"false"`; v1.1 writes booleans as text. */
export const isFalse = (value: unknown): boolean =>
  value === false || (typeof value === 'string' && value.toLowerCase() === 'false');

/** The list that `errors` or `warnings` holds: rows, bare codes or texts, one object, `{warning: […]}`, or nothing. */
export function reasons(value: unknown): Reason[] {
  if (Array.isArray(value)) return value.flatMap(reasons);
  if (value === undefined || value === null || value === '') return [];
  if (typeof value === 'number') return [{ code: value }];
  if (typeof value === 'string') return [/^\d+$/.test(value) ? { code: value } : { message: oneLine(value) }];
  if (!isObject(value)) return [];
  if ('warning' in value) return reasons(value['warning']);
  const reason = reasonOf(value);
  return Object.keys(reason).length === 0 ? [] : [reason];
}

/** `{code, message}` in any of the spellings seen; nothing where there is neither. */
export function reasonOf(fields: Fields): Reason {
  const inner = fields['statusCode'];
  const code = codeOf(fields['code'] ?? fields['errorCode'] ?? (isObject(inner) ? inner['code'] : undefined));
  const text = [fields['message'], fields['errorMessage'], fields['description'], fields['error']].find(
    (each) => typeof each === 'string' && each !== '',
  );
  const message = text ?? (isObject(inner) ? inner['message'] : undefined);
  const id = code === undefined && message === undefined ? undefined : errorEntity(fields);
  return {
    ...(code !== undefined && { code }),
    ...(typeof message === 'string' && { message: oneLine(message) }),
    ...(id !== undefined && { id }),
  };
}

/** Bulk product and label answers name the row in its error; `labelExternalId` carries the entity's id there. */
const errorEntity = (fields: Fields): string | number | undefined =>
  idOf(fields['entityCode']) ?? idOf(fields['labelExternalId']) ?? idOf(fields['reference']);

function codeOf(value: unknown): string | number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value !== '' ? oneLine(value, 60) : undefined;
}

/** What an object with a flag says: a {@link Reason} where `success` or `status` is false. */
export function failureOf(status: unknown): Reason | undefined {
  if (!isObject(status)) return undefined;
  const inner = status['statusCode'];
  const flag = status['success'] ?? status['status'] ?? (isObject(inner) ? inner['status'] : undefined);
  return isFalse(flag) ? reasonOf(status) : undefined;
}

export function warningsOf(value: unknown): ApiWarning[] {
  return reasons(value).map(({ code, message }) => ({
    ...(code !== undefined && { code }),
    ...(message !== undefined && { message }),
  }));
}

/** Fields that name a row, the surest first. */
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

/** What a row calls itself; a card row has its fields in `entityId`, an associated customer in `entity`. */
export function rowId(row: unknown): string | number | undefined {
  if (!isObject(row)) return idOf(row);
  for (const name of ID_FIELDS) {
    const value = row[name];
    const id = isObject(value) ? rowId(value) : idOf(value);
    if (id !== undefined) return id;
  }
  return isObject(row['entity']) ? rowId(row['entity']) : undefined;
}

/** 0 and -1 stand for no entity. */
function idOf(value: unknown): string | number | undefined {
  if (value instanceof LosslessNumber) return value.toString();
  if (typeof value === 'number') return value > 0 ? value : undefined;
  return typeof value === 'string' && !['', '0', '-1'].includes(value) ? value : undefined;
}
