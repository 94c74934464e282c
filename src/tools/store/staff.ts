/**
 * Staff: logins of store staff. Capillary's documentation marks the section as deprecated and no longer usable;
 * the endpoints are here because the inventory lists them.
 */
import { section } from '../define.js';
import { email, freeText, idOf, mobile, personIdentifier, personName, secret } from '../schemas/leaf-types.js';
import { choice, integer, object, text } from '../schemas/values.js';
import * as answers from './staff.answers.js';

export const staff = section('Staff', {
  domain: 'Staff & Store Management',
  accessGroup: 'Staff',
  response: { codes: { conflict: [1005] } },
});

const ACCESS_TOKEN = 'X-CAP-API-ACCESS-TOKEN';

/** Identifies a staff account, besides its id, which two endpoints call `refId`. */
const login = () => ({
  username: idOf('staffUsername', text('Give one of username, mobile, email and the id')).optional(),
  mobile: mobile('Mobile with country code').optional(),
  email: email().optional(),
});

const staffMember = () => ({ id: idOf('staffMember', integer('Staff id')).optional(), ...login() });
const staffMemberByRefId = () => ({ ...login(), refId: idOf('staffMember', integer('Staff id')).optional() });

/** The account and where its code goes: mobile or email. */
const otpRecipient = (where: string) => ({
  id: idOf('staffMember', integer('Staff id')),
  username: idOf('staffUsername', text('Login name of the account')),
  mobile: mobile(where).optional(),
  email: email().optional(),
});

const identifierChange = () => ({
  identifier: personIdentifier('The new mobile or email'),
  type: choice(['email', 'mobile'], 'Kind of identifier'),
  notes: freeText('Reason for the change').optional(),
  id: idOf('staffMember', integer('Staff id; may be needed')).optional(),
});

export const staffAdd = staff.post('v2/staff', {
  tool: 'staff_add',
  title: 'Add Staff Account',
  summary:
    'Creates a login for a member of staff at a store; mobile and email are then verified with staff_send_otp and staff_validate_otp. For customers use customer_add, for tills and stores location_add. Marked deprecated, but nothing replaces it.',
  body: () =>
    object({
      username: text('Login name without special characters'),
      mobile: mobile('Mobile with country code').optional(),
      email: email().optional(),
      password: secret('Password of the new account'),
      storeCode: idOf('storeCode', text('Store of the person; default InfluenceStore')).optional(),
      zoneCode: idOf('zoneCode', text("Default: the store's zone")).optional(),
      conceptCode: idOf('conceptCode', text("Default: the store's concept")).optional(),
      firstname: personName().optional(),
      lastname: personName().optional(),
      title: text('Role, e.g. Manager').optional(),
    }),
  answer: answers.staffDone,
  effect: 'create',
  sensitive: true,
  checkedBy: ['staff_get'],
  evidence: 'the account, with the values you sent',
  auth: 'admin',
  sources: ['https://docs.capillarytech.com/reference/add-staff-account', 'Create a Staff Account, documentation 2022'],
  keywords: [
    'new cashier joins, create a login',
    'register a sales associate at a store',
    'onboard a shop employee',
    'set up an account for our new store manager',
    'give a seller a username and password',
    'add a team member to branch blr09',
    'hire: user for the counter',
    'make an employee user with mobile and email',
    'login for a new shop worker',
    'create an employee account',
    'add a salesperson',
    'new employee',
  ],
});

export const staffGetAccessToken = staff.post('v2/staff/accessToken', {
  tool: 'staff_get_access_token',
  title: 'Get Access Token',
  summary:
    "Issues a new access token for the staff account whose username and password this server is configured with, for other staff tools' X-CAP-API-ACCESS-TOKEN. staff_log_out ends it; it is not an OAuth token of the API. Marked deprecated, but nothing replaces it.",
  listed: 'GET v2/staff/accessToken',
  response: { secrets: { handedOver: ['entity'] } },
  answer: answers.staffGetAccessTokenAnswer,
  effect: 'create',
  checkedBy: { unverifiable: 'At worst a token exists that nobody uses. A repeat returns another one.' },
  sensitive: true,
  auth: 'basic',
  sources: ['Get Access Token, documentation 2022'],
  keywords: [
    'sign a member of staff in',
    'session token for an employee',
    'log in as store associate',
    'obtain the x-cap-api-access-token',
    'start a staff session',
    'authenticate a seller in the clienteling app',
    'where do i get the header token for staff calls',
    'bearer for the salesperson app',
    'token for a logged-in employee',
    'staff sign-in',
    'shop worker logs in',
  ],
});

