import { beforeAll, describe, expect, it } from 'vitest';
import { QUERY_SETS, querySet, readQueries } from '../../bench/lib/recall.mjs';
import { createSearch, type Search } from '../../src/discovery/search.js';
import { definitions } from '../../src/tools/catalogue.js';
import { overviews } from '../../src/tools/overviews/overviews.js';

let search: Search;
beforeAll(() => {
  search = createSearch(definitions);
});

const tools = (request: string, limit = 5): string[] =>
  search(request)
    .slice(0, limit)
    .map(({ definition }) => definition.tool);
const first = (request: string): string | undefined => tools(request, 1)[0];

describe('a search by what a request wants done', () => {
  it('distinguishes a question from an order', () => {
    expect(first('what is the tier of customer id 8812?')).toBe('customer_get_tier');
    expect(first('does the voucher code MAY20 still work for her?')).toBe('coupon_check_redeemable');
    expect(first('use the voucher MAY20 for this bill')).toBe('coupon_redeem');
  });

  it('recognizes a verb only where a verb can occur', () => {
    // Neither the email nor the text in these is to be sent.
    expect(first('find the customer with this email address, only her id')).toBe('customer_get_id');
    expect(tools('was the text delivered?')).toContain('communication_get_sms_v1_1');
  });

  it('does not take a noun for a verb', () => {
    // 'display' and 'purchase' follow an article or an adjective; 'hold' only describes.
    expect(first('the brand NORDEX got a new display name, change it in the catalogue')).toBe('product_update_brands');
    expect(search('purchase 323899667 with its full details')[0]?.definition.effect).toBe('read');
    expect(search('across everything we hold, find bills by payment mode')[0]?.definition.effect).toBe('read');
  });

  it('understands a statement that implies what to do', () => {
    expect(search("the last name on the customer's profile is misspelt")[0]?.definition.effect).toBe('update');
    expect(tools('she does not want our text messages any more')).toContain('customer_update_subscriptions');
    expect(tools('he has a new mobile number')).toContain('customer_update_identifiers');
  });

  it('understands a statement about what somebody should have or no longer have', () => {
    expect(search('everyone on this list should get the anniversary badge')[0]?.definition.effect).toBe('create');
    expect(first('this shopper should no longer get the basket promotion')).toBe(
      'cart_promotion_deactivate_for_customer',
    );
    expect(first('make the basket promotion live')).toBe('cart_promotion_activate');
    expect(first('let members know a week before their rewards expire')).toBe('reward_reminder_create');
  });

  it('distinguishes who did something from doing it', () => {
    expect(first('who changed the phone number of this member?')).toBe('customer_get_audit_log');
    expect(search('log of changes to a family group')[0]?.definition.effect).toBe('read');
  });

  it('knows that to pause is to change', () => {
    expect(first('pause a loyalty promotion')).toBe('loyalty_promotion_update_status');
    expect(first('resume the loyalty promotion')).toBe('loyalty_promotion_update_status');
    expect(search('which promotions are paused')[0]?.definition.effect).toBe('read');
  });

  it('tells the delivery of a reward from the list of delivery states', () => {
    expect(first('mark the reward order as shipped')).toBe('reward_fulfillment_update');
    expect(first('update the fulfilment status of a reward order')).toBe('reward_fulfillment_update');
    expect(first('update fulfillment of a reward')).toBe('reward_fulfillment_update');
    expect(first('the gift was delivered, record it')).toBe('reward_fulfillment_update');
    expect(first('rename the delivery status shipped')).toBe('reward_fulfillment_status_update');
    expect(first('update fulfillment status')).toBe('reward_fulfillment_status_update');
  });

  it('finds the overviews for everyday requests', () => {
    const withOverviews = createSearch([...definitions, ...overviews]);
    const best = (query: string) => withOverviews(query)[0]?.definition.tool;
    expect(best('how is our coupon series VISIT100 doing?')).toBe('coupon_series_overview');
    expect(best('how many coupons of the series were redeemed and how many are left?')).toBe('coupon_series_overview');
    expect(best('usage of the coupon series TEA20')).toBe('coupon_series_overview');
    expect(best('how is the milestone challenge going?')).toBe('promotion_overview');
    expect(best('how many people have achieved the milestone')).toBe('promotion_overview');
    expect(best('summary of the loyalty promotion')).toBe('promotion_overview');
    expect(best('compare the points of these three customers')).toBe('compare');
    expect(best('which of the two customers spent more')).toBe('compare');
    expect(best('tell me all about this customer: tier, points, coupons, last purchases')).toBe('customer_overview');
    expect(best('customer on the phone, show points, tier and coupons')).toBe('customer_overview');
  });

  it('finds the cards of a customer in the profile', () => {
    expect(tools('which cards does a customer have')).toContain('customer_lookup_get_details');
    expect(tools('cards of customer id 8812')).toContain('customer_get');
  });

  it('distinguishes adding, changing and removing the same thing', () => {
    expect(first('create a family group')).toBe('user_group_add');
    expect(first('rename a family group')).toBe('user_group_update');
    expect(first('delete a family group')).toBe('user_group_delete');
  });

  it('ignores what the request says it does not want', () => {
    expect(first('preview the points of a bill without recording it')).toBe('simulation_simulate_transaction');
  });
});

