/** Customer: registration, profile, identifiers, hierarchy, subscriptions, pictures, referrals. */
import { isObject } from '../../lib/json.js';
import { section } from '../define.js';
import {
  accountId,
  changedBy,
  customerId,
  customerLookup,
  language,
  limit,
  offset,
  ownSource,
  ownSourceOrAll,
  source,
  sourceOrAll,
  useAsync,
} from '../schemas/common.js';
import { pictures } from '../schemas/customer.js';
import { fromConnection } from '../schemas/from-connection.js';
import { personIdentifier } from '../schemas/leaf-types.js';
import { boolean, choice, integer, object, text } from '../schemas/values.js';
import * as answers from './customer.answers.js';
import {
  addReferralsBody,
  associationBody,
  changeIdentifierBody,
  customerAddBody,
  customerUpdateBody,
  linkCardBody,
  updateSubscriptionsBody,
  upsertBulkBody,
} from './customer.bodies.js';
import { CUSTOMER } from './customer.defaults.js';
import { detailsQuery, hierarchyQuery } from './customer.queries.js';

export const customer = section('Customer', CUSTOMER);

/** A customer in a hierarchy, with its children. */
const ASSOCIATION_ROWS = [
  { at: '[]', errors: 'errors' },
  { at: '[]', children: { list: 'childEntities', failedCount: 'childFailureCount' }, onlyFailures: true },
] as const;

const singleEnroll = () =>
  boolean("true enrols in every loyalty program, false (default) in the till's or default one").optional();

/** `source` of a call whose body may name the source of each profile. */
const profilesSource = (about: string) =>
  fromConnection('source', source(about), ({ body }) => !namesProfileSource(body));

function namesProfileSource(body: unknown): boolean {
  const profiles = isObject(body) ? body['profiles'] : undefined;
  return Array.isArray(profiles) && profiles.some((each) => isObject(each) && each['source'] !== undefined);
}

const jsonFormat = () => choice(['json'], 'Leave out').optional();

export const customerAdd = customer.post('v2/customers', {
  tool: 'customer_add',
  title: 'Add Customer',
  summary:
    'Registers one new customer, in loyalty or not, and can issue a card, set subscriptions and enrol in programs. An identifier known in another source merges the two accounts; when the customer may already exist use customer_upsert_bulk.',
  query: () => ({
    source: profilesSource('Channel to register in; needed if profiles[].source is absent').optional(),
    accountId: accountId(),
    rawSideEffects: boolean('true adds full details of awards; default false').optional(),
    mlp_single_enroll: singleEnroll(),
  }),
  headers: () => ({
    ...changedBy(),
    WAIT_FOR_DOWNSTREAM: boolean('true waits for loyalty processing and returns sideEffects').optional(),
    'X-CAP-DIRECT-REPLAY': boolean('true queues loyalty processing for later').optional(),
    'SKIP-DOWNSTREAM': boolean('true only stores the customer, as an import: no points, no events').optional(),
  }),
  body: customerAddBody,
  answer: answers.customerAddAnswer,
  effect: 'create',
  amounts: { points: 'body.loyaltyProgramEnrollments[].loyaltyPoints', of: [] },
  destructive: true,
  checkedBy: ['customer_lookup_get_details'],
  evidence: 'the customer, with the values you sent',
  limits: { rate: '100 to 600 per minute, by cluster' },
  sources: [
    'https://docs.capillarytech.com/reference/v2-add-customer',
    'Register Customer, documentation 2022',
    'Add Customer; Rate limits, documentation September 2025',
  ],
  keywords: [
    'sign up a new shopper for the loyalty programme',
    'enrol a walk-in at the till',
    'create a member account with mobile and email',
    'new customer joins, give them a card straight away',
    "onboard someone with a friend's referral code",
    'open a membership',
    'capture a first-time buyer who does not want loyalty yet',
    'somebody at the checkout wants to become a member',
    'how do i add a person to the database',
    'new member wants to join',
    'put somebody into the loyalty program',
    'make an account for a new shopper',
    'a new person joins the program',
  ],
});