export const staffEdit = staff.post('v2/staff/edit', {
  tool: 'staff_edit',
  title: 'Edit Staff Details',
  summary:
    'Overwrites first name, last name or role title of a staff account. For its mobile or email use staff_change_identifier, for its store staff_transfer, for its password staff_change_password. Marked deprecated, but nothing replaces it.',
  headers: () => ({ [ACCESS_TOKEN]: secret("The person's token, from staff_get_access_token").optional() }),
  body: () =>
    object({
      ...staffMember(),
      firstname: personName().optional(),
      lastname: personName().optional(),
      title: text('Role, e.g. Manager').optional(),
    }),
  answer: answers.staffEditAnswer,
  effect: 'update',
  checkedBy: {
    unverifiable: 'staff_get does not return names or titles. Sending the same values again has no further effect.',
  },
  idempotent: true,
  auth: 'admin',
  sources: ['https://docs.capillarytech.com/reference/edit-staff-details', 'Edit Staff Details, documentation 2022'],
  keywords: [
    'promote an associate to store manager',
    'correct the name of an employee',
    'cashier got married, new surname',
    'change the job title of a team member',
    'fix a typo in a seller profile',
    'update a person working at the shop',
    'new role for asha in the system',
    'change name or role of an employee',
    "edit a shop worker's account",
    'staff member has a new title',
    'name of an employee is wrong',
  ],
});

export const staffGet = staff.get('v2/staff', {
  tool: 'staff_get',
  title: 'Get Staff Details',
  summary:
    'Reads one staff account by username, mobile, email or id, with its store, zone, concept and till codes. For all staff of a store or zone use staff_list_of_store. Marked deprecated, but nothing replaces it.',
  query: staffMemberByRefId,
  headers: () => ({ [ACCESS_TOKEN]: secret('Token of an organization admin, from staff_get_access_token') }),
  answer: answers.staffGetAnswer,
  effect: 'read',
  auth: 'admin',
  sources: ['Get Staff Details, documentation 2022'],
  keywords: [
    'at which store does this employee work',
    'look up a cashier by username',
    'find a seller by phone number',
    'which till code does the associate use',
    'employee profile by email',
    'who is staff id 50034417',
    'check whether a colleague has an account',
    'zone of one shop assistant',
    'find an employee',
    'details of a shop worker',
    'look up a staff login',
  ],
});

export const staffChangePassword = staff.post('v2/staff/changePassword', {
  tool: 'staff_change_password',
  title: 'Change Account Password',
  summary:
    "REPLACES the password of the staff account whose access token is given; without a token, that of this server's own login, which locks it out. For customer passwords use user_auth_update_password. Marked deprecated, but nothing replaces it.",
  headers: () => ({ [ACCESS_TOKEN]: secret("The person's token, from staff_get_access_token").optional() }),
  body: () => object({ password: secret('New password') }),
  answer: answers.staffDone,
  effect: 'update',
  consent: 'always',
  question: 'Replace the password of a staff account?',
  undoneBy: 'nothing',
  subjects: [],
  checkedBy: { unverifiable: 'Let the person try to log in with the new password.' },
  idempotent: true,
  destructive: true,
  sensitive: true,
  sources: ['Change Staff Account Password, documentation 2022'],
  keywords: [
    'cashier forgot the password',
    'reset an employee login',
    'new password for a store associate',
    'rotate credentials of a sales person',
    'employee wants a different passphrase',
    'replace a leaked seller password',
    'renew login secret of shop personnel',
    'new password for an employee',
    'shop worker wants another password',
    'staff login secret change',
    'employee forgot the password',
  ],
});

export const staffSendOtp = staff.post('v2/staff/sendOtp', {
  tool: 'staff_send_otp',
  title: 'Send OTP',
  summary:
    'SENDS a one-time code to the registered mobile or email of a staff account, to log in or to verify it; check it with staff_validate_otp. For a new mobile or email use staff_send_identifier_change_otp, for customers otp_generate. Marked deprecated, but nothing replaces it.',
  query: () => ({
    otp_type: choice(['LOGIN', 'VALIDATE_EMAIL', 'VALIDATE_MOBILE'], 'Purpose of the code'),
  }),
  body: () => object(otpRecipient('Registered mobile to send to; give mobile or email')),
  answer: answers.staffDone,
  effect: 'action',
  amounts: { messages: 'call' },
  checkedBy: { unverifiable: 'Ask the person whether a code arrived before you send another.' },
  nextStep: 'the person reads the code out; staff_validate_otp checks it.',
  auth: 'admin',
  sources: ['https://docs.capillarytech.com/reference/send-otp', 'Send OTP, documentation 2022'],
  keywords: [
    'text a login pin to a cashier',
    'verify the phone of a new employee',
    'send passcode to a sales associate',
    'confirm email of a fresh staff account',
    'employee did not get the code, resend',
    'two-factor sign-in for shop personnel',
    'finish account set-up of a team member by sms',
    'code for an employee to log in',
    'send a pin to a shop worker',
    'verify a staff phone or email',
  ],
});

