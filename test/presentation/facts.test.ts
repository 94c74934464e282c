/** What a short signature says of an argument besides its name and its type. */
import { describe, expect, it } from 'vitest';
import { factOf } from '../../src/presentation/facts.js';
import { FACT_BUDGETS, formatSignature } from '../../src/presentation/signature.js';
import { findDefinition } from '../../src/tools/catalogue.js';

const text = (description: string) => ({ type: 'string', description });

describe('a fact of an argument', () => {
  it('is what its choices mean, and not what it is called', () => {
    const choices = { type: 'string', enum: ['TRANS', 'BULK'] };
    expect(factOf({ ...choices, description: 'TRANS personal, BULK campaigns; default TRANS' })).toBe(
      'TRANS personal, BULK campaigns',
    );
    expect(factOf({ ...choices, description: 'Kind of message' })).toBeUndefined();
  });

  it('is the form of a text', () => {
    expect(factOf(text('Coupon code, or several separated by commas'))).toBe(
      'Coupon code, or several separated by commas',
    );
    expect(factOf(text('All must match: (color:IN:Blue|sku:EQUALS:A7); by price or colour'))).toBe(
      'All must match: (color:IN:Blue|sku:EQUALS:A7)',
    );
    expect(factOf(text('Kind of identifier: mobile, email, cardnumber …'))).toBe(
      'Kind of identifier: mobile, email, cardnumber …',
    );
    expect(factOf(text('Name of the field'))).toBeUndefined();
  });

  it('is when it is needed', () => {
    expect(factOf(text('Store, by code; give storeCode or zoneCode'))).toBe('give storeCode or zoneCode');
    expect(factOf({ type: 'integer', description: 'End; needed when FIXED_DATE; epoch milliseconds' })).toBe(
      'needed when FIXED_DATE',
    );
  });

  it('is nothing that the type shows', () => {
    expect(factOf(text('Start; ISO 8601 with offset; a day alone is its beginning'))).toBeUndefined();
    expect(factOf(text('States: LIVE, ENDED'))).toBeUndefined();
    expect(factOf(text('json; leave out'))).toBeUndefined();
  });
});

describe('a signature with facts', () => {
  const signatureOf = (tool: string, factBudget: number): string => {
    const definition = findDefinition(tool);
    if (!definition) throw new Error(`no tool ${tool}`);
    return formatSignature(definition, 1_200, undefined, undefined, factBudget);
  };

  it('says them beside the arguments, each once', () => {
    expect(signatureOf('staff_list_of_store', FACT_BUDGETS[0])).toBe(
      'staff_list_of_store(zoneCode?: string /* Give zoneCode or storeCode */, storeCode?: string)',
    );
    expect(signatureOf('customer_update_subscriptions', FACT_BUDGETS[0])).toContain(
      'priority: "TRANS" | "BULK" /* TRANS transactional and personal, BULK campaigns */',
    );
    expect(signatureOf('task_add_v1_1', FACT_BUDGETS[0]).split("organization's time")).toHaveLength(2);
  });

  it('says no more than fits, about required arguments first', () => {
    const [all, few, none] = [320, 60, 0].map((budget) => signatureOf('otp_generate', budget));
    expect(few).toContain('/* otp_validate needs the same */');
    expect(few).not.toContain('voice calls');
    expect(all).toContain('/* PHONE and MOBILE are voice calls; BOTH is mobile and email */');
    expect(none).not.toContain('/*');
  });
});
