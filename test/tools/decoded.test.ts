/** What the compiler knows of decoded arguments and of answers. `npm run types` checks these tests. */
import { describe, expectTypeOf, it } from 'vitest';
import type { Instant } from '../../src/lib/instant.js';
import type { leadAdd, leadAddReasons, leadSearch, leadUpdateStatus } from '../../src/tools/leads/leads.js';
import { listOrOne } from '../../src/tools/schemas/answer.js';
import type { Answer, Body, Decoded, Exact, JsonObject, Parameters } from '../../src/tools/schemas/decoded.js';
import { idOf } from '../../src/tools/schemas/leaf-types.js';
import { date, dateTime, epoch } from '../../src/tools/schemas/times.js';
import {
  boolean,
  choice,
  integer,
  keyValues,
  list,
  number,
  object,
  severalIds,
  severalOf,
  text,
  textOrNumber,
} from '../../src/tools/schemas/values.js';

const leaves = () =>
  object({
    count: integer(),
    price: number('Price').optional(),
    isActive: boolean().optional(),
    name: text(),
    serial: textOrNumber().optional(),
    lead: idOf('lead', integer('Id')).optional(),
    status: choice(['OPEN', 'WON'], 'Status').optional(),
    at: dateTime({ zone: 'offset' }, 'When').optional(),
    day: date('Day'),
    createdOn: epoch({ unit: 'milliseconds' }, 'When').optional(),
    fields: keyValues().optional(),
    rows: list(object({ sku: text() })).optional(),
    one: listOrOne(object({ sku: text() })).optional(),
    kinds: severalOf(['SMS', 'EMAIL'], 'Kinds').optional(),
    ids: severalIds('Ids', 'integer').optional(),
    codes: severalIds('Codes').optional(),
  });

type Leaves = Decoded<ReturnType<typeof leaves>>;

describe('decoded arguments', () => {
  it('have the types of what is meant, not of what is accepted', () => {
    expectTypeOf<Leaves['count']>().toEqualTypeOf<number>();
    expectTypeOf<Leaves['name']>().toEqualTypeOf<string>();
    expectTypeOf<Leaves['day']>().toEqualTypeOf<Instant>();
    expectTypeOf<Leaves['price']>().toEqualTypeOf<number | undefined>();
    expectTypeOf<Leaves['isActive']>().toEqualTypeOf<boolean | undefined>();
    expectTypeOf<Leaves['serial']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<Leaves['lead']>().toEqualTypeOf<number | undefined>();
    expectTypeOf<Leaves['status']>().toEqualTypeOf<'OPEN' | 'WON' | undefined>();
    expectTypeOf<Leaves['at']>().toEqualTypeOf<Instant | undefined>();
    expectTypeOf<Leaves['createdOn']>().toEqualTypeOf<Instant | undefined>();
    expectTypeOf<Leaves['fields']>().toEqualTypeOf<JsonObject | undefined>();
  });

  it('have lists where one element or a text with commas is accepted', () => {
    expectTypeOf<NonNullable<Leaves['rows']>[number]['sku']>().toEqualTypeOf<string>();
    expectTypeOf<NonNullable<Leaves['one']>[number]['sku']>().toEqualTypeOf<string>();
    expectTypeOf<Leaves['kinds']>().toEqualTypeOf<readonly ('SMS' | 'EMAIL')[] | undefined>();
    expectTypeOf<Leaves['ids']>().toEqualTypeOf<readonly number[] | undefined>();
    expectTypeOf<Leaves['codes']>().toEqualTypeOf<readonly string[] | undefined>();
  });

  it('of a definition come by place', () => {
    expectTypeOf<Parameters<typeof leadUpdateStatus.pathParameters>['leadId']>().toEqualTypeOf<number>();
    expectTypeOf<Parameters<typeof leadSearch.query>['sortBy']>().toEqualTypeOf<
      'createdon' | 'lastUpdatedOn' | undefined
    >();
    expectTypeOf<Body<typeof leadAdd>['leadFor']>().toEqualTypeOf<string>();
    expectTypeOf<Body<typeof leadAddReasons>[number]['reason']>().toEqualTypeOf<string>();
    expectTypeOf<Body<typeof leadSearch>>().toEqualTypeOf<undefined>();
    // @ts-expect-error The endpoint has no such parameter.
    type _Unknown = Parameters<typeof leadSearch.query>['sortedBy'];
  });
});

describe('answers', () => {
  type Lead = Answer<typeof leadAdd>;

  it('may lack any member or have null there', () => {
    expectTypeOf<Lead['id']>().toEqualTypeOf<number | string | null | undefined>();
    expectTypeOf<{ id: 1; owner: null }>().toExtend<Lead>();
  });

  it('have no misspelt member, at any depth', () => {
    // @ts-expect-error It is leadFor.
    const flat: Lead = { id: 1, leadfor: 'Jeans' };
    // @ts-expect-error It is notes.
    const deep: Lead = { followUpDetails: [{ id: 1, note: 'Call again' }] };
    expectTypeOf([flat, deep]).toExtend<readonly Lead[]>();
  });

  it('have no misspelt member where the type of a result is inferred, either', () => {
    const answering = <R extends Lead>(answer: () => R & Exact<R, Lead>): R => answer();
    answering(() => ({ id: 1, followUpDetails: [{ notes: 'Call again' }], extendedFields: { any: 'thing' } }));
    // @ts-expect-error It is leadFor.
    answering(() => ({ id: 1, leadfor: 'Jeans' }));
    // @ts-expect-error It is notes.
    answering(() => ({ id: 1, followUpDetails: [{ note: 'Call again' }] }));
  });
});