export const staffValidateOtp = staff.post('v2/staff/validate', {
  tool: 'staff_validate_otp',
  title: 'Validate OTP',
  summary:
    'Checks the code a staff account got through staff_send_otp, with its password, and marks the mobile or email as verified. For customer codes use otp_validate; a code for a new identifier goes to staff_change_identifier. Marked deprecated, but nothing replaces it.',
  body: () =>
    object({
      ...otpRecipient('Mobile the code went to; give mobile or email'),
      identifierType: choice(['EMAIL', 'MOBILE'], 'What is being verified'),
      password: secret("The account's password"),
      otp: secret('Code received'),
    }),
  answer: answers.staffDone,
  effect: 'action',
  checkedBy: {
    unverifiable: 'A correct code may count as used now. If a repeat is refused, send a new code with staff_send_otp.',
  },
  sensitive: true,
  auth: 'admin',
  sources: ['https://docs.capillarytech.com/reference/validate-otp-1', 'Validate OTP, documentation 2022'],
  keywords: [
    'employee typed the pin, is it right',
    'activate a new seller with the sms code',
    'complete email verification of a cashier',
    'confirm the passcode of a store associate',
    'mark staff mobile as verified',
    'check the one-time password a colleague received',
    'last step of creating a team login',
    "is the employee's code correct",
    'check a staff pin',
    'verify a shop worker by code',
  ],
});

export const staffSendIdentifierChangeOtp = staff.post('v2/staff/changeidentifier/sendotp', {
  tool: 'staff_send_identifier_change_otp',
  title: 'Change Identifier (Send OTP)',
  summary:
    'SENDS a one-time code to the new mobile or email of a staff account, the first of two steps; nothing changes until staff_change_identifier gets the code. A mobile or email already registered is verified with staff_send_otp. Marked deprecated, but nothing replaces it.',
  body: () => object(identifierChange()),
  answer: answers.staffDone,
  effect: 'action',
  amounts: { messages: 'call' },
  checkedBy: { unverifiable: 'Ask the person whether a code arrived before you send another.' },
  nextStep: 'nothing has changed yet. staff_change_identifier takes the code.',
  auth: 'admin',
  sources: [
    'https://docs.capillarytech.com/reference/change-identifier-send-otp',
    'Change Identifier, documentation 2022',
  ],
  keywords: [
    'cashier has a new phone number, start the change',
    'employee switches email, send the code',
    'step one of replacing staff contact details',
    'pin to the new mobile of an associate',
    'verify the new work mail of a colleague first',
    'begin swapping the number a seller logs in with',
    'request confirmation for a new staff email',
    'employee gets a new number, send the code',
    'start changing a staff mobile or email',
    "code to a shop worker's new contact",
  ],
});

export const staffChangeIdentifier = staff.post('v2/staff/changeidentifier', {
  tool: 'staff_change_identifier',
  title: 'Change Identifier (Validate OTP)',
  summary:
    'REPLACES the mobile or email of a staff account once the code from staff_send_identifier_change_otp is right, the second of two steps. For names and titles use staff_edit, for identifiers of customers customer_update_identifiers. Marked deprecated, but nothing replaces it.',
  body: () => object({ ...identifierChange(), otp: secret('Code received on the new mobile or email') }),
  answer: answers.staffDone,
  effect: 'update',
  consent: 'always',
  question: 'Replace the {body.type} of a staff account with {body.identifier}?',
  undoneBy: 'staff_change_identifier',
  subjects: [],
  checkedBy: ['staff_get'],
  evidence: 'the new mobile or email',
  destructive: true,
  sensitive: true,
  auth: 'admin',
  sources: [
    'https://docs.capillarytech.com/reference/change-identifier-validate-otp',
    'Change Identifier, documentation 2022',
  ],
  keywords: [
    'cashier gave me the code for her new number',
    'confirm the new email of an employee',
    'second step of changing staff phone',
    'save the new mobile after the pin',
    'replace the login email of a store manager',
    'finish updating contact of a sales associate',
    'swap work mail of a colleague, otp at hand',
    "save an employee's new number with the code",
    'replace a staff mobile or email',
    'new contact of a shop worker, code received',
  ],
});

