/** What members of groups may do, who changed a group, and how groups are found by their fields. */
import { describe, expect, it } from 'vitest';
import { givePoints } from '../../src/sandbox/domains/points/rules.js';
import { definitions } from '../../src/tools/catalogue.js';
import { type Answer, fieldOfEach, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call, expectRefused } = sandbox;

/** The Rao family, with Asha as its primary member. */
const RAO = 2600;
const [ASHA, VIKRAM, NOBODY] = [418400001, 418400002, 1];
const ASHAS_MOBILE = '919800000001';

const permit = (userId: number, permissions: string, group = RAO): Promise<Answer> =>
  call(`PUT /v2/userGroup2/members/permissions?id=${group}`, { body: [{ userId, permissions }] });

describe('the permissions of a member', () => {
  it('replace their opposites, and others stay', async () => {
    await permit(VIKRAM, 'allow_points_transfer');
    const { body } = await permit(VIKRAM, 'block_points_redemption');
    expect(valueAt(body, 'response.0.result.permissions')).toEqual([
      'allow_points_transfer',
      'block_points_redemption',
    ]);
    expect(valueAt(body, 'response.0.entityId')).toEqual(valueAt(body, 'response.0.result'));
    const again = await permit(VIKRAM, 'allow_points_redemption');
    expect(valueAt(again.body, 'response.0.result.permissions')).toEqual([
      'allow_points_transfer',
      'allow_points_redemption',
    ]);
  });

  it('decide at once who redeems the points of the group', async () => {
    const entity = { type: 'USERGROUP2', id: RAO } as const;
    givePoints(sandbox.world, entity, { points: 500, tillId: TILL, kind: 'goodwill' });
    const asked = async () =>
      JSON.stringify((await call(`GET /v1.1/points/isredeemable?id=${VIKRAM}&points=100&user_group2_id=${RAO}`)).body);
    expect(await asked()).not.toContain('828');
    await permit(VIKRAM, 'block_points_redemption');
    expect(await asked()).toContain('828');
  });

  it('belong to members only', async () => {
    expect(valueAt((await permit(NOBODY, 'allow_points_transfer')).body, 'response.0.errors.0.code')).toBe(1632);
    expect(valueAt((await permit(ASHA, 'allow_points_transfer', 1)).body, 'response.0.errors.0.code')).toBe(1632);
  });
});

describe('the audit log of a group', () => {
  const log = async (query: string): Promise<unknown[]> => {
    const { body } = await call(`GET /v2/userGroup2/auditLogs?${query}`);
    return fieldOfEach(body, 'data', 'action').map((action, index) =>
      [action, fieldOfEach(body, 'data', 'featureType')[index]].join(' '),
    );
  };

  it('has each change, newest first, also of a group that was deleted', async () => {
    const { body } = await call('POST /v2/userGroup2', { body: { externalId: 'fam-1', maxGroupSize: 4 } });
    const id = Number(valueAt(body, 'entity'));
    await call(`POST /v2/userGroup2/join?id=${id}`, { body: [{ userId: NOBODY }, { userId: VIKRAM }] });
    await permit(VIKRAM, 'block_points_transfer', id);
    await call('PUT /v2/userGroup2', { body: { id, groupName: 'Family' } });
    await call(`DELETE /v2/userGroup2?id=${id}`);
    const all = ['DELETE GROUP', 'UPDATE GROUP', 'UPDATE PERMISSION', 'CREATE MEMBER', 'CREATE GROUP'];
    expect(await log(`id=${id}`)).toEqual(all);
    expect(await log(`externalId=fam-1&sortOrder=ASC&limit=2`)).toEqual(all.slice(-2).reverse());
    expect(await log(`id=${id}&action=update&featureType=GROUP&actor=blr01.till01`)).toEqual(['UPDATE GROUP']);
    expect(await log(`id=${id}&actor=blr01.till02`)).toEqual([]);
    expect(await log(`id=${id}&startDate=2026-05-04`)).toEqual([]);
    expect(await log(`id=${id}&endDate=2026-05-03`)).toEqual(all);
  });

  it('is found by the primary member, too', async () => {
    expect(await log(`identifierName=mobile&identifierValue=${ASHAS_MOBILE}`)).toEqual(await log(`id=${RAO}`));
    await expectRefused('GET /v2/userGroup2/auditLogs?id=1', 1632);
    await expectRefused('GET /v2/userGroup2/auditLogs', 1635);
  });
});

describe('groups', () => {
  const search = (extendedFields: unknown) => ({ body: { extendedFields } });

  it('are found by their extended fields, all of them', async () => {
    const found = await call('POST /v2/userGroup2/extendedFieldSearch', search({ ug_city: 'Chennai' }));
    expect(found.body).toMatchObject({
      pagination: { limit: 10, offset: 0, total: 1 },
      data: [{ groupName: 'Saturday shoppers', totalMembers: 3, extendedFields: { ug_city: 'Chennai' } }],
    });
    const none = search({ ug_city: 'Chennai', ug_status: 'Gold' });
    expect((await call('POST /v2/userGroup2/extendedFieldSearch', none)).body).toMatchObject({ data: [] });
    await expectRefused('POST /v2/userGroup2/extendedFieldSearch', 1661, search({}));
    await expectRefused('POST /v2/userGroup2/extendedFieldSearch', 91016, search({ colour: 'red' }));
    await expectRefused('POST /v2/userGroup2/extendedFieldSearch', 91017, search({ ug_city: ['Chennai'] }));
  });

  it('are shown in the older form by any member, if the organization has them', async () => {
    const { body } = await call(
      `GET /v2/usergroups?identifierName=userId&identifierValue=${VIKRAM}&loyaltyDetails=true`,
    );
    expect(body).toMatchObject({
      id: RAO,
      primaryUserId: ASHA,
      members: [
        { userId: ASHA, role: 'PRIMARY', loyaltySummary: { enrolledPrograms: [{ programId: 812 }] } },
        { role: 'SECONDARY' },
        { role: 'SECONDARY' },
      ],
    });
    const older = 'GET /v2/usergroups?identifierName=mobile&identifierValue';
    expect((await call(`${older}=${ASHAS_MOBILE}`)).body).not.toHaveProperty('members.0.loyaltySummary');
    await expectRefused(`${older}=910000000000`, 93002);
    const keyName = 'CONF_USER_GROUP_ENABLED';
    sandbox.world.organisationConfigs[keyName] = { id: 1, keyName, value: '0' };
    await expectRefused(`${older}=${ASHAS_MOBILE}`, 93016);
  });
});
