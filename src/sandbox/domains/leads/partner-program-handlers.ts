/** Section Partner program: linking customers to external and supplementary programs, and their history. */
import { given, type JsonObject, numberOf, objectOf, objectsOf, oneOf, textOf } from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { type Page, pageRows } from '../../http/page-arguments.js';
import { type Reply, v2List, v2Single } from '../../http/replies.js';
import { DAY, type Instant, later, now } from '../../world/clock.js';
import { readDate } from '../../world/dates.js';
import { fail, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { customerById, findCustomer, identifierOf, noCustomer } from '../customer/rules.js';
import { customerLookedUp } from '../customer/sent.js';
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
  TIER_CHANGES,
} from './partner-program-rules.js';
import { activityFace, benefitFace, membershipFace, periodNote } from './partner-program-serializers.js';
import { PARTNER_PROGRAM_TYPES, type PartnerProgram } from './partner-program-state.js';

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

const IDENTIFIERS = ['mobile', 'email', 'externalId'] as const;

/**
 * The customer with all the given identifiers.
 * @throws 8005 if no identifier is given
 * @throws 8015 if no customer has one
 * @throws 8069 if the customer was merged into another
 * @throws 8053 if the identifiers belong to different customers
 */
function customerMeant(world: World, row: JsonObject): Customer {
  const found = IDENTIFIERS.filter((type) => given(row[type])).map(
    (type) => findCustomer(world, type, textOf(row[type])) ?? noCustomer(),
  );
  if (given(row['id'])) found.unshift(customerById(world, textOf(row['id'])));
  const [customer, ...others] = found;
  if (!customer) return fail(8005, 'No valid identifiers given');
  if (others.some(({ id }) => id !== customer.id)) fail(8053, 'Identifiers belong to different customers');
  return customer;
}

/** A customer of the call, known or not, as answers show it. */
function customerOfRow(world: World, row: JsonObject): { customer: Customer | null; face: object } {
  try {
    const customer = customerMeant(world, row);
    const identifiers = IDENTIFIERS.map((type) => [type, identifierOf(customer, type)] as const);
    const status: Verdict = { status: true, code: 1000, message: 'Customer successfully retrieved' };
    const held = Object.fromEntries(identifiers.filter(([, value]) => value !== ''));
    return { customer, face: { id: customer.id, ...held, status } };
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    const { code, message } = error;
    return { customer: null, face: { ...row, status: { status: false, code, message } } };
  }
}

/** How the three calls that change memberships differ: names in body and answer, and the change itself. */
interface Change {
  customers: string;
  programs: string;
  status: string;
  /** The fields of a row that the answer repeats. */
  echoed: readonly string[];
  act: (world: World, customer: Customer, program: PartnerProgram, row: JsonObject) => void;
}

/** Processes each customer and each program. Each has its own verdict, and the call itself succeeds. */
function changeAll({ world, body }: Call, { customers, programs, status, echoed, act }: Change): Reply {
  const rows = objectsOf(objectOf(body)[customers]);
  if (rows.length === 0) fail(400, `${customers} is missing or empty`);
  if (rows.length > MOST_CUSTOMERS) fail(1060, `At most ${MOST_CUSTOMERS} customers can be sent in one call`);
  for (const row of rows) {
    const { length } = objectsOf(row[programs]);
    if (length === 0) fail(400, `${programs} is missing or empty`);
    if (length > MOST_PROGRAMS) fail(2008, `At most ${MOST_PROGRAMS} partner programs can be sent in one call`);
  }
  const answered = rows.map((row) => {
    const { customer, face } = customerOfRow(world, objectOf(row['customer']));
    const done = objectsOf(row[programs]).map((each) => ({
      partnerProgramName: textOf(each['partnerProgramName']),
      ...Object.fromEntries(echoed.map((name) => [name, textOf(each[name])])),
      [status]: verdictOf(() => {
        if (!customer) return fail(2001, 'The customer was not found');
        act(world, customer, programBy(world, textOf(each['partnerProgramName'])), each);
      }),
    }));
    return { customer: face, [programs]: done };
  });
  return v2Single({ [customers]: answered });
}

/**
 * A moment; null if absent.
 * @throws `code` if the value is not a date
 */
function dateAt(world: World, row: JsonObject, name: string, code: number): Instant | null {
  if (!given(row[name])) return null;
  return readDate(textOf(row[name]), world.organisation.timezone) ?? fail(code, `${name} is not a date`);
}

const LINK: Change = {
  customers: 'linkCustomers',
  programs: 'linkToPartnerPrograms',
  status: 'partnerLinkStatus',
  echoed: [],
  act: (world, customer, program, row) => {
    const reference = objectOf(row['customerPartnerReference']);
    linkCustomer(world, customer, program, {
      membershipId: textOf(reference['partnerMembershipId']),
      tier: textOf(reference['partnerTierName']),
      tierExpiresOn: dateAt(world, reference, 'partnerTierExpiryDate', 2001),
      startsOn: dateAt(world, reference, 'membershipStartDate', 2001),
    });
  },
};

