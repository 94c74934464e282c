/** Partner program: memberships of customers in external and supplementary (subscription) programs. */
import { section } from '../define.js';
import { limit, offset, ownSource } from '../schemas/common.js';
import { email, idOf, mobile, personIdentifier } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { choice, integer, list, object, text, textOrNumber } from '../schemas/values.js';
import * as answers from './partner-program.answers.js';

export const partnerProgram = section('Partner program', {
  domain: 'Leads & Partner Program',
  accessGroup: 'Partner Program',
  response: {
    // The rows are the programs. The customer has a verdict too, which counts if the customer itself failed.
    rows: [
      { at: 'linkCustomers[].customer', verdict: 'status', onlyFailures: true },
      { at: 'deLinkCustomers[].customer', verdict: 'status', onlyFailures: true },
      { at: 'customersPartnerUpdates[].customer', verdict: 'status', onlyFailures: true },
    ],
    confirmation: ['linkCustomers', 'deLinkCustomers', 'customersPartnerUpdates'],
    codes: { not_found: [2004, 2006, 2007], conflict: [2005, 2010], transient: [2010] },
  },
});

/** The customer of a row of the body. */
export const customer = () =>
  object(
    {
      id: idOf('customer', integer("Capillary's customer id")).optional(),
      mobile: mobile(textOrNumber('Mobile with country code')).optional(),
      email: email().optional(),
      externalId: idOf('customerExternalId', text("The brand's own id")).optional(),
    },
    'At least one identifier',
  );

const partnerProgramName = () => idOf('partnerProgramName', text('Exact name of the program'));

/** A program to join. */
export const linkedProgram = () =>
  object({
    partnerProgramName: partnerProgramName(),
    customerPartnerReference: object(
      {
        partnerMembershipId: text('Needed for external programs').optional(),
        partnerTierName: idOf('partnerTierName', text('Needed for programs with tiers')).optional(),
        partnerTierExpiryDate: dateTime({ zone: 'offset', ends: true }, 'End of the tier').optional(),
        membershipStartDate: dateTime(
          { zone: 'offset' },
          'Start; a future date for a member of a supplementary program queues a new membership',
        ).optional(),
      },
      'May hold further attributes of the loyalty configuration',
    ),
  });

/** A program in which the tier changes, or a queued membership ends. */
export const changedProgram = () =>
  object({
    partnerProgramName: partnerProgramName(),
    updateType: choice(
      ['UPGRADE', 'DOWNGRADE', 'RENEW', 'MEMBERSHIP_RELINKING_CANCELLED'],
      'MEMBERSHIP_RELINKING_CANCELLED cancels a queued new membership',
    ),
    updateDetails: object(
      {
        updatedTierName: idOf('partnerTierName', text('New tier; needed')).optional(),
        updatedTierExpiryDate: dateTime(
          { zone: 'offset', ends: true },
          'New end of the tier, not in the past',
        ).optional(),
      },
      'Needed except for MEMBERSHIP_RELINKING_CANCELLED; may hold further attributes of the loyalty configuration',
    ).optional(),
  });

/** A program to leave. */
export const leftProgram = () => object({ partnerProgramName: partnerProgramName() });

export const partnerProgramLinkCustomer = partnerProgram.post('v2/partnerProgram/linkCustomer', {
  tool: 'partner_program_link_customer',
  title: 'Link Customer to Partner Program',
  summary:
    'Enrols loyalty customers in partner programs or supplementary (subscription) programs, with membership id and tier. To change the tier later use partner_program_update_customer, to end it partner_program_delink_customer.',
  body: () =>
    object({
      linkCustomers: list(
        object({
          customer: customer(),
          linkToPartnerPrograms: list(linkedProgram(), 'Programs to join'),
        }),
        'At most 50 customers',
      ),
    }),
  response: { rows: [{ at: 'linkCustomers[].linkToPartnerPrograms[]', verdict: 'partnerLinkStatus' }] },
  answer: answers.partnerProgramLinkCustomerAnswer,
  effect: 'create',
  amounts: { rows: 'body.linkCustomers[]' },
  destructive: true,
  checkedBy: ['partner_program_get_customer_activity'],
  evidence: 'the membership, linked at the time of the call',
  idempotent: true,
  limits: { batch: '50 customers per call' },
  sources: [
    'https://docs.capillarytech.com/reference/link-customer-to-partner-program__',
    'Release notes July to September 2026 (attributes of the loyalty configuration)',
    'https://docs.capillarytech.com/reference/postv2partnerprogramlinkcustomer',
    'Link Partner Program, documentation 2022',
  ],
  keywords: [
    'connect a member to our airline partner',
    'sign up a shopper for the paid subscription plan',
    'join the co-branded card scheme',
    'add frequent flyer number to a loyalty account',
    'enrol customers in a supplementary programme',
    'start a premium membership for her from next month',
    'attach a partner tier silver to a member',
    'renew a subscription ahead of time',
    'add a member to a partner scheme',
    'shopper buys the paid membership',
    'connect loyalty with an airline or bank program',
  ],
});

