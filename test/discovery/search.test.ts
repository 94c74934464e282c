import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createSearch, type Search } from '../../src/discovery/search.js';
import { definitions } from '../../src/tools/catalogue.js';

let search: Search;
beforeAll(() => {
  search = createSearch(definitions);
});

const tools = (request: string, most = 5): string[] =>
  search(request)
    .slice(0, most)
    .map(({ definition }) => definition.tool);
const first = (request: string): string | undefined => tools(request, 1)[0];

describe('find a tool by what a request wants done', () => {
  it('tells a question from an order', () => {
    expect(first('what is the tier of customer id 8812?')).toBe('customer_get_tier');
    expect(first('does the voucher code MAY20 still work for her?')).toBe('coupon_check_redeemable');
    expect(first('use the voucher MAY20 for this bill')).toBe('coupon_redeem');
  });

  it('takes a verb for a verb only where one can stand', () => {
    // Neither the email nor the text in these is to be sent.
    expect(first('find the customer with this email address, only her id')).toBe('customer_get_id');
    expect(tools('was the text delivered?')).toContain('communication_get_sms_v1_1');
  });

  it('tells adding, changing and removing of one thing apart', () => {
    expect(first('create a family group')).toBe('user_group_add');
    expect(first('rename a family group')).toBe('user_group_update');
    expect(first('delete a family group')).toBe('user_group_delete');
  });

  it('leaves out what the request says it does not want', () => {
    expect(first('preview the points of a bill without recording it')).toBe('simulation_simulate_transaction');
  });
});

describe('find a tool by whom or how many it is for', () => {
  it('tells one from many', () => {
    expect(first('change the status of one card')).toBe('card_update');
    expect(first('change the status of 90 cards in one call')).toBe('card_update_bulk');
    expect(first('add one bill of a member')).toBe('transaction_add');
    expect(first('add bills of several members in one request')).toBe('transaction_add_bulk');
  });

  it('does not take an amount for many', () => {
    expect(tools('redeem 300 points at the till')).toEqual(tools('redeem points at the till'));
  });

  it('tells a customer id from a mobile number', () => {
    expect(first('points balance of customer id 5512')).toBe('customer_get_points_balance');
    expect(first('points balance for mobile 919800000001')).toBe('customer_lookup_get_points_balance');
    expect(first('tier of the member with this phone, no customer id')).toBe('customer_lookup_get_tier');
  });
});

describe('find a tool by other words than its own', () => {
  it('knows the synonyms of the field', () => {
    expect(tools('a new voucher campaign')).toContain('coupon_create_series');
    expect(tools('log a receipt for a shopper')).toContain('transaction_add');
    expect(first('sign a salesperson out')).toBe('staff_log_out');
  });

  it('forgives a misspelling', () => {
    expect(first('reactivate a redeemed cuopon')).toBe('coupon_reactivate');
    expect(tools('list survey questons')).toContain('survey_list_questions');
  });

  it('takes spelling variants for one word', () => {
    expect(tools('e-mail a customer')).toEqual(tools('email a customer'));
    expect(first('list the colors of products')).toBe(first('list the colours of products'));
  });

  it('finds nothing where no word is known', () => {
    expect(tools('qqqq zzzz 123')).toEqual([]);
    expect(tools('')).toEqual([]);
  });
});

describe('choose between layers of the API', () => {
  it('puts the recommended tool before the one it supersedes', () => {
    const found = tools('register a new customer');
    expect(found[0]).toBe('customer_add');
    expect(first('register a new customer with the v1.1 API')).toBe('customer_add_v1_1');
    expect(first('register a new customer in InTouch')).toBe('customer_add_v1_1');
  });

  it('gives a v1 form only when v1 is named', () => {
    expect(tools('send a text message to a mobile')).not.toContain('communication_send_sms_v1');
    expect(first('send a text message to a mobile with the v1 API')).toBe('communication_send_sms_v1');
    expect(first('send a text message to a mobile with v1, not v1.1')).toBe('communication_send_sms_v1');
    expect(first('send a text message to a mobile with v1.1, not v1')).toBe('communication_send_sms_v1_1');
  });
});

describe('search', () => {
  it('gives the same answer each time, best first', () => {
    const hits = search('give points to a friend');
    expect(hits).toEqual(search('give points to a friend'));
    expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).sort((a, b) => b - a));
    expect(hits.slice(0, 20)).toEqual(createSearch(definitions)('give points to a friend').slice(0, 20));
  });

  it('finds nearly always the right one of 434 by requests in users’ words', () => {
    const fixture = new URL('../fixtures/queries-dev.json', import.meta.url);
    const requests = z
      .array(z.object({ q: z.string(), section: z.string(), title: z.string(), version: z.string() }))
      .parse(JSON.parse(readFileSync(fixture, 'utf8')));
    const ranks = requests.map(({ q, section, title, version }) =>
      search(q).findIndex(
        ({ definition }) =>
          definition.section === section && definition.title === title && definition.version === version,
      ),
    );
    const recall = (within: number) => ranks.filter((rank) => rank >= 0 && rank < within).length / ranks.length;
    expect(recall(5)).toBeGreaterThanOrEqual(0.93);
    expect(recall(1)).toBeGreaterThanOrEqual(0.7);
  });
});
