import { beforeEach, describe, expect, it } from 'vitest';
import { mergeCustomers } from '../../src/sandbox/domains/customer/merge.js';
import { customerById } from '../../src/sandbox/domains/customer/rules.js';
import { partnerProgram } from '../../src/tools/leads/partner-program.js';
import { Snapshot } from './snapshot.js';
import { type Answer, aBill, aCustomer, fieldOfEach, listAt, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(partnerProgram.definitions);
const { call, expectRefused } = sandbox;

beforeEach(() => call('POST /__sandbox/reset'));

/** Of the seed: in CityMiles and Meridian Plus; no longer in Meridian Plus; no longer in Harbour Bank Card; in none. */
const ASHA = 418400001;
const VIKRAM = 418400002;
const MEERA = 418400003;
const ROHAN = 418400004;
const PLUS = 319;
const DAY = 86_400;

const link = (id: number, partnerProgramName: string, customerPartnerReference: object): Promise<Answer> =>
  call('POST /v2/partnerProgram/linkCustomer', {
    body: {
      linkCustomers: [{ customer: { id }, linkToPartnerPrograms: [{ partnerProgramName, customerPartnerReference }] }],
    },
  });
const LINKED = 'linkCustomers.0.linkToPartnerPrograms.0.partnerLinkStatus.code';

const update = (id: number, row: object): Promise<Answer> =>
  call('POST /v2/partnerProgram/customerPartnerProgramUpdate', {
    body: { customersPartnerUpdates: [{ customer: { id }, partnerProgramUpdates: [row] }] },
  });
const UPDATED = 'customersPartnerUpdates.0.partnerProgramUpdates.0.updateStatus.code';

const delink = (id: number, partnerProgramName: string): Promise<Answer> =>
  call('POST /v2/partnerProgram/deLinkCustomer', {
    body: { deLinkCustomers: [{ customer: { id }, deLinkFromPartnerPrograms: [{ partnerProgramName }] }] },
  });
const DELINKED = 'deLinkCustomers.0.deLinkFromPartnerPrograms.0.partnerDeLinkStatus.code';

/** That a call, which succeeds as such, fails in its only row and changes nothing. */
async function expectRowFails(path: string, code: number, act: () => Promise<Answer>): Promise<void> {
  const before = new Snapshot(sandbox.world);
  const { status, body } = await act();
  expect([status, valueAt(body, path)]).toEqual([200, code]);
  before.expectSame(sandbox.world);
}

const historyPath = (id: number, more = ''): string =>
  `GET /v2/partnerProgram/customerActivityHistory?source=instore&identifierName=id&identifierValue=${id}&activityType=linkingUpdates${more}`;
const benefitsPath = (id: number, more = ''): string =>
  historyPath(id, more).replace('linkingUpdates', 'benefitsAvailed');
const history = async (id: number, more = ''): Promise<unknown> => (await call(historyPath(id, more))).body;
const happened = (body: unknown): unknown[] => fieldOfEach(body, 'data.0.customerActivityHistory', 'activityType');

const SILVER = {
  partnerMembershipId: 'CM-1',
  partnerTierName: 'Silver',
  partnerTierExpiryDate: '2027-12-31T23:59:59+05:30',
};

describe('linking', () => {
  it('makes a customer a member, as the history then tells', async () => {
    const { status, body } = await call('POST /v2/partnerProgram/linkCustomer', {
      body: {
        linkCustomers: [
          {
            customer: { mobile: 919800000004, email: '' },
            linkToPartnerPrograms: [{ partnerProgramName: 'CityMiles', customerPartnerReference: SILVER }],
          },
        ],
      },
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      linkCustomers: [
        {
          customer: {
            id: ROHAN,
            mobile: '919800000004',
            email: 'rohan.kulkarni@example.org',
            externalId: 'MT-00004',
            status: { status: true, code: 1000, message: 'Customer successfully retrieved' },
          },
          linkToPartnerPrograms: [
            {
              partnerProgramName: 'CityMiles',
              partnerLinkStatus: { status: true, code: 200, message: 'Success' },
            },
          ],
        },
      ],
      warnings: [],
    });
    expect(await history(ROHAN, '&partnerProgramId=318')).toEqual({
      pagination: { limit: 10, offset: 0, total: 1 },
      data: [
        {
          partnerProgramDetails: {
            programName: 'Meridian Rewards',
            partnerProgramId: 318,
            partnerProgramName: 'CityMiles',
            partnerProgramDescription: 'Frequent flyers of City Air',
            partnerTierNumber: 2,
            partnerTierName: 'Silver',
            partnerTierExpiryDate: '2027-12-31T18:29:59Z',
            partnerMembershipId: 'CM-1',
            partnerProgramType: 'EXTERNAL',
            partnerProgramMembershipStartDate: '2026-05-03T06:30:00Z',
            partnerProgramMembershipEndDate: '2027-12-31T18:29:59Z',
            partnerProgramMembershipLastUpdatedDate: '2026-05-03T06:30:00Z',
            partnerProgramMembershipLastUpdatedActivity: 'ENROLLMENT',
            benefitsSummary: [],
            linked: true,
            tierBased: true,
          },
          customerActivityHistory: [{ activityType: 'ENROLLMENT', activityDate: '2026-05-03T06:30:00Z' }],
          notes: '',
        },
      ],
      warnings: [],
      errors: [],
    });
  });

  it('goes on with the others where one fails', async () => {
    const plus = { partnerProgramName: 'Meridian Plus', customerPartnerReference: {} };
    const { status, body } = await call('POST /v2/partnerProgram/linkCustomer', {
      body: {
        linkCustomers: [
          { customer: { id: 1 }, linkToPartnerPrograms: [plus] },
          { customer: {}, linkToPartnerPrograms: [plus] },
          { customer: { id: ASHA, mobile: '919800000002' }, linkToPartnerPrograms: [plus] },
          { customer: { id: ROHAN }, linkToPartnerPrograms: [{ partnerProgramName: 'None' }, plus] },
        ],
      },
    });
    expect(status).toBe(200);
    const found = listAt(body, 'linkCustomers').map((each) => valueAt(each, 'customer.status.code'));
    expect(found).toEqual([8015, 8005, 8053, 1000]);
    const linked = listAt(body, 'linkCustomers').flatMap((each) =>
      listAt(each, 'linkToPartnerPrograms').map((row) => valueAt(row, 'partnerLinkStatus.code')),
    );
    expect(linked).toEqual([2001, 2001, 2001, 2006, 200]);
  });

  it('is refused for what the program does not have or the customer may not', async () => {
    const refused = (code: number, id: number, program: string, reference: object): Promise<void> =>
      expectRowFails(LINKED, code, () => link(id, program, reference));
    await refused(2002, ROHAN, '', SILVER);
    await refused(2006, ROHAN, 'citymiles', SILVER);
    await refused(2002, ROHAN, 'CityMiles', { ...SILVER, partnerMembershipId: '' });
    await refused(2002, ROHAN, 'CityMiles', { partnerMembershipId: 'CM-1' });
    await refused(2007, ROHAN, 'CityMiles', { ...SILVER, partnerTierName: 'Platinum' });
    await refused(2003, ROHAN, 'CityMiles', { ...SILVER, partnerTierExpiryDate: '2026-05-02T00:00:00Z' });
    await refused(2001, ROHAN, 'CityMiles', { ...SILVER, partnerTierExpiryDate: 'next year' });
    await refused(2001, ROHAN, 'CityMiles', { ...SILVER, partnerMembershipId: 'CM-7781' });
    await refused(2001, ROHAN, 'CityMiles', { ...SILVER, membershipStartDate: '2026-06-01T00:00:00Z' });
    await refused(2001, ROHAN, 'Meridian Plus', { membershipStartDate: '2025-01-01T00:00:00Z' });
    await refused(2005, ASHA, 'CityMiles', SILVER);
    const stranger = aCustomer(sandbox.world, { loyaltyType: 'non_loyalty' });
    await refused(2005, stranger.id, 'CityMiles', SILVER);
  });

  it('is refused as a whole where it is too much or nothing', async () => {
    const path = 'POST /v2/partnerProgram/linkCustomer';
    const row = { customer: { id: ROHAN }, linkToPartnerPrograms: [{ partnerProgramName: 'CityMiles' }] };
    const program = { partnerProgramName: 'Meridian Plus' };
    await expectRefused(path, 400, { body: {} });
    await expectRefused(path, 400, { body: { linkCustomers: [{ customer: { id: ROHAN } }] } });
    await expectRefused(path, 1060, { body: { linkCustomers: Array.from({ length: 51 }, () => row) } });
    const many = { ...row, linkToPartnerPrograms: Array.from({ length: 51 }, () => program) };
    await expectRefused(path, 2008, { body: { linkCustomers: [many] } });
  });
});

describe('a membership to come', () => {
  const ahead = { membershipStartDate: '2026-06-01T00:00:00Z' };

  it('is queued, begins when its time has come, and ends a year later', async () => {
    expect(valueAt((await link(ASHA, 'Meridian Plus', ahead)).body, LINKED)).toBe(200);
    expect(happened(await history(ASHA, `&partnerProgramId=${PLUS}`))).toEqual([
      'MEMBERSHIP_RELINKING_SCHEDULED',
      'SUPPLEMENTARY_MEMBERSHIP_STARTED',
    ]);
    await call('POST /__sandbox/clock', { body: { advanceSeconds: 40 * DAY } });
    const begun = await history(ASHA, `&partnerProgramId=${PLUS}`);
    expect(happened(begun)[0]).toBe('BACKUP_SUPPLEMENTARY_MEMBERSHIP_STARTED');
    expect(valueAt(begun, 'data.0.partnerProgramDetails')).toMatchObject({
      linked: true,
      partnerProgramMembershipStartDate: '2026-06-01T00:00:00Z',
      partnerProgramMembershipEndDate: '2027-06-01T00:00:00Z',
    });
    await call('POST /__sandbox/clock', { body: { advanceSeconds: 400 * DAY } });
    const over = await history(ASHA, `&partnerProgramId=${PLUS}`);
    expect(listAt(over, 'data.0.customerActivityHistory')[0]).toEqual({
      activityType: 'PARTNER_PROGRAM_EXPIRY',
      activityDate: '2027-06-01T00:00:00Z',
    });
    expect(valueAt(over, 'data.0.partnerProgramDetails.linked')).toBe(false);
  });

  it('cannot be queued twice, and can be cancelled once', async () => {
    await link(ASHA, 'Meridian Plus', ahead);
    await expectRowFails(LINKED, 2010, () => link(ASHA, 'Meridian Plus', ahead));
    const cancel = { partnerProgramName: 'Meridian Plus', updateType: 'MEMBERSHIP_RELINKING_CANCELLED' };
    expect(valueAt((await update(ASHA, cancel)).body, UPDATED)).toBe(200);
    await expectRowFails(UPDATED, 2004, () => update(ASHA, cancel));
    expect(valueAt((await link(ASHA, 'Meridian Plus', ahead)).body, LINKED)).toBe(200);
  });
});

describe('a change of tier', () => {
  const up = {
    partnerProgramName: 'CityMiles',
    updateType: 'UPGRADE',
    updateDetails: { updatedTierName: 'Gold', updatedTierExpiryDate: '2028-01-31T23:59:59+05:30' },
  };

  it('goes up and down, and is told in the history', async () => {
    const { body } = await update(ASHA, up);
    expect(listAt(body, 'customersPartnerUpdates.0.partnerProgramUpdates')).toEqual([
      {
        partnerProgramName: 'CityMiles',
        updateType: 'UPGRADE',
        updateStatus: { status: true, code: 200, message: 'Success' },
      },
    ]);
    const upgraded = await history(ASHA, '&partnerProgramId=318');
    expect(valueAt(upgraded, 'data.0.partnerProgramDetails')).toMatchObject({
      partnerTierNumber: 3,
      partnerTierName: 'Gold',
      partnerTierExpiryDate: '2028-01-31T18:29:59Z',
      partnerProgramMembershipEndDate: '2028-01-31T18:29:59Z',
      partnerMembershipId: 'CM-7781',
    });
    await update(ASHA, { ...up, updateType: 'DOWNGRADE', updateDetails: { updatedTierName: 'Blue' } });
    const lowered = await history(ASHA, '&partnerProgramId=318');
    expect(happened(lowered)).toEqual(['PARTNER_PROGRAM_DOWNGRADE', 'PARTNER_PROGRAM_UPGRADE', 'ENROLLMENT']);
    expect(valueAt(lowered, 'data.0.partnerProgramDetails.partnerTierName')).toBe('Blue');
  });

  it('RENEW without a date adds the time of the program', async () => {
    await link(ROHAN, 'Stylists Club', { partnerTierName: 'Insider' });
    const renew = { updateType: 'RENEW', updateDetails: { updatedTierName: 'Insider' } };
    await update(ROHAN, { partnerProgramName: 'Stylists Club', ...renew });
    expect(valueAt(await history(ROHAN, '&partnerProgramId=320'), 'data.0.partnerProgramDetails')).toMatchObject({
      partnerProgramMembershipEndDate: '2027-05-03T06:30:00Z',
    });
  });

  it('is refused without what it needs, and where it does not lead', async () => {
    const refused = (code: number, id: number, row: object): Promise<void> =>
      expectRowFails(UPDATED, code, () => update(id, row));
    await refused(2002, ASHA, { ...up, partnerProgramName: '' });
    await refused(2006, ASHA, { ...up, partnerProgramName: 'None' });
    await refused(2009, ASHA, { ...up, updateType: 'CHANGE' });
    await refused(2002, ASHA, { ...up, updateDetails: {} });
    await refused(2002, ASHA, { ...up, updateDetails: { updatedTierExpiryDate: '2028-01-31T23:59:59Z' } });
    await refused(2007, ASHA, { ...up, updateDetails: { updatedTierName: 'Platinum' } });
    const past = { updatedTierName: 'Gold', updatedTierExpiryDate: '2026-01-31T23:59:59Z' };
    await refused(2003, ASHA, { ...up, updateDetails: past });
    await refused(2001, ASHA, { ...up, updateDetails: { updatedTierName: 'Blue' } });
    await refused(2001, ASHA, { ...up, updateType: 'RENEW' });
    await refused(2004, ROHAN, up);
    await refused(2001, 1, up);
    await expectRefused('POST /v2/partnerProgram/customerPartnerProgramUpdate', 400, { body: {} });
    const rows = Array.from({ length: 51 }, () => up);
    await expectRefused('POST /v2/partnerProgram/customerPartnerProgramUpdate', 2008, {
      body: { customersPartnerUpdates: [{ customer: { id: ASHA }, partnerProgramUpdates: rows }] },
    });
  });
});

describe('delinking', () => {
  it('ends a membership, which can be taken up again', async () => {
    expect(valueAt((await delink(ASHA, 'Meridian Plus')).body, DELINKED)).toBe(200);
    const left = await history(ASHA, `&partnerProgramId=${PLUS}`);
    expect(valueAt(left, 'data.0.partnerProgramDetails')).toMatchObject({
      linked: false,
      partnerProgramMembershipEndDate: '2026-05-03T06:30:00Z',
      partnerProgramMembershipLastUpdatedActivity: 'PARTNER_PROGRAM_EARLY_EXPIRY',
    });
    await expectRowFails(DELINKED, 2004, () => delink(ASHA, 'Meridian Plus'));
    expect(valueAt((await link(ASHA, 'Meridian Plus', {})).body, LINKED)).toBe(200);
    expect(happened(await history(ASHA, `&partnerProgramId=${PLUS}`))).toHaveLength(3);
  });

  it('is refused for those who are no members and programs that are none', async () => {
    await expectRowFails(DELINKED, 2004, () => delink(ROHAN, 'CityMiles'));
    await expectRowFails(DELINKED, 2006, () => delink(ASHA, 'None'));
    await expectRowFails(DELINKED, 2002, () => delink(ASHA, ''));
    await expectRowFails(DELINKED, 2001, () => delink(1, 'CityMiles'));
    await expectRefused('POST /v2/partnerProgram/deLinkCustomer', 400, { body: { deLinkCustomers: [] } });
  });
});

describe('the history of a customer', () => {
  const names = (body: unknown): unknown[] =>
    listAt(body, 'data').map((each) => valueAt(each, 'partnerProgramDetails.partnerProgramName'));

  it('lists programs, the latest first, in pages and by kind', async () => {
    const all = await history(ASHA);
    expect(names(all)).toEqual(['Meridian Plus', 'CityMiles']);
    expect(all).toMatchObject({ pagination: { limit: 10, offset: 0, total: 2 }, warnings: [], errors: [] });
    expect(names(await history(ASHA, '&limit=1&offset=1'))).toEqual(['CityMiles']);
    expect(names(await history(ASHA, '&limit=0'))).toEqual([]);
    expect(names(await history(ASHA, '&partnerProgramType=EXTERNAL'))).toEqual(['CityMiles']);
  });

  it('tells what is over: a year gone by, a membership left', async () => {
    expect(happened(await history(VIKRAM, `&partnerProgramId=${PLUS}`))).toEqual([
      'PARTNER_PROGRAM_EXPIRY',
      'SUPPLEMENTARY_MEMBERSHIP_STARTED',
    ]);
    expect(happened(await history(MEERA, '&partnerProgramId=321'))).toEqual([
      'PARTNER_PROGRAM_EARLY_EXPIRY',
      'ENROLLMENT',
    ]);
  });

  it('is that of the survivor after a merge', async () => {
    const { world } = sandbox;
    mergeCustomers(world, customerById(world, VIKRAM), customerById(world, ROHAN), TILL);
    expect(names(await history(ROHAN))).toEqual(['Meridian Plus']);
  });

  it('tells the benefits that came with bills while a member, and no others', async () => {
    const customer = aCustomer(sandbox.world);
    aBill(sandbox.world, customer, 5000, { billNumber: 'before' });
    await call('POST /__sandbox/clock', { body: { advanceSeconds: 3600 } });
    await link(customer.id, 'Meridian Plus', {});
    await call('POST /__sandbox/clock', { body: { advanceSeconds: 3600 } });
    aBill(sandbox.world, customer, 2500, { billNumber: 'with' });
    aBill(sandbox.world, customer, 500, { billNumber: 'small' });
    const path = benefitsPath(customer.id, `&partnerProgramId=${PLUS}`);
    const { body } = await call(path);
    expect(listAt(body, 'data.0.customerActivityHistory')).toMatchObject([
      {
        activityType: 'BENEFIT_AVAILED',
        activityDate: '2026-05-03T08:30:00Z',
        benefitDetails: { name: 'Free alterations', type: 'freeService', billNumber: 'with', tillId: 5001101 },
      },
    ]);
    expect(valueAt(body, 'data.0.partnerProgramDetails.benefitsSummary.0.countAvailedInLast365Days')).toBe(1);
    expect(valueAt(body, 'data.0.notes')).toBe(
      'showing customer activities from Sat May 03 08:30:00 GMT 2025 till Sun May 03 08:30:00 GMT 2026',
    );
    const earlier = await call(`${path}&startDate=2026-01-01+00:00:00&endDate=2026-05-01+00:00:00`);
    expect(listAt(earlier.body, 'data.0.customerActivityHistory')).toEqual([]);
  });

  it('is refused for what it does not take', async () => {
    await expectRefused(historyPath(ROHAN), 2011);
    await expectRefused(historyPath(ASHA, '&partnerProgramId=1'), 2011);
    await expectRefused(benefitsPath(ASHA, '&startDate=2025-01-01+00:00:00&endDate=2026-02-01+00:00:00'), 2013);
    await expectRefused(benefitsPath(ASHA, '&startDate=2026-02-01&endDate=2026-01-01'), 400);
    await expectRefused(historyPath(ASHA).replace('linkingUpdates', 'all'), 2014);
    await expectRefused(historyPath(ASHA, '&startDate=2026-01-01+00:00:00'), 2015);
    await expectRefused(historyPath(1), 8015);
    await expectRefused(historyPath(ASHA).replace('instore', 'nowhere'), 8003);
    await expectRefused(historyPath(ASHA).replace('identifierName=id', 'identifierName=shoe'), 8013);
    await expectRefused(historyPath(ASHA, '&limit=11'), 400);
    await expectRefused(historyPath(ASHA, '&offset=-1'), 400);
    await expectRefused(historyPath(ASHA, '&partnerProgramType=OTHER'), 400);
  });
});