export const customerGetId = customer.get('v2/customers/lookup', {
  tool: 'customer_get_id',
  title: 'Get Customer ID',
  summary:
    "Finds Capillary's customer id from a mobile number, email, card number or external id, and returns nothing else; most tools with userId or customerId need it first. For the profile itself use customer_lookup_get_details, for part of a name or number customer_search.",
  query: () => ({
    ...customerLookup(),
    identifierValue: personIdentifier(
      'A mobile with country code, digits only; the case of an externalId may not matter',
    ),
    source: ownSourceOrAll().optional(),
  }),
  answer: answers.customerGetIdAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-customer-id',
    'Fetch Customer ID, documentation 2022',
    'Get Customer ID, documentation September 2025',
  ],
  keywords: [
    'punch in a phone number and get the member number',
    'which user id belongs to this email',
    'turn a card number into an internal id',
    'is this mobile registered with us',
    'does a member with this email exist',
    'resolve an external id from our crm',
    'what is the userid of 919800012345',
    'find the system id before another call',
    'what is the customer id for this phone',
    'translate mobile or email into an id',
    'find the internal number of a shopper',
  ],
});

export const customerUpdateIdentifiers = customer.post('v2/customers/{userId}/changeIdentifier', {
  tool: 'customer_update_identifiers',
  title: 'Update Identifier/Issue Card',
  summary:
    "Adds or removes a customer's mobile numbers, emails, external ids and social ids, by customer id and without approval; to replace one, add and remove in one call; contact channels stay. An identifier found in another account merges the two for good; for cards use customer_link_card, for changes with approval customer_update_identity_v1_1.",
  listed: 'PUT v2/USERID/changeIdentifier',
  path: () => ({ userId: customerId() }),
  query: () => ({
    source: ownSource(
      'Channel whose identifiers change; with INSTORE some organizations take over those of unregistered or merged customers',
    ),
    accountId: accountId(),
    use_async: useAsync(),
    format: jsonFormat(),
  }),
  body: changeIdentifierBody,
  answer: answers.customerUpdateIdentifiersAnswer,
  effect: 'update',
  checkedBy: ['customer_get'],
  evidence: 'the identifiers that you added, without those that you removed',
  idempotent: true,
  destructive: true,
  limits: { rate: '1,000 per hour' },
  sources: [
    'https://docs.capillarytech.com/reference/update-identifiersissue-card',
    'Release notes April to September 2026 (identifiers taken over, 8109)',
    'Update Customer Identifiers/Issue Card, documentation 2022',
    'Link/Delink Card, documentation September 2025',
  ],
  keywords: [
    'customer has a new phone number',
    'replace the old email with a new one right away',
    'wrong mobile was entered at sign-up, fix it',
    'attach a wechat or facebook id to a member',
    'take a number off an account so somebody else can use it',
    'swap login email for a known user id',
    'add our external id to an existing profile',
    'correct a typo in the registered mobile',
    'change her phone number straight away',
    'new email for a customer id',
    'add a second mobile to an account',
    'shopper got a new number',
    'customer has another mobile or email',
  ],
});

export const customerUpsertBulk = customer.post('v2/integrations/customer/upsert/bulk', {
  tool: 'customer_upsert_bulk',
  title: 'Upsert Customer',
  summary:
    'Registers or updates many customers in one call: each row is found by its identifiers and overwritten with the new data, or registered if new. Rows fail independently; for one new customer use customer_add, for one known customer customer_update.',
  listed: 'POST v2/integrations/customer/upsert/bulk?skipChangeIdentifier=false',
  query: () => ({
    skipChangeIdentifier: boolean('true leaves identifiers as they are; default false changes them too').optional(),
  }),
  body: upsertBulkBody,
  answer: answers.customerUpsertBulkAnswer,
  effect: 'update',
  amounts: { points: 'body[].loyaltyProgramEnrollments[].loyaltyPoints', of: [] },
  checkedBy: ['customer_lookup_get_details'],
  evidence: 'each customer, with the values you sent',
  idempotent: true,
  sources: [
    'https://docs.capillarytech.com/reference/customer-upsert-api',
    'Upsert customer, documentation September 2025',
  ],
  keywords: [
    'sync customers from our crm',
    'create or update, not sure they exist',
    'import a batch of members with their latest details',
    'push a list of shoppers from the web shop every night',
    'bulk refresh of names, emails and extended fields',
    'load a spreadsheet of people, new and old',
    'merge records into the member base without duplicates',
    'add several customers at once',
    'mass import of customers',
    'feed customer data from another system',
    'add new people and refresh old ones together',
    'update lots of members',
  ],
});

