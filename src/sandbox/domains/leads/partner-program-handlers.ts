/** Section Partner program: linking customers to external and supplementary programs, and their history. */
import type { z } from 'zod';
import { defined } from '../../../lib/defined.js';
import {
  changedProgram,
  leftProgram,
  linkedProgram,
  partnerProgramDelinkCustomer,
  partnerProgramGetCustomerActivity,
  partnerProgramLinkCustomer,
  partnerProgramUpdateCustomer,
  customer as sentCustomer,
} from '../../../tools/leads/partner-program.js';
import type { Decoded, Parameters, PartOf, RowOf } from '../../../tools/schemas/decoded.js';
import { type JsonObject, objectOf, objectsOf, textOf } from '../../http/arguments.js';
import type { Codes, Loosened } from '../../http/codes.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { byOffset } from '../../http/paging.js';
import { decodeRow } from '../../http/rows.js';
import { DAY, type Instant, later, now } from '../../world/clock.js';
import { fail, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { customerById, findCustomer, identifierOf, noCustomer } from '../customer/rules.js';
import { customerLookedUp, LOOKUP } from '../customer/sent.js';
import type { Customer } from '../customer/state.js';
import {
  benefitsAvailed,
  cancelQueued,
  changeTier,
  delinkCustomer,
  lastYear,
  linkCustomer,
  type Membership,
  membershipsOf,
  programBy,
} from './partner-program-rules.js';
import { periodNote, toActivityJson, toBenefitJson, toMembershipJson } from './partner-program-serializers.js';
import type { PartnerProgram } from './partner-program-state.js';

const MOST_CUSTOMERS = 50;
const MOST_PROGRAMS = 50;

/** The result of a part of a call: `{status, code, message}`. */
interface Verdict {
  status: boolean;
  code: number;
  message: string;
}

/** Runs `act` and turns a SandboxFailure into the verdict. */
function verdictOf(act: () => void): Verdict {
  try {
    act();
    return { status: true, code: 200, message: 'Success' };
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    return { status: false, code: error.code, message: error.message };
  }
}

type LinkedProgram = Decoded<ReturnType<typeof linkedProgram>>;
type ChangedProgram = Decoded<ReturnType<typeof changedProgram>>;
type LeftProgram = Decoded<ReturnType<typeof leftProgram>>;

const IDENTIFIERS = ['mobile', 'email', 'externalId'] as const;

/**
 * The customer with all the given identifiers.
 * @throws 8005 if no identifier is given
 * @throws 8015 if no customer has one
 * @throws 8069 if the customer was merged into another
 * @throws 8053 if the identifiers belong to different customers
 */
function customerMeant(world: World, raw: JsonObject): Customer {
  const { id, ...named } = decodeRow<Decoded<ReturnType<typeof sentCustomer>>>(
    sentCustomer(),
    raw,
    { codes: { id: 8015 } },
    { world },
  );
  const found = IDENTIFIERS.map((type) => [type, named[type] ?? ''] as const)
    .filter(([, value]) => value !== '')
    .map(([type, value]) => findCustomer(world, type, value) ?? noCustomer());
  if (id !== undefined) found.unshift(customerById(world, id));
  const [customer, ...others] = found;
  if (!customer) return fail(8005, 'No valid identifiers given');
  if (others.some((each) => each.id !== customer.id)) fail(8053, 'Identifiers belong to different customers');
  return customer;
}

type CustomerJson = PartOf<RowOf<typeof partnerProgramLinkCustomer, 'linkCustomers'>, 'customer'>;

/** A customer of the call, known or not, and as answers show it. */
function customerOfRow(world: World, raw: JsonObject): { customer: Customer | null; json: CustomerJson } {
  try {
    const customer = customerMeant(world, raw);
    const held = (type: (typeof IDENTIFIERS)[number]) => identifierOf(customer, type) || undefined;
    const status: Verdict = { status: true, code: 1000, message: 'Customer successfully retrieved' };
    const identifiers = { mobile: held('mobile'), email: held('email'), externalId: held('externalId') };
    return { customer, json: { id: customer.id, ...identifiers, status } };
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    const { code, message } = error;
    return { customer: null, json: { ...raw, status: { status: false, code, message } } };
  }
}

/** One of the three changes of memberships. */
interface Change<Row extends { readonly partnerProgramName: string }> extends Codes<string> {
  /** The members of the body with the customers, and of a customer with the programs. */
  customers: string;
  programs: string;
  /** The schema of a program. */
  program: () => z.ZodType;
  act: (world: World, customer: Customer, program: PartnerProgram, row: Row) => void;
}

/**
 * Changes the memberships of each customer in each program. Each has its own verdict, and the call itself succeeds.
 * @throws 400 if there are no customers, or no programs for one
 * @throws 1060, 2008 if there are too many customers or programs
 */
function changeAll<Row extends { readonly partnerProgramName: string }>(
  world: World,
  body: unknown,
  { customers, programs, program, act, ...codes }: Change<Row>,
) {
  const rows = objectsOf(objectOf(body)[customers]);
  if (rows.length === 0) fail(400, `${customers} is missing or empty`);
  if (rows.length > MOST_CUSTOMERS) fail(1060, `At most ${MOST_CUSTOMERS} customers can be sent in one call`);
  for (const row of rows) {
    const { length } = objectsOf(row[programs]);
    if (length === 0) fail(400, `${programs} is missing or empty`);
    if (length > MOST_PROGRAMS) fail(2008, `At most ${MOST_PROGRAMS} partner programs can be sent in one call`);
  }
  return rows.map((row) => {
    const { customer, json } = customerOfRow(world, objectOf(row['customer']));
    const done = objectsOf(row[programs]).map((raw) => ({
      raw,
      name: textOf(raw['partnerProgramName']),
      verdict: verdictOf(() => {
        if (!customer) return fail(2001, 'The customer was not found');
        const sent = decodeRow<Row>(program(), raw, codes, { world });
        act(world, customer, programBy(world, sent.partnerProgramName), sent);
      }),
    }));
    return { customer: json, done };
  });
}

const LINK: Change<Loosened<LinkedProgram, 'customerPartnerReference'>> = {
  customers: 'linkCustomers',
  programs: 'linkToPartnerPrograms',
  program: linkedProgram,
  code: 2001,
  codes: { partnerProgramName: 2002 },
  optional: ['customerPartnerReference'],
  act: (world, customer, program, { customerPartnerReference: reference = {} }) =>
    linkCustomer(world, customer, program, {
      membershipId: reference.partnerMembershipId ?? '',
      tier: reference.partnerTierName ?? '',
      tierExpiresOn: reference.partnerTierExpiryDate ?? null,
      ...defined({ startsOn: reference.membershipStartDate }),
    }),
};

const UPDATE: Change<ChangedProgram> = {
  customers: 'customersPartnerUpdates',
  programs: 'partnerProgramUpdates',
  program: changedProgram,
  code: 2001,
  codes: { partnerProgramName: 2002, updateType: 2009 },
  act: (world, customer, program, { updateType: type, updateDetails: details = {} }) => {
    if (type === 'MEMBERSHIP_RELINKING_CANCELLED') return cancelQueued(world, customer, program);
    const { updatedTierName: tier = '', updatedTierExpiryDate: expiresOn = null } = details;
    changeTier(world, customer, program, { type, tier, expiresOn });
  },
};

const DELINK: Change<LeftProgram> = {
  customers: 'deLinkCustomers',
  programs: 'deLinkFromPartnerPrograms',
  program: leftProgram,
  codes: { partnerProgramName: 2002 },
  act: delinkCustomer,
};

const LATEST_PROGRAMS = 10;
const YEAR = 365 * DAY;

type ActivityQuery = Parameters<typeof partnerProgramGetCustomerActivity.query>;

/**
 * The period of benefits; by default the last year.
 * @throws 400 if the start is after the end
 * @throws 2013 if the period is a year or longer
 */
function periodOf(world: World, { startDate, endDate }: ActivityQuery): { from: Instant; until: Instant } {
  if (startDate === undefined && endDate === undefined) return lastYear(world);
  const until = endDate ?? now(world);
  const from = startDate ?? later(until, -YEAR + DAY);
  if (from > until) fail(400, 'startDate is after endDate');
  if (Date.parse(until) - Date.parse(from) >= YEAR) fail(2013, 'The period must be shorter than a year');
  return { from, until };
}

export const partnerProgramHandlers: Handlers = {
  ...handle(partnerProgramLinkCustomer, { envelope: 'single', asSent: ['body'] }, ({ world, raw }) => ({
    linkCustomers: changeAll(world, raw.body, LINK).map(({ customer, done }) => ({
      customer,
      linkToPartnerPrograms: done.map(({ name, verdict }) => ({
        partnerProgramName: name,
        partnerLinkStatus: verdict,
      })),
    })),
  })),

  ...handle(partnerProgramUpdateCustomer, { envelope: 'single', asSent: ['body'] }, ({ world, raw }) => ({
    customersPartnerUpdates: changeAll(world, raw.body, UPDATE).map(({ customer, done }) => ({
      customer,
      partnerProgramUpdates: done.map(({ raw: row, name, verdict }) => ({
        partnerProgramName: name,
        updateType: textOf(row['updateType']),
        updateStatus: verdict,
      })),
    })),
  })),

  ...handle(partnerProgramDelinkCustomer, { envelope: 'single', asSent: ['body'] }, ({ world, raw }) => ({
    deLinkCustomers: changeAll(world, raw.body, DELINK).map(({ customer, done }) => ({
      customer,
      deLinkFromPartnerPrograms: done.map(({ name, verdict }) => ({
        partnerProgramName: name,
        partnerDeLinkStatus: verdict,
      })),
    })),
  })),

  ...handle(
    partnerProgramGetCustomerActivity,
    {
      envelope: 'list',
      codes: { ...LOOKUP.codes, activityType: 2014 },
      first: ['activityType', ...LOOKUP.first],
      paging: byOffset({ limit: 10, min: 0, max: 10, strict: true, reported: true }),
    },
    ({ world, query, page }) => {
      const { activityType, partnerProgramId: programId, partnerProgramType: type } = query;
      const isDated = query.startDate !== undefined || query.endDate !== undefined;
      if (activityType === 'linkingUpdates' && isDated) fail(2015, 'Dates are not allowed with linkingUpdates');
      const period = activityType === 'benefitsAvailed' ? periodOf(world, query) : null;
      const customer = customerLookedUp(world, query);
      const found = membershipsOf(world, customer, { programId, type }).slice(0, LATEST_PROGRAMS);
      const [first] = found;
      if (!first) return fail(2011, 'The customer has no partner program activity');
      const historyOf = (joined: Membership) =>
        period
          ? benefitsAvailed(world, customer, joined, period).map((each) => toBenefitJson(world, each))
          : joined.membership.activities.toReversed().map(toActivityJson);
      const rowOf = (joined: Membership, customerActivityHistory = historyOf(joined)) => ({
        partnerProgramDetails: toMembershipJson(world, customer, joined, { withLast: period === null }),
        customerActivityHistory,
        notes: period ? periodNote(period) : '',
      });
      // The history of one program is paged by event, the latest programs by program.
      if (programId !== undefined) return [rowOf(first, [...page(historyOf(first))])];
      return page(found).map((joined) => rowOf(joined));
    },
  ),
};
