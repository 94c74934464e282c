import { beforeEach, describe, expect, it } from 'vitest';
import { definitions } from '../../src/tools/catalogue.js';
import { type Answer, aBill, aCustomer, fieldOfEach, START, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call } = sandbox;

beforeEach(() => call('POST /__sandbox/reset'));

const HEAD = '919755500001';
const BUYER = '919755500002';

const person = (mobile: string, firstName = 'Ravi'): object => ({
  profiles: [{ firstName, identifiers: [{ type: 'mobile', value: mobile }], source: 'INSTORE' }],
});

const company = { fleetCompany: { externalId: 'LOTUS-01' } };

const associate = (...rows: object[]): Promise<Answer> => call('POST /v2/customers/bulk', { body: rows });

const update = (...rows: object[]): Promise<Answer> => call('PUT /v2/customers/bulk?source=INSTORE', { body: rows });

const hierarchy = (type: string, value: string, more = ''): Promise<Answer> =>
  call(
    `GET /v2/customers/bulk?source=ALL&associationEntityType=${type}&associationEntityIdentifierType=mobile&associationEntityIdentifierValue=${value}${more}`,
  );

/** A head with one buyer under them. */
const aTeam = (): Promise<Answer> =>
  associate({
    ...person(HEAD),
    associationDetails: {
      hierarchyCode: 'CORPORATE',
      roleCode: 'HEAD',
      ...company,
      childRoleCode: 'BUYER',
      childCustomers: [person(BUYER, 'Sunil'), person('12', 'Nobody')],
    },
  });

describe('associating customers', () => {
  it('registers parents and children and puts them in place, telling which children could not be', async () => {
    const team = await aTeam();
    expect(team).toMatchObject({
      status: 200,
      body: [
        {
          entity: {
            profiles: [{ firstName: 'Ravi' }],
            associationDetails: {
              hierarchyCode: 'CORPORATE',
              roleCode: 'HEAD',
              fleetCompany: { externalId: 'LOTUS-01' },
              childRoleCode: 'BUYER',
              new: true,
              childCustomer: false,
            },
            warnings: [],
          },
          childEntities: [
            { profiles: [{ firstName: 'Sunil' }], associationDetails: { roleCode: 'BUYER', childCustomer: true } },
            { warnings: [{ status: false, code: 8056 }] },
          ],
          childCount: 2,
          childSuccessCount: 1,
          childFailureCount: 1,
        },
      ],
    });
    const under = await hierarchy(
      'parentCustomer',
      HEAD,
      '&includeCustomerAssociateDetail=true&includeNoOfChildren=true',
    );
    expect(under.body).toMatchObject({
      entity: {
        customers: [
          {
            profiles: [{ firstName: 'Sunil' }],
            roleCode: 'BUYER',
            createdDate: START,
            noOfChildren: 0,
            parentCustomer: { profiles: [{ firstName: 'Ravi' }] },
          },
        ],
        count: 1,
      },
      success: true,
    });
    expect(under.body).not.toHaveProperty('entity.customers.0.associationDetails');
  });

  it('registers rows without a place, and tells each row that failed', async () => {
    const row = (details: object): object => ({ ...person(HEAD), associationDetails: details });
    const answer = await associate(
      { ...person(BUYER) },
      person('12'),
      row({ hierarchyCode: 'NONE', roleCode: 'HEAD' }),
      row({ hierarchyCode: 'CORPORATE', roleCode: 'KING' }),
      row({ hierarchyCode: 'CORPORATE', roleCode: 'HEAD', fleetCompany: { externalId: 'NONE' } }),
    );
    expect(valueAt(answer.body, '0.entity')).not.toHaveProperty('associationDetails');
    const codes = [1, 2, 3, 4].map((index) => valueAt(answer.body, `${index}.entity.errors.0.code`));
    expect(codes).toEqual([8056, 1701, 400, 1704]);
    // What could not be placed was not registered either.
    expect(Object.keys(sandbox.world.identifierIndex)).not.toContain(`mobile:${HEAD}`);
  });

  it('keeps to the order of roles', async () => {
    await aTeam();
    const under = (roleCode: string, parent: string): Promise<Answer> =>
      associate({
        ...person('919755500003'),
        associationDetails: { roleCode, parentCustomer: person(parent) },
      });
    // An assistant is two levels below the head, and a head is below nobody.
    expect(valueAt((await under('ASSISTANT', HEAD)).body, '0.entity.errors.0.code')).toBe(400);
    expect(valueAt((await under('HEAD', BUYER)).body, '0.entity.errors.0.code')).toBe(400);
    expect((await under('ASSISTANT', BUYER)).body).toMatchObject([
      {
        entity: {
          associationDetails: { roleCode: 'ASSISTANT', parentCustomer: { profiles: [{ firstName: 'Sunil' }] } },
        },
      },
    ]);
  });
});