export const customerAssociate = customer.post('v2/customers/bulk', {
  tool: 'customer_associate',
  title: 'Associate Customer',
  summary:
    'Places customers in a company hierarchy (fleet, group loyalty) with role, company, parent and children; customers who do not exist are registered. To change a placement use customer_update_association, to see it customer_get_hierarchy; without a hierarchy use customer_upsert_bulk.',
  listed: 'POST v2/bulk',
  query: () => ({
    source: source().optional(),
    accountId: accountId(),
  }),
  body: associationBody,
  response: { rows: ASSOCIATION_ROWS },
  answer: answers.customerAssociateAnswer,
  effect: 'create',
  amounts: { points: 'body.loyaltyProgramEnrollments[].loyaltyPoints', of: [] },
  checkedBy: ['customer_get_hierarchy'],
  evidence: 'each customer in the place you sent (with includeCustomerAssociateDetail)',
  destructive: true,
  sources: [
    'https://docs.capillarytech.com/reference/associate-customer',
    'Associate Customer with Customer/Hierarchy, documentation 2022',
  ],
  keywords: [
    'put drivers under their fleet manager',
    'add an employee to a corporate account',
    'link family members to a head of household',
    'set up parent and child members for a company',
    'onboard a business client with all its staff',
    'attach a dealer to a distributor in the tree',
    'assign a role in the fleet programme',
    'register a manager together with subordinates',
    'place staff below a manager in a company',
    'build the tree of a fleet with its drivers',
    'attach people to a business as children',
    'make a customer the driver or employee of a company',
  ],
});

export const customerGet = customer.get('v2/customers/{customerId}', {
  tool: 'customer_get',
  title: 'Get Customer Details',
  summary:
    'Full profile of one customer by customer id: names, identifiers, channels, loyalty status, extended fields, cards; embed adds points, tiers, subscriptions, pictures, and with userGroup the groups the customer belongs to. With only a mobile, email or card use customer_lookup_get_details; for the balance alone customer_get_points_balance.',
  path: () => ({ customerId: customerId() }),
  query: detailsQuery,
  headers: () => ({ language: language() }),
  answer: answers.customerGetAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-customer-details-v2',
    'Fetch Customer Details (by User ID); Get Customer Image, documentation 2022',
    'Get Customer Details, documentation September 2025',
  ],
  keywords: [
    'groups of a customer',
    'cards of a customer id',
    'gap to the next tier by customer id',
    'how much is missing until the next tier',
    'show me everything about user 710045221',
    "open a member's profile from their id",
    'customer 360 view for a support agent',
    'name, birthday and address stored for this userid',
    'view the profile picture of a member',
    'which cards does customer id 4411 hold',
    'how far is this id from the next level',
    'do not disturb status of a shopper',
    'is this member part of a family or fleet group',
    'which groups a customer is a member of',
    'group a customer belongs to',
    'household of a shopper',
    'profile of customer id',
    'all we know about a member id',
    'personal data and channels for a user id',
  ],
});

export const customerGetHierarchy = customer.get('v2/customers/bulk', {
  tool: 'customer_get_hierarchy',
  title: 'Get customer hierarchy in a user group',
  summary:
    'Lists the children of a parent customer, all customers of a company, or one customer with role and parent (fleet, hierarchy); page with limit and offset. Takes no customer id and names no company or user group; role and parent need includeCustomerAssociateDetail. To place customers use customer_associate.',
  query: hierarchyQuery,
  answer: answers.customerGetHierarchyAnswer,
  effect: 'read',
  whenEmpty:
    "parentCustomer lists children only. That customer's own role and parent: parentChildCustomer; people of a company: company, with an externalId of company_list.",
  limits: { pagination: 'limit, offset' },
  sources: [
    'https://docs.capillarytech.com/reference/customer-hierarchy',
    'Get Customers (Group Loyalty), documentation 2022',
  ],
  keywords: [
    'who reports to this fleet manager',
    'all drivers of a company',
    'list the staff in a corporate account',
    'children of a parent account',
    'org tree of a business customer',
    'how many people are under this supervisor',
    'family tree below the main member',
    'who belongs to company acme-7',
    'who is below this person',
    'team under a manager',
    'list of drivers beneath a company',
    'employees or drivers of a company',
  ],
});