describe('a search by whom or how many a request is for', () => {
  it('distinguishes one from many', () => {
    expect(first('change the status of one card')).toBe('card_update');
    expect(first('change the status of 90 cards in one call')).toBe('card_update_bulk');
    expect(first('add one bill of a member')).toBe('transaction_add');
    expect(first('add bills of several members in one request')).toBe('transaction_add_bulk');
  });

  it('does not give a call for many to a request for one, or the reverse', () => {
    expect(first('issue the birthday coupon to her')).toBe('coupon_issue');
    expect(tools('make three hundred loyalty cards for the platinum series', 2)).toContain('card_generate');
  });

  it('does not read an amount as many', () => {
    expect(tools('redeem 300 points at the till')).toEqual(tools('redeem points at the till'));
  });

  it('distinguishes a customer id from a mobile number', () => {
    expect(first('points balance of customer id 5512')).toBe('customer_get_points_balance');
    expect(first('points balance for mobile 919800000001')).toBe('customer_lookup_get_points_balance');
    expect(first('tier of the member with this phone, no customer id')).toBe('customer_lookup_get_tier');
  });
});

describe("a search with words other than the tool's own", () => {
  it('knows the synonyms of the field', () => {
    expect(tools('a new voucher campaign')).toContain('coupon_create_series');
    expect(tools('log a receipt for a shopper')).toContain('transaction_add');
    expect(first('sign a salesperson out')).toBe('staff_log_out');
  });

  it('forgives a misspelling', () => {
    expect(first('reactivate a redeemed cuopon')).toBe('coupon_reactivate');
    expect(tools('list survey questons')).toContain('survey_list_questions');
    // Two letters swapped, in a request with no other word to go by.
    expect(tools('cuopon')).toEqual(expect.arrayContaining([expect.stringContaining('coupon')]));
    expect(tools('cuoopn')).toEqual([]);
  });

  it('treats spelling variants as one word', () => {
    expect(tools('e-mail a customer')).toEqual(tools('email a customer'));
    expect(first('list the colors of products')).toBe(first('list the colours of products'));
  });

  it('finds nothing if no word is known', () => {
    expect(tools('qqqq zzzz 123')).toEqual([]);
    expect(tools('')).toEqual([]);
  });
});