describe('updating associations', () => {
  it('moves somebody who is there, and is refused for who is not', async () => {
    await aTeam();
    await associate({
      ...person('919755500004', 'Other'),
      associationDetails: { hierarchyCode: 'CORPORATE', roleCode: 'HEAD', ...company },
    });
    const moved = await update(
      { ...person(BUYER, 'Sunil K'), associationDetails: { parentCustomer: person('919755500004') } },
      { ...person('919755500009'), associationDetails: { roleCode: 'BUYER' } },
    );
    expect(moved.body).toMatchObject([
      { profiles: [{ firstName: 'Sunil K' }], associationDetails: { roleCode: 'BUYER', new: false }, errors: [] },
      { errors: [{ code: 8015 }] },
    ]);
    expect(valueAt((await hierarchy('parentCustomer', HEAD)).body, 'entity.count')).toBe(0);
    expect(valueAt((await hierarchy('parentCustomer', '919755500004')).body, 'entity.count')).toBe(1);
  });
});

describe('the hierarchy', () => {
  it('is read by company and by one of its customers, sorted and paged', async () => {
    const names = async (query: string): Promise<unknown[]> =>
      fieldOfEach((await hierarchy('company', 'LOTUS-01', query)).body, 'entity.customers', 'profiles.0.firstName');
    expect(await names('&sortOrder=ASC')).toEqual(['Meera', 'Divya', 'Deepa']);
    expect(await names('&sortOrder=ASC&limit=1&offset=1')).toEqual(['Divya']);
    await aTeam();
    expect((await names('&sortBy=createdon')).slice(0, 2).sort()).toEqual(['Ravi', 'Sunil']);
    const one = await hierarchy('parentChildCustomer', BUYER);
    expect(fieldOfEach(one.body, 'entity.customers', 'profiles.0.firstName')).toEqual(['Sunil']);
  });

  it('is refused for an unknown company, customer or type', async () => {
    const code = async (type: string, value: string): Promise<unknown> =>
      valueAt((await hierarchy(type, value)).body, 'errors.0.code');
    expect(await code('company', 'NONE')).toBe(1704);
    expect(await code('parentCustomer', HEAD)).toBe(8015);
    expect(await code('pigeon', HEAD)).toBe(400);
  });
});

describe('trackers', () => {
  const read = (type: string, identifierType: string, value: string | number): Promise<Answer> =>
    call(`GET /v2/customers/userEntityTrackers?type=${type}&identifierType=${identifierType}&identifierValue=${value}`);

  it('sum up what a group or a customer bought this year', async () => {
    const { world } = sandbox;
    const [group] = Object.values(world.userGroups);
    const member = aCustomer(world);
    if (!group) throw new Error('no group');
    aBill(world, member, 1500, {
      userGroupId: group.id,
      lineItems: [{ itemCode: 'CAP-CNV-01', qty: 3, amount: 1500 }],
    });
    aBill(world, member, 500, { userGroupId: group.id, lineItems: [{ itemCode: 'CAP-CNV-01' }] });
    aBill(world, member, 700, { tillId: TILL });
    const ofGroup = await read('USERGROUP2', 'externalId', group.externalId);
    expect(ofGroup.body).toMatchObject({
      data: [
        {
          type: 'BILL_AMOUNT',
          value: 2000,
          updatedOn: START,
          periodStartDate: '2025-12-31T18:30:00Z',
          periodEndDate: '2026-12-31T18:29:59Z',
        },
        { type: 'LINEITEM_QTY', value: 4 },
        { type: 'CUSTOMER_VISITS', value: 2 },
      ],
    });
    const primary = group.members.find((each) => each.primary)?.customerId ?? 0;
    expect((await read('USERGROUP2', 'primaryUserId', primary)).body).toEqual(ofGroup.body);
    expect(valueAt((await read('CUSTOMER', 'id', member.id)).body, 'data.0.value')).toBe(2700);
  });

  it('are refused for what does not exist', async () => {
    const code = async (...asked: [string, string, string]): Promise<unknown> =>
      valueAt((await read(...asked)).body, 'errors.0.code');
    expect(await code('FLEET', 'id', '1')).toBe(1647);
    expect(await code('USERGROUP2', 'id', '1')).toBe(1645);
    expect(await code('CUSTOMER', 'id', '1')).toBe(8015);
  });
});