export const customerUpdate = customer.put('v2/customers/{userId}', {
  tool: 'customer_update',
  title: 'Update Customer Details',
  summary:
    "Changes a customer's name, channels, custom or extended fields by customer id, or turns non_loyalty into loyalty (never back). Identifiers change with customer_update_identifiers, status with customer_lookup_update_status; with only a mobile or email use customer_lookup_update.",
  listed: 'PUT v2/customers/USERID',
  path: () => ({ userId: customerId() }),
  query: () => ({
    source: profilesSource('Channel whose profile changes'),
    accountId: accountId(),
    use_async: useAsync(),
    mlp_single_enroll: singleEnroll(),
  }),
  headers: changedBy,
  body: customerUpdateBody,
  answer: answers.customerUpdateAnswer,
  effect: 'update',
  amounts: { points: 'body.loyaltyProgramEnrollments[].loyaltyPoints', of: ['userId'] },
  checkedBy: ['customer_get'],
  // Not idempotent: a promotion can reward each update (event CUSTOMERUPDATE, sideEffects).
  limits: { rate: '50 to 1,000 per minute, by cluster' },
  sources: [
    'https://docs.capillarytech.com/reference/update-customer-detail',
    'Update Customer Details (using userId), documentation 2022',
    'Update Customer Details; Rate limits, documentation September 2025',
  ],
  keywords: [
    "fix the spelling of a member's last name",
    'shopper moved house, save the new address',
    'set date of birth and gender for user 710045221',
    'upgrade a newsletter contact to a loyalty member',
    'edit profile fields, known id',
    'mark an email as verified',
    'store shoe size and favourite shop on the account',
    'customer got married, change surname',
    'enrol an existing customer in another program',
    'edit a profile by customer id',
    'address or birthday changed for a member id',
    'change stored personal details of a user id',
    'something in the profile is wrong',
    'change the address or birthday of a customer',
  ],
});

export const customerUpdateAssociation = customer.put('v2/customers/bulk', {
  tool: 'customer_update_association',
  title: 'Update association details',
  summary:
    "Changes existing customers' place in a company hierarchy (role, company, parent, children), with their profile data, many at once. To place them first use customer_associate, for profile data alone customer_update.",
  listed: 'PUT v2/bulk',
  query: () => ({
    source: sourceOrAll('Channel whose profiles hold the customers; ALL spans every source'),
    accountId: accountId(),
  }),
  body: associationBody,
  response: { rows: ASSOCIATION_ROWS },
  answer: answers.customerUpdateAssociationAnswer,
  effect: 'update',
  amounts: { points: 'body.loyaltyProgramEnrollments[].loyaltyPoints', of: [] },
  checkedBy: ['customer_get_hierarchy'],
  evidence: 'each customer in the place you sent (with includeCustomerAssociateDetail)',
  idempotent: true,
  sources: [
    'https://docs.capillarytech.com/reference/update-association-details',
    'Update Association Details (for Customer/Company), documentation 2022',
  ],
  keywords: [
    'move a driver to another manager',
    'promote a driver to supervisor in the fleet',
    'employee changed employer, switch company',
    'reassign child accounts to a different parent',
    'change the role code of several members',
    'reorganise the tree of a corporate client',
    'hand the team over to a new head',
    'someone changes position in a company tree',
    'put drivers below another boss',
    'change role or company of members',
  ],
});