export const partnerProgramUpdateCustomer = partnerProgram.post('v2/partnerProgram/customerPartnerProgramUpdate', {
  tool: 'partner_program_update_customer',
  title: 'Update Customer',
  summary:
    "Changes the tier of customers in a partner program (upgrade, downgrade, renew, new expiry) or cancels a queued new membership. It does not edit the profile, which customer_update does, or the brand's own tier.",
  body: () =>
    object({
      customersPartnerUpdates: list(
        object({
          customer: customer(),
          partnerProgramUpdates: list(changedProgram(), 'At most 50 programs'),
        }),
        'Customers to change; some versions accept only one',
      ),
    }),
  response: { rows: [{ at: 'customersPartnerUpdates[].partnerProgramUpdates[]', verdict: 'updateStatus' }] },
  answer: answers.partnerProgramUpdateCustomerAnswer,
  effect: 'update',
  amounts: { rows: 'body.customersPartnerUpdates[]' },
  checkedBy: ['partner_program_get_customer_activity'],
  evidence: 'the tier you sent, or a change at the time of the call',
  limits: { batch: '50 programs per call' },
  confidence: 'partial',
  sources: [
    'https://docs.capillarytech.com/reference-link/update-customer',
    'https://docs.capillarytech.com/reference/partner-program',
    'Update Partner Program, documentation 2022 (its sample; its table repeats the link body)',
  ],
  keywords: [
    'member went gold with the airline, reflect it',
    'downgrade somebody in the co-branded scheme',
    'renew a subscription tier for one more year',
    'new expiry date of a partner membership',
    'cancel the subscription renewal that was queued',
    'upgrade the subscription plan of a shopper',
    'sync tier from the bank partner',
    'partner tier changed',
    'move a member up in a partner scheme',
    'prolong a paid membership',
  ],
});

export const partnerProgramDelinkCustomer = partnerProgram.post('v2/partnerProgram/deLinkCustomer', {
  tool: 'partner_program_delink_customer',
  title: 'Delink Customer',
  summary:
    'Ends the membership of customers in one or more partner programs; they stay in the loyalty program. To change only the tier use partner_program_update_customer.',
  body: () =>
    object({
      deLinkCustomers: list(
        object({
          customer: customer(),
          deLinkFromPartnerPrograms: list(leftProgram(), 'May hold further attributes of the loyalty configuration'),
        }),
        'Customers, with the programs to leave',
      ),
    }),
  response: { rows: [{ at: 'deLinkCustomers[].deLinkFromPartnerPrograms[]', verdict: 'partnerDeLinkStatus' }] },
  answer: answers.partnerProgramDelinkCustomerAnswer,
  effect: 'delete',
  amounts: { rows: 'body.deLinkCustomers[]' },
  checkedBy: ['partner_program_get_customer_activity'],
  evidence: 'that the membership has ended',
  idempotent: true,
  destructive: true,
  limits: { batch: 'several per call; some versions accept only one customer' },
  sources: [
    'https://docs.capillarytech.com/reference/delink-customer',
    'Delink Partner Program, documentation 2022 (for the answer)',
  ],
  keywords: [
    'customer cancelled the subscription',
    'disconnect a member from the airline scheme',
    'leave the co-branded programme',
    'stop paid membership of a shopper',
    'remove somebody from a supplementary programme',
    'unlink the bank card partner from an account',
    'opt out of partner benefits',
    'end a partner membership',
    'take a shopper out of the paid plan',
    'cut the tie to an airline or bank program',
  ],
});

export const partnerProgramGetCustomerActivity = partnerProgram.get('v2/partnerProgram/customerActivityHistory', {
  tool: 'partner_program_get_customer_activity',
  title: 'Get Customer Activity',
  summary:
    "Reads one customer's memberships in partner and subscription programs, with either the history of linking and tier changes or the benefits used; page with limit and offset. For behavioural events use event_get_customer_events.",
  query: () => ({
    source: ownSource(),
    identifierName: text('mobile, email, externalId or id'),
    identifierValue: personIdentifier('Its value; a mobile with country code'),
    activityType: choice(['linkingUpdates', 'benefitsAvailed'], 'History of links and tiers, or benefits used'),
    partnerProgramId: idOf('partnerProgram', integer('One program; the ten latest if absent')).optional(),
    partnerProgramType: choice(['EXTERNAL', 'SUPPLEMENTARY'], 'Only partner, or only subscription programs').optional(),
    startDate: dateTime({ zone: 'organization' }, 'From, for benefitsAvailed only').optional(),
    endDate: dateTime({ zone: 'organization' }, 'Until, less than a year after startDate').optional(),
    limit: limit('0 to 10; default 10'),
    offset: offset(),
  }),
  response: { confirmation: ['partnerProgramDetails', 'customerActivityHistory'] },
  answer: answers.partnerProgramGetCustomerActivityAnswer,
  effect: 'read',
  limits: { pagination: 'limit 10 (max 10), offset' },
  confidence: 'partial',
  sources: [
    'https://docs.capillarytech.com/reference/get-customer-activity (title and path)',
    'https://docs.capillarytech.com/reference/customeractivityhistories (parameters; it writes the path in the plural)',
    'Release notes July to September 2026 (pauses, attributes)',
    'Get Customer Activity History, documentation 2022',
  ],
  keywords: [
    'is this shopper a subscriber and until when',
    'which partner schemes has she joined',
    'benefits used from the paid membership',
    'when was the airline account linked',
    'frequent flyer number on file for a member',
    'subscription history of a customer',
    'why did the co-branded tier change',
    'savings a member got from the subscription',
    'partner memberships of a customer',
    'history of a paid membership',
    'which external schemes is he in',
  ],
});