export const staffTransfer = staff.post('v2/staff/transfer', {
  tool: 'staff_transfer',
  title: 'Transfer Staff User',
  summary:
    'Moves a staff account to another store. For name and title use staff_edit, for people who leave staff_remove. Marked deprecated, but nothing replaces it.',
  body: () => object({ ...staffMember(), storeCode: idOf('storeCode', text('Store to move to')) }),
  answer: answers.staffDone,
  effect: 'update',
  checkedBy: ['staff_get'],
  evidence: 'the code of the new store',
  idempotent: true,
  auth: 'admin',
  sources: ['Transfer Staff User, documentation 2022'],
  keywords: [
    'move an employee to another branch',
    'cashier now works at blr14',
    'reassign a seller to a different shop',
    'relocate an associate',
    'new home store for a team member',
    'post the manager to our airport outlet',
    'change the workplace of shop personnel',
    'employee moves to another shop',
    'change the store of a shop worker',
    'salesperson gets a new branch',
    'employee moves to another store',
  ],
});

export const staffListOfStore = staff.get('v2/staff/getUsersList', {
  tool: 'staff_list_of_store',
  title: 'Get Staff of Store/Zone',
  summary:
    'Lists the logins (staff accounts) of one store or zone, unpaged. Associates and managers known to the tills are a separate list, store_get_staff_v1_1: neither follows the other. For one person use staff_get. Marked deprecated, but nothing replaces it.',
  query: () => ({
    zoneCode: idOf('zoneCode', text('Give zoneCode or storeCode')).optional(),
    storeCode: idOf('storeCode', text('Store, by code')).optional(),
  }),
  rules: [{ needs: ['storeCode', 'zoneCode'] }],
  answer: answers.staffListOfStoreAnswer,
  effect: 'read',
  auth: 'admin',
  sources: ['Get Staff Users of a Store/Zone, documentation 2022'],
  keywords: [
    'who works at this outlet',
    'everybody with a login in the north zone',
    'team list of a branch',
    'registered employees by store code',
    'head count of shop personnel',
    'roster with phone numbers for a region',
    'accounts to clean up at a closing shop',
    'employees of a shop',
    'who works in this branch or zone',
    'list staff logins',
    'staff of a store',
  ],
});

export const staffLogOut = staff.get('v2/staff/logout', {
  tool: 'staff_log_out',
  title: 'Logout Staff Account',
  summary:
    'INVALIDATES a staff access token at once, although it is a GET; get a new one with staff_get_access_token. It does not close the account; staff_remove does. Marked deprecated, but nothing replaces it.',
  headers: () => ({ [ACCESS_TOKEN]: secret('Token to invalidate') }),
  answer: answers.staffLogOutAnswer,
  effect: 'action',
  checkedBy: {
    unverifiable: 'If the token is refused when you use it, the logout took effect. A repeat has no further effect.',
  },
  idempotent: true,
  destructive: true,
  sources: ['https://docs.capillarytech.com/reference/logout-staff-account', 'Logout, documentation 2022'],
  keywords: [
    'sign an employee out',
    'end a staff session',
    'revoke the token of a seller',
    'cashier shift is over, close the session',
    'invalidate an associate login token',
    'stolen tablet, kill the session of a salesperson',
    'expire x-cap-api-access-token',
    'an employee has left: end the login that is still open',
    'staff sign-out',
    'make a staff token useless',
  ],
});

export const staffRemove = staff.post('v2/staff/delete', {
  tool: 'staff_remove',
  title: 'Remove Staff Account',
  summary:
    'DEACTIVATES a staff account so that the person can no longer log in; it cannot be undone. To move a person to another store use staff_transfer, to end one session staff_log_out. Marked deprecated, but nothing replaces it.',
  body: () => object(staffMemberByRefId()),
  answer: answers.staffDone,
  answerFrom: 'sibling',
  effect: 'delete',
  consent: 'always',
  question: 'Deactivate the staff account[ {body.username}][ with mobile {body.mobile}][ with email {body.email}]?',
  undoneBy: 'nothing',
  subjects: [],
  checkedBy: ['staff_list_of_store'],
  evidence: 'that the account is gone',
  idempotent: true,
  destructive: true,
  auth: 'admin',
  sources: ['Deactivate a Staff Account, documentation 2022'],
  keywords: [
    'employee left the company',
    'delete a cashier account',
    'block the login of a former seller',
    'deactivate shop personnel',
    'fired associate must lose access today',
    'offboard a store manager',
    'disable a user at the counter',
    'somebody stopped working here',
    "close an employee's login for ever",
    "take away a shop worker's access",
    'person quit, shut the account',
  ],
});