export const customerSearch = customer.get('v2/customers/search', {
  tool: 'customer_search',
  title: 'Search Customers',
  summary:
    'Finds customers whose first or last name or any identifier starts with a text; pages by limit, offset. One name at a time: "Asha Rao" finds nobody, so search the rarer name and compare profiles. Shows names and only what matched: other contacts with customer_get, all in one call_read_tool; an exact mobile, email or card: customer_get_id.',
  query: () => ({
    q: personIdentifier('Start of one name or identifier: Asha, not Asha Rao'),
    limit: limit(),
    offset: offset('Rows to skip; default 0'),
  }),
  answer: answers.customerSearchAnswer,
  effect: 'read',
  whenEmpty:
    'Search one name alone (Asha, not Asha Rao), or the beginning of a number with its country code. Families, companies and fleets are groups: user_group_search.',
  limits: { pagination: 'limit, offset' },
  sources: [
    'Get Customers (Advanced Customer Search), documentation 2022',
    'Search Customers, documentation September 2025',
  ],
  keywords: [
    'find asha, i only know her first name',
    'all members called sharma',
    'shopper forgot the full number, starts with 98000',
    'partial email match',
    'type a few letters and see who comes up',
    'look someone up by name at the help desk',
    'autocomplete for people',
    'look for a shopper by part of the name',
    'i remember just the beginning of the number',
    'find people called something like this',
    'everybody of a certain name',
  ],
});

export const customerUpdateSubscriptions = customer.post('v2/customers/{userId}/subscriptions', {
  tool: 'customer_update_subscriptions',
  title: 'Update Subscription Details',
  summary:
    'Opts a customer in or out of bulk or transactional messages per channel and org unit, by customer id. For the current state use customer_get_subscriptions; with only a mobile or email use customer_update_subscriptions_v1_1.',
  listed: 'PUT v2/customers/USERID/subscriptions',
  path: () => ({ userId: customerId() }),
  query: () => ({ format: jsonFormat() }),
  body: updateSubscriptionsBody,
  answer: answers.customerUpdateSubscriptionsAnswer,
  effect: 'update',
  checkedBy: ['customer_get_subscriptions'],
  evidence: 'the subscriptions you sent',
  idempotent: true,
  sources: [
    'https://docs.capillarytech.com/reference/update-subscription-details',
    'Update Subscription Details, documentation 2022 and September 2025',
  ],
  keywords: [
    'stop sending marketing texts to this member',
    'unsubscribe a customer id from promotional email',
    'she wants newsletters again',
    'record consent for whatsapp',
    'turn off campaigns but keep receipts and otp messages',
    'opt out of push notifications',
    'customer complained about spam, take him off the list',
    'set communication preferences for one brand only',
    'do not contact this customer id any more',
    'change opt-ins for a member id',
    'allow or forbid messages per channel by id',
    'customer wants no more messages',
    'stop emails to a customer',
  ],
});

export const customerGetSubscriptions = customer.get('v2/customers/{customerId}/subscriptions', {
  tool: 'customer_get_subscriptions',
  title: 'Get Subscription Details',
  summary:
    'Shows whether a customer is opted in or out of bulk and transactional messages per channel now, by customer id. For past changes use customer_get_subscription_log; with only a mobile or email customer_lookup_get_subscriptions.',
  path: () => ({ customerId: customerId() }),
  answer: answers.customerGetSubscriptionsAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-subscription-details',
    'Get Subscription Details, documentation 2022',
  ],
  keywords: [
    'may we text this member',
    'is user 710045221 unsubscribed from email',
    'check marketing consent by internal id',
    'which channels can a campaign reach her on',
    'current newsletter status of a userid',
    'why did he not get the promotion sms',
    'opted in or opted out right now',
    'what messages does customer id accept',
    'is this member id opted in',
    'contact permissions of a user id',
    'may we send messages to the customer',
  ],
});

export const customerAddImage = customer.post('v2/customers/{customerId}/setImage', {
  tool: 'customer_add_image',
  title: 'Add Customer Image',
  summary:
    'Uploads up to five pictures of a customer, by customer id. To see them use customer_get with embed customerImage, to remove one customer_delete_image; with only a mobile or email use customer_lookup_add_image.',
  path: () => ({ customerId: customerId() }),
  body: () => object({ file: pictures() }),
  multipart: true,
  response: { rows: [{ at: 'data[]', verdict: '' }] },
  answer: answers.customerImagesAnswer,
  effect: 'create',
  checkedBy: ['customer_get'],
  evidence: 'the new pictures (with embed customerImage)',
  limits: { batch: '5 files per call, 10 KB to 49 MB each' },
  sources: ['https://docs.capillarytech.com/reference/add-customer-image', 'Set Customer Image, documentation 2022'],
  keywords: [
    'upload a profile photo',
    'set an avatar for user 710045221',
    'attach a selfie to the account, known id',
    'save several pictures of one member',
    'add a face so staff recognise the guest',
    'put a jpg on the customer record',
    'store the headshot from the app',
    'save a portrait for a customer id',
    "put a photo on the member's profile",
    'add pictures to a user id',
  ],
});

