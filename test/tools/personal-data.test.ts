/** Which tools involve personal data, as the schemas of their arguments and answers say. */
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { findDefinition } from '../../src/tools/catalogue.js';
import { hasPersonalData } from '../../src/tools/personal-data.js';
import { open } from '../../src/tools/schemas/answer.js';
import { freeText, idOf, mobile, money, personalData, personName } from '../../src/tools/schemas/leaf-types.js';
import { dateTime } from '../../src/tools/schemas/times.js';
import { integer, keyValues, list, object, text } from '../../src/tools/schemas/values.js';
import { define } from '../client/definitions.js';

const answering = (answer: z.ZodType): boolean => hasPersonalData(define('get', 'v2/things', { answer: () => answer }));
const taking = (argument: z.ZodType): boolean =>
  hasPersonalData(define('post', 'v2/things', { body: () => object({ rows: list(object({ argument })) }) }));

describe('a tool involves personal data', () => {
  it.each<[string, z.ZodType]>([
    ['a mobile', mobile()],
    ['the name of a person', personName()],
    ['the id of a customer', idOf('customer', integer())],
    ['personal data of any other form', personalData(keyValues())],
  ])('if it returns or takes %s', (_, schema) => {
    expect(answering(open({ data: list(open({ value: schema })) }))).toBe(true);
    expect(taking(schema.optional())).toBe(true);
  });

  it('not if it returns and takes other things only', () => {
    for (const schema of [text(), money(), freeText(), idOf('store', integer()), dateTime({ zone: 'utc' })]) {
      expect(answering(open({ value: schema }))).toBe(false);
      expect(taking(schema)).toBe(false);
    }
  });

  it.each([
    ['customer_get_id', true],
    ['customer_get_tier', true],
    ['coupon_upload_codes', true],
    ['company_search_by_extended_field', true],
    ['event_get_logs', true],
    ['target_group_get', true],
    ['badge_create', false],
    ['product_search_skus', false],
    ['coupon_get_series', false],
    ['staff_get_access_token', false],
  ])('%s: %s', (tool, expected) => {
    const definition = findDefinition(tool);
    expect(definition && hasPersonalData(definition)).toBe(expected);
  });
});