const UPDATE: Change = {
  customers: 'customersPartnerUpdates',
  programs: 'partnerProgramUpdates',
  status: 'updateStatus',
  echoed: ['updateType'],
  act: (world, customer, program, row) => {
    const kinds = [...TIER_CHANGES, 'MEMBERSHIP_RELINKING_CANCELLED'] as const;
    const type = oneOf(kinds, row['updateType']) ?? fail(2009, `updateType must be one of ${kinds.join(', ')}`);
    if (type === 'MEMBERSHIP_RELINKING_CANCELLED') {
      cancelQueued(world, customer, program);
      return;
    }
    const details = objectOf(row['updateDetails']);
    if (Object.keys(details).length === 0) fail(2002, 'updateDetails is empty');
    const tier = textOf(details['updatedTierName']);
    changeTier(world, customer, program, {
      type,
      tier,
      expiresOn: dateAt(world, details, 'updatedTierExpiryDate', 2001),
    });
  },
};

const DELINK: Change = {
  customers: 'deLinkCustomers',
  programs: 'deLinkFromPartnerPrograms',
  status: 'partnerDeLinkStatus',
  echoed: [],
  act: (world, customer, program) => delinkCustomer(world, customer, program),
};

const ACTIVITY_TYPES = ['linkingUpdates', 'benefitsAvailed'] as const;
const LONGEST_PAGE = 10;
const LATEST_PROGRAMS = 10;
const YEAR = 365 * DAY;

/** A page of up to ten rows; none if `limit` is 0. */
function pageAsked(query: JsonObject): Page {
  const whole = (name: string, absent: number): number => {
    if (!given(query[name])) return absent;
    const number = numberOf(query[name]);
    return number !== null && Number.isInteger(number) && number >= 0
      ? number
      : fail(400, `${name} must be a whole number from 0`);
  };
  const limit = whole('limit', LONGEST_PAGE);
  if (limit > LONGEST_PAGE) fail(400, `limit must be at most ${LONGEST_PAGE}`);
  return { limit, offset: whole('offset', 0) };
}

/**
 * The period of benefits; by default the last year.
 * @throws 400 if a value is not a date, or the start is after the end
 * @throws 2013 if the period is a year or longer
 */
function periodAsked(world: World, query: JsonObject): { from: Instant; until: Instant } {
  const start = dateAt(world, query, 'startDate', 400);
  const end = dateAt(world, query, 'endDate', 400);
  if (start === null && end === null) return lastYear(world);
  const until = end ?? now(world);
  const from = start ?? later(until, -YEAR + DAY);
  if (from > until) fail(400, 'startDate is after endDate');
  if (Date.parse(until) - Date.parse(from) >= YEAR) fail(2013, 'The period must be shorter than a year');
  return { from, until };
}

function readActivity({ world, query }: Call): Reply {
  const type =
    oneOf(ACTIVITY_TYPES, query['activityType']) ??
    fail(2014, `activityType must be one of ${ACTIVITY_TYPES.join(', ')}`);
  if (type === 'linkingUpdates' && (given(query['startDate']) || given(query['endDate']))) {
    fail(2015, 'Dates are not allowed with linkingUpdates');
  }
  const programId = given(query['partnerProgramId'])
    ? (numberOf(query['partnerProgramId']) ?? fail(400, 'partnerProgramId is not a number'))
    : null;
  const programType = given(query['partnerProgramType'])
    ? (oneOf(PARTNER_PROGRAM_TYPES, query['partnerProgramType']) ?? fail(400, 'partnerProgramType is unknown'))
    : null;
  const page = pageAsked(query);
  const period = type === 'benefitsAvailed' ? periodAsked(world, query) : null;
  const customer = customerLookedUp(world, query);
  const found = membershipsOf(world, customer, { programId, type: programType }).slice(0, LATEST_PROGRAMS);
  const [first] = found;
  if (!first) return fail(2011, 'The customer has no partner program activity');
  const history = (joined: Membership): object[] =>
    period
      ? benefitsAvailed(world, customer, joined, period).map((each) => benefitFace(world, each))
      : joined.membership.activities.toReversed().map(activityFace);
  const face = (joined: Membership): object => membershipFace(world, customer, joined, { withLast: period === null });
  const notes = period ? periodNote(period) : '';
  // The history of one program is paged by event, the latest programs by program.
  if (programId !== null) {
    const events = history(first);
    return v2List([{ partnerProgramDetails: face(first), customerActivityHistory: pageRows(events, page), notes }], {
      pagination: { ...page, total: events.length },
    });
  }
  return v2List(
    pageRows(found, page).map((joined) => ({
      partnerProgramDetails: face(joined),
      customerActivityHistory: history(joined),
      notes,
    })),
    { pagination: { ...page, total: found.length } },
  );
}

export const partnerProgramHandlers: Handlers = {
  partner_program_link_customer: (call) => changeAll(call, LINK),
  partner_program_update_customer: (call) => changeAll(call, UPDATE),
  partner_program_delink_customer: (call) => changeAll(call, DELINK),
  partner_program_get_customer_activity: readActivity,
};