export const customerDeleteImage = customer.delete('v2/customers/{userId}/deleteImage', {
  tool: 'customer_delete_image',
  title: 'Delete Customer Image',
  summary:
    'Deletes one picture of a customer for good, by customer id and the index of the picture. See them with customer_get and embed customerImage; to upload use customer_add_image.',
  listed: 'DELETE v2/customers/USERID/deleteImage',
  path: () => ({ userId: customerId() }),
  query: () => ({
    image_ids: integer('Index of the picture from 0; the last part of its file name at upload'),
  }),
  response: { rows: [{ at: 'data[]', verdict: '' }] },
  answer: answers.customerImagesAnswer,
  effect: 'delete',
  checkedBy: ['customer_get'],
  evidence: 'one picture fewer (with embed customerImage)',
  destructive: true,
  sources: ['https://docs.capillarytech.com/reference/delete-customer-image', 'Delete Image, documentation 2022'],
  keywords: [
    'remove the profile photo',
    'member wants her picture taken down',
    'wrong image uploaded, get rid of it',
    'clear the avatar of a userid',
    'erase an old headshot',
    'drop picture number 2 from the account',
    'inappropriate photo, delete it',
    'take a picture off a profile',
    'photo should go from a customer id',
    'remove a portrait of a member',
  ],
});

export const customerLinkCard = customer.post('v2/customers/{userId}/changeIdentifier', {
  tool: 'customer_link_card',
  title: 'Link/Delink Card',
  summary:
    'Links a loyalty card to a customer or removes one, by customer id; the card must exist already. For mobile numbers, emails and other identifiers use customer_update_identifiers; to issue a card with registration use customer_add.',
  listed: 'POST v2/customers/USERID/changeIdentifier',
  path: () => ({ userId: customerId() }),
  query: () => ({
    source: ownSource('Channel the card is issued in'),
    accountId: accountId(),
    use_async: useAsync(),
    format: jsonFormat(),
  }),
  body: linkCardBody,
  answer: answers.customerLinkCardAnswer,
  effect: 'update',
  checkedBy: ['card_get'],
  evidence: 'the customer as holder of the card after linking, or nobody after a removal',
  idempotent: true,
  destructive: true,
  limits: { rate: '1,000 per hour' },
  sources: [
    'https://docs.capillarytech.com/reference/update-identifiersissue-card',
    'Link (Issue) or Delink Card, documentation 2022',
    'Link/Delink Card, documentation September 2025',
  ],
  keywords: [
    'hand out a plastic membership card at the counter',
    'assign a gold card to an existing member',
    'lost card, unlink it and give a replacement',
    'activate a new physical card for this user id',
    'detach a card from an account',
    'delink card number gld0000004411',
    'connect a prepaid or fleet card to a driver',
    'card was issued to the wrong person',
    'give this customer id a card',
    'card to be tied to a member',
    'take the card away from an account',
    'give a card to a customer',
  ],
});