describe('a search over several layers of the API', () => {
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

describe('a search by what an agent types', () => {
  it('reads the words of names', () => {
    expect(tools('get_customer_by_phone')).toContain('customer_lookup_get_details');
    expect(first('fetchCustomerTier')).toBe(first('fetch customer tier'));
    expect(first('POST create lead')).toBe('lead_add');
  });

  it('puts the tool first whose name a short request says, before those with longer names', () => {
    expect(first('create a badge')).toBe('badge_create');
    expect(first('redeem points')).toBe('points_redeem_v1_1');
    expect(first('update reward')).toBe('reward_update');
  });

  it('ignores the words of codes and addresses', () => {
    expect(tools('find the customer with email asha@shop.example')).toEqual(
      tools('find the customer with email rao@till.example'),
    );
    expect(tools('show bill TASK-LEAD-17')).toEqual(tools('show bill'));
  });

  it('understands verbs with a particle after their object, and idioms', () => {
    expect(first('switch the catalog promotion off')).toBe('reward_disable_promotion');
    expect(first('send the coupon to her once more')).toBe('coupon_resend_v1_1');
    expect(first('say no to the pending request')).toBe('request_reject_v1_1');
    expect(tools('opt customer 12 out of texts')).toContain('customer_update_subscriptions');
  });
});

describe('a look-up', () => {
  it.each([
    'get_customer_by_phone',
    'how many points does Meera have',
    'which group is this customer in',
    'who holds this coupon',
    'list all companies',
    'which firms do we have on file',
    'show the goals of a milestone',
    'what did the customer buy',
  ])('finds reads first: %s', (request) => {
    expect(search(request)[0]?.definition.effect).toBe('read');
  });
});

describe('a request of everyday work', () => {
  it.each([
    ['who holds this coupon', 'coupon_get_v1_1'],
    ['points in a shared pot', 'user_group_get'],
    ["a customer's leads and who looked after them", 'lead_get'],
    ['what can I get with 2000 points', 'reward_list_for_user'],
    ['book a bill of 300 dirham for a driver', 'transaction_add'],
    ['check the otp', 'otp_validate'],
    ['all bills of a day, per till', 'search_entities'],
    ['create a badge', 'badge_create'],
    ["change a customer's email", 'customer_update_identifiers'],
    ['can this customer use 300 points now', 'points_check_redeemable_v1_1'],
    ['make a used coupon usable again', 'coupon_reactivate'],
    ['she brings back one of the shirts', 'transaction_add'],
    ['which firms are registered with us', 'company_list'],
  ])('%s: %s comes first', (request, tool) => {
    expect(first(request)).toBe(tool);
  });

  it('finds who works in a store, and the groups of a customer, whatever the words', () => {
    expect(tools('who works in the Dubai station', 2)).toContain('store_get_staff_v1_1');
    expect(first('which group is this customer in')).toBe('user_group_search');
  });
});

describe('a tool beyond the inventory', () => {
  it('comes first if the request names what it is about', () => {
    expect(first('list the groups of our badges')).toBe('badge_group_list');
    expect(first('create a badge group for the spring')).toBe('badge_group_create');
    expect(first('take the Books category of rewards offline')).toBe('reward_update_category_status');
    expect(first('remove a member from the streak challenge')).toBe('target_unenroll_customer');
  });

  it('comes after one of the inventory if the request does not', () => {
    expect(first('list rewards')).toBe('reward_list_for_brand');
    expect(first('evaluate the cart of that customer')).toBe('cart_promotion_evaluate');
    expect(first('put the badge on hold')).toBe('badge_set_activation');
  });
});

describe('the judgement of fit', () => {
  it.each([
    'get_weather_forecast',
    'book a flight from Delhi to Goa',
    'book a flight to paris',
    'order a pizza for the whole team',
    'restart the server',
    'translate the menu into French',
    'delete the whole organization',
    'delete the universe',
    'qqqq zzzz',
    '',
  ])('sees that no tool serves: %s', (request) => {
    expect(search(request).fits).toBe(false);
  });

  it('does not hold the names and numbers of a request against it', () => {
    expect(search('points balance of Zebedee from Llanfairpwll').fits).toBe(true);
    expect(search('book a bill of 300 dirham for a driver').fits).toBe(true);
  });

  it('hardly ever denies that a tool serves a request', () => {
    const all = [readQueries(), ...QUERY_SETS.map((name) => readQueries(querySet(name)))].flat();
    expect(all.filter(({ q }) => !search(q).fits).length / all.length).toBeLessThanOrEqual(0.015);
  });
});

describe('search', () => {
  it('gives the same answer each time, best first', () => {
    const results = search('give points to a friend');
    expect(results).toEqual(search('give points to a friend'));
    expect(results.map(({ score }) => score)).toEqual(results.map(({ score }) => score).sort((a, b) => b - a));
    expect(results.slice(0, 20)).toEqual(createSearch(definitions)('give points to a friend').slice(0, 20));
  });
});
