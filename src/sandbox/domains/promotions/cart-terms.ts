/**
 * The terms of a cart promotion. They are stored as they were sent, which is how answers show them. Here they are
 * decoded, with the conditions and actions in them that are documented as being like the outer ones.
 */
import type { z } from 'zod';
import { lazy } from '../../../lib/lazy.js';
import {
  action,
  cartPromotionBody,
  condition,
  productCondition,
} from '../../../tools/promotions/cart-promotions.bodies.js';
import type { Decoded } from '../../../tools/schemas/decoded.js';
import type { JsonObject } from '../../http/arguments.js';
import { decode } from '../../http/decode.js';

export type Condition = Decoded<ReturnType<typeof condition>>;
export type ProductCondition = Decoded<ReturnType<typeof productCondition>>;
export type Action = Decoded<ReturnType<typeof action>>;

/** Settings besides condition and action that rules need. All may be absent. */
type Settings = Pick<
  Decoded<ReturnType<typeof cartPromotionBody>>,
  | 'campaignId'
  | 'storeCriteria'
  | 'promotionRestrictions'
  | 'earningCriteria'
  | 'earnLimitedToSpecificAudience'
  | 'customerActivationRequired'
>;

/**
 * Decodes by a schema, once for each object. What cannot be read is absent: at the top level it was refused, and a
 * nested condition without its type never holds.
 */
function reader<S extends z.ZodType>(schemaOf: () => S): (sent: JsonObject) => Decoded<S> {
  const known = new WeakMap<JsonObject, Decoded<S>>();
  const schema = lazy(schemaOf);
  return (sent) => {
    // No time in the terms is without a zone.
    const terms = known.get(sent) ?? decode(schema(), sent, { path: '', timezone: 'UTC' }).value;
    known.set(sent, terms);
    return terms;
  };
}

export const readCondition: (sent: JsonObject) => Condition = reader(condition);
export const readProductCondition: (sent: JsonObject) => ProductCondition = reader(productCondition);
export const readAction: (sent: JsonObject) => Action = reader(action);
export const readSettings: (sent: JsonObject) => Settings = reader(cartPromotionBody);

/** One of the settings. What was not sent is not decoded: the schema of all settings is large. */
export const readSetting = <Name extends keyof Settings>(sent: JsonObject, name: Name): Settings[Name] | undefined =>
  sent[name] === undefined ? undefined : readSettings(sent)[name];

/** Whether a condition or an action is one of tenders, whatever else it says. */
export const isForTenders = ({ type }: JsonObject): boolean => String(type).toUpperCase() === 'TENDER';