export const customerAddReferrals = customer.post('v2/customers/{userId}/referrals', {
  tool: 'customer_add_referrals',
  title: 'Add Referrals',
  summary:
    'Records the friends a customer refers in a referral campaign, by customer id, and invites them by SMS or email. For who joined use customer_get_referrals; with only the mobile or email of the referrer use customer_refer_v1_1.',
  listed: 'POST v2/customers/USERID/referrals',
  path: () => ({ userId: customerId() }),
  body: addReferralsBody,
  answer: answers.customerAddReferralsAnswer,
  effect: 'action',
  amounts: { messages: 'body.customerReferrals[].referrals[].referral[]' },
  checkedBy: ['customer_get_referrals'],
  evidence: 'these friends among the invitees, invited at the time of the call',
  limits: { rate: '1,000 per hour' },
  sources: ['https://docs.capillarytech.com/reference/add-referrals', 'Add Customer Referrals, documentation 2022'],
  keywords: [
    'refer a friend',
    'invite my colleague to the programme',
    'member-get-member invitation',
    'send an invite to three phone numbers on her behalf',
    'log the people a shopper recommended',
    'advocate brings new members, note their contacts',
    'bring-a-buddy campaign, add the invitees',
    'submit leads from a happy customer',
    'customer id brings in friends',
    'put down the friends a member wants to invite',
    'shopper recommends us to people, id known',
    'customer wants to invite friends',
  ],
});

export const customerGetReferrals = customer.get('v2/customers/{userId}/referrals', {
  tool: 'customer_get_referrals',
  title: 'Get Referrals',
  summary:
    "Shows a customer's referral code, the friends invited, who joined and the rewards earned, by customer id. With only a mobile or email, or to page, use customer_lookup_get_referrals; to refer friends customer_add_referrals.",
  listed: 'GET v2/customers/USERID/referrals',
  path: () => ({ userId: customerId() }),
  query: () => ({
    campaignToken: text("Token of the referral campaign; the default campaign's if absent").optional(),
  }),
  answer: answers.customerGetReferralsAnswer,
  effect: 'read',
  limits: { pagination: '10 rows, no paging parameters', rate: '1,000 per hour' },
  sources: [
    'https://docs.capillarytech.com/reference/get-referrals-lookup',
    'Get Customer Referrals, documentation 2022',
  ],
  keywords: [
    "what is this member's invite code",
    'how many friends has user 710045221 brought in',
    'which invitees actually signed up',
    'did she get her bonus for recommending us',
    'top advocates, referrals by user id',
    'share code to give to a friend',
    'list everyone he recommended',
    'whom did customer id bring in',
    'referral code and results for a member id',
    'how successful are the invitations of a user id',
    'whom a customer invited',
  ],
});

export const customerGetStatusLog = customer.get('v2/customers/{userId}/statusLog', {
  tool: 'customer_get_status_log',
  title: 'Get Customer Status Log',
  summary:
    'History of the status labels of a customer (active, suspended, deleted …) with reason, author and time, by customer id. To change the status use customer_lookup_update_status; for opt-ins and opt-outs customer_get_subscription_log.',
  listed: 'GET v2/customers/USERID/statusLog',
  path: () => ({ userId: customerId() }),
  answer: answers.customerGetStatusLogAnswer,
  effect: 'read',
  sources: ['https://docs.capillarytech.com/reference/get-status-log-1', 'Get Customer Status Log, documentation 2022'],
  keywords: [
    'why is this account blocked',
    'who suspended the member and when',
    'since when is user 710045221 inactive',
    'audit trail of account freezes',
    'was this profile ever marked as fraud',
    'past states of a customer account',
    'reason the membership was closed',
    'was this customer id ever suspended',
    'earlier statuses of an account',
    'when did the account change state and for what reason',
  ],
});

export const customerGetSubscriptionLog = customer.get('v2/customers/{userId}/subscriptionStatusChangeLog', {
  tool: 'customer_get_subscription_log',
  title: 'Get Customer Subscription Log',
  summary:
    'History of the opt-ins and opt-outs of a customer per channel, kind of message and org unit, by customer id. For the current state use customer_get_subscriptions, to change it customer_update_subscriptions.',
  listed: 'GET v2/customers/USERID/subscriptionStatusChangeLog',
  path: () => ({ userId: customerId() }),
  answer: answers.customerGetSubscriptionLogAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-customer-subscription-log',
    'Get Customer Subscription Change Log, documentation 2022',
  ],
  keywords: [
    'when did she unsubscribe from email',
    'proof of consent over time',
    'who opted this member out of sms',
    'gdpr audit of marketing permissions',
    'changes to newsletter settings of a user id',
    'customer says he never agreed to messages, check',
    'dates of every opt-in',
    'consent history of a customer id',
    'every switch between opted in and opted out',
    'earlier message permissions of a member',
  ],
});
