/** Staff accounts: opening, finding, verifying, moving and closing them; their tokens and passwords. */
import { md5 } from '../../../lib/md5.js';
import { now } from '../../world/clock.js';
import { fail, failUnknown, SandboxFailure, type Warning } from '../../world/failure.js';
import { randomHex } from '../../world/random.js';
import { nextId, type World } from '../../world/world.js';
import { checkIdentifier, normalised } from '../customer/rules.js';
import { describeLocation } from '../locations/rules.js';
import type { Store, Till } from '../organization/state.js';
import { issueCode, matchingCode, useCode } from '../otp/rules.js';
import type { OtpAction, ValidationCode } from '../points/state.js';
import type { StaffAccount } from './staff-state.js';

/** Identifiers that staff have besides their username. */
export type StaffIdentifier = 'mobile' | 'email';

const INVALID = 1009;
const TAKEN = 1005;

export const loginOf = (world: World, { tillId }: StaffAccount): Till | undefined => world.tills[tillId];

const accountsOf = (world: World): StaffAccount[] => Object.values(world.staffAccounts);

/** How a call names an account. Empty texts are ignored. */
interface StaffNames {
  readonly id?: number | undefined;
  readonly username?: string;
  readonly mobile?: string;
  readonly email?: string;
}

/**
 * Finds the account that has all the given names.
 * @throws 1009 if no name is given, or no account has them all
 */
export function staffNamed(world: World, names: StaffNames): StaffAccount {
  const { id, username = '', mobile = '', email = '' } = names;
  if (id === undefined && username + mobile + email === '')
    fail(INVALID, 'Pass at least one of id, username, mobile and email');
  const is = (type: StaffIdentifier, asked: string, value: string): boolean =>
    asked === '' || normalised(world, { type, value: asked }) === value;
  const found = accountsOf(world).find(
    (each) =>
      (id === undefined || each.id === id) &&
      (username === '' || loginOf(world, each)?.username === username) &&
      is('mobile', mobile, each.mobile) &&
      is('email', email, each.email),
  );
  return found ?? fail(INVALID, 'No staff account has these identifiers');
}

/**
 * Finds an active account.
 * @throws `code` if the account was closed
 */
export function activeStaff(world: World, names: StaffNames, code = INVALID): StaffAccount {
  const account = staffNamed(world, names);
  return account.active ? account : fail(code, 'The staff account is inactive');
}

/**
 * The normalized identifier.
 * @throws 1009 if the identifier is malformed
 */
function readIdentifier(world: World, type: StaffIdentifier, value: string): string {
  try {
    checkIdentifier(world, { type, value });
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    fail(INVALID, error.message);
  }
  return normalised(world, { type, value });
}

/** @throws 1005 if another staff account has the identifier */
function checkFree(world: World, type: StaffIdentifier, value: string, but?: StaffAccount): void {
  if (accountsOf(world).some((each) => each !== but && each.active && each[type] === value)) {
    fail(TAKEN, `Another staff account already has this ${type}`);
  }
}

/** Empty texts count as absent. */
interface NewStaff {
  readonly username: string;
  readonly mobile?: string;
  readonly email?: string;
  readonly password: string;
  readonly storeCode?: string;
  readonly zoneCode?: string;
  readonly conceptCode?: string;
  readonly firstname?: string;
  readonly lastname?: string;
  readonly title?: string;
}

const USERNAME = /^[\w.-]{1,100}$/;
const PLACE_REPLACED = 1215;

/** The store with the code, or the organization's first store, with a warning, if the code is unknown. */
function storeOrDefault(world: World, code = ''): { store: Store; warnings: Warning[] } {
  const [first] = Object.values(world.stores);
  const found = Object.values(world.stores).find((each) => each.code === code);
  const store = found ?? first ?? fail(INVALID, 'The organization has no store');
  return { store, warnings: code === '' || found ? [] : [placeReplaced('store', code)] };
}

const placeReplaced = (what: string, code: string): Warning => ({
  code: PLACE_REPLACED,
  message: `The ${what} ${code} does not exist; the default one was used`,
});

/** An own zone or concept; null for the store's, with a warning if the code is unknown. */
function unitOrStores(
  units: Readonly<Record<number, { id: number; code: string }>>,
  what: string,
  code = '',
): { id: number | null; warnings: Warning[] } {
  const found = code === '' ? undefined : Object.values(units).find((each) => each.code === code);
  return { id: found?.id ?? null, warnings: code === '' || found ? [] : [placeReplaced(what, code)] };
}

/**
 * Opens an account. Its user and password can call the API at once.
 * @throws 1009 if the username or an identifier is malformed
 * @throws 1005 if the username or an identifier is taken
 */
export function addStaff(world: World, input: NewStaff): { account: StaffAccount; warnings: Warning[] } {
  const { username, password, firstname = '', lastname = '', title = '' } = input;
  if (!USERNAME.test(username))
    fail(INVALID, 'A username can contain only letters, digits, dots, dashes and underscores');
  if (Object.values(world.tills).some((each) => each.username === username)) fail(TAKEN, 'The username already exists');
  const mobile = input.mobile ? readIdentifier(world, 'mobile', input.mobile) : '';
  const email = input.email ? readIdentifier(world, 'email', input.email) : '';
  if (mobile !== '') checkFree(world, 'mobile', mobile);
  if (email !== '') checkFree(world, 'email', email);
  const { store, warnings } = storeOrDefault(world, input.storeCode);
  const zone = unitOrStores(world.zones, 'zone', input.zoneCode);
  const concept = unitOrStores(world.concepts, 'concept', input.conceptCode);

  const till = addLogin(world, store, username, password);
  const account = openAccount(world, till, { mobile, email, firstname, lastname, title });
  account.zoneId = zone.id;
  account.conceptId = concept.id;
  return { account, warnings: [...warnings, ...zone.warnings, ...concept.warnings] };
}

/** The till that is the login of an account: `<store>staff<n>`. */
function addLogin(world: World, store: Store, username: string, password: string): Till {
  const codes = new Set(Object.values(world.tills).map(({ code }) => code));
  let number = 1;
  while (codes.has(`${store.code}staff${number}`)) number += 1;
  const id = nextId(world, 'till');
  const code = `${store.code}staff${number}`;
  const till: Till = { id, code, name: code, storeId: store.id, active: true, username, passwordMd5: md5(password) };
  world.tills[id] = till;
  describeLocation(world, { type: 'TILL', entity: till }, { updatedOn: now(world) });
  return till;
}

type Person = Pick<StaffAccount, 'mobile' | 'email' | 'firstname' | 'lastname' | 'title'>;

/** Makes a till's login a staff account. */
export function openAccount(world: World, till: Till, person: Person): StaffAccount {
  const account: StaffAccount = {
    id: nextId(world, 'staff'),
    tillId: till.id,
    ...person,
    zoneId: null,
    conceptId: null,
    mobileVerified: false,
    emailVerified: false,
    active: true,
    createdOn: now(world),
  };
  world.staffAccounts[account.id] = account;
  return account;
}

/** Creates a token for an account. */
export function issueStaffToken(world: World, account: StaffAccount): string {
  const token = randomHex(world, 32);
  world.staffTokens[token] = { staffId: account.id, issuedOn: now(world) };
  return token;
}

/**
 * The account of a token.
 * @throws 401 if the token is not valid
 */
export function staffByToken(world: World, token: string): StaffAccount {
  const known = world.staffTokens[token];
  const account = known && world.staffAccounts[known.staffId];
  if (token === '') fail(401, 'Access token is missing', 401);
  return account?.active ? account : fail(401, 'Invalid or expired access token', 401);
}

/** The account that uses a till as its login. */
export const staffOfTill = (world: World, till: Till): StaffAccount | undefined =>
  accountsOf(world).find((each) => each.active && each.tillId === till.id);

export function setStaffPassword(world: World, account: StaffAccount, password: string): void {
  const login = loginOf(world, account) ?? fail(INVALID, 'The account has no login');
  login.passwordMd5 = md5(password);
}

/** What a code that is sent to an identifier of an account is for. */
type StaffOtpType = 'LOGIN' | 'VALIDATE_EMAIL' | 'VALIDATE_MOBILE';

const ownerOf = (type: StaffIdentifier, value: string) => ({
  customerId: null,
  entityType: type === 'mobile' ? ('MOBILE' as const) : ('EMAIL' as const),
  entityValue: value,
});

const NOT_SENT = 1012;

const send = (world: World, type: StaffIdentifier, value: string, action: OtpAction): ValidationCode =>
  issueCode(world, ownerOf(type, value), action, NOT_SENT).code;

/**
 * Sends a code to the mobile or email of an account. `to` says which, if the call names one.
 * @throws 1007 if the account does not have it
 */
export function sendStaffCode(
  world: World,
  account: StaffAccount,
  otpType: StaffOtpType,
  to: StaffIdentifier | null,
): ValidationCode {
  const wanted = otpType === 'VALIDATE_MOBILE' ? 'mobile' : otpType === 'VALIDATE_EMAIL' ? 'email' : to;
  if (wanted === null || account[wanted] === '')
    return fail(1007, 'The account has no mobile or email to send the code to');
  return send(world, wanted, account[wanted], otpType === 'LOGIN' ? 'STAFF_LOGIN' : 'STAFF_VERIFICATION');
}

const noCode = (): never => fail(1700, 'The code is wrong or has expired');

/**
 * Checks a code and the password, and marks the identifier as verified.
 * @throws 1009 if the password is wrong
 * @throws 1700 if the code is wrong or has expired
 */
export function verifyStaff(
  world: World,
  account: StaffAccount,
  type: StaffIdentifier,
  { password, otp }: { password: string; otp: string },
): void {
  if (loginOf(world, account)?.passwordMd5 !== md5(password)) fail(INVALID, 'The password is wrong');
  const owner = ownerOf(type, account[type]);
  const code =
    matchingCode(world, owner, 'STAFF_VERIFICATION', otp) ?? matchingCode(world, owner, 'STAFF_LOGIN', otp) ?? noCode();
  useCode(world, code);
  account[type === 'mobile' ? 'mobileVerified' : 'emailVerified'] = true;
}

/**
 * The normalized new identifier of an account.
 * @throws 1009 if it is malformed
 * @throws 1005 if another account has it
 */
function newIdentifier(world: World, account: StaffAccount, type: StaffIdentifier, value: string): string {
  const read = readIdentifier(world, type, value);
  checkFree(world, type, read, account);
  return read;
}

/**
 * Sends a code to a new mobile or email.
 * @throws 1009 if it is malformed
 * @throws 1005 if another account has it
 * @throws 1012 if no more codes can be sent today
 */
export function sendChangeCode(
  world: World,
  account: StaffAccount,
  type: StaffIdentifier,
  value: string,
): ValidationCode {
  return send(world, type, newIdentifier(world, account, type, value), 'STAFF_IDENTIFIER_CHANGE');
}

/**
 * Replaces the mobile or email of an account.
 * @throws 1009 if it is malformed
 * @throws 1005 if another account has it
 * @throws 1700 if the code is wrong or has expired
 */
export function changeStaffIdentifier(
  world: World,
  account: StaffAccount,
  type: StaffIdentifier,
  value: string,
  otp: string,
): void {
  const read = newIdentifier(world, account, type, value);
  const code = matchingCode(world, ownerOf(type, read), 'STAFF_IDENTIFIER_CHANGE', otp) ?? noCode();
  useCode(world, code);
  account[type] = read;
  account[type === 'mobile' ? 'mobileVerified' : 'emailVerified'] = true;
}

/** Moves an account and its till to another store, with that store's zone and concept. */
export function transferStaff(world: World, account: StaffAccount, storeCode: string): Warning[] {
  const { store, warnings } = storeOrDefault(world, storeCode);
  const login = loginOf(world, account) ?? fail(INVALID, 'The account has no login');
  login.storeId = store.id;
  describeLocation(world, { type: 'TILL', entity: login }, { updatedOn: now(world) });
  account.zoneId = null;
  account.conceptId = null;
  return warnings;
}

/** Closes an account for good, with its login and tokens. */
export function removeStaff(world: World, account: StaffAccount): void {
  account.active = false;
  const login = loginOf(world, account);
  if (login) login.active = false;
  for (const [token, { staffId }] of Object.entries(world.staffTokens)) {
    if (staffId === account.id) delete world.staffTokens[token];
  }
}

/** Codes of an account's place of work. */
export function placeOf(world: World, account: StaffAccount) {
  const login = loginOf(world, account);
  const store = world.stores[login?.storeId ?? 0];
  return {
    storeCode: store?.code ?? '',
    zoneCode: world.zones[account.zoneId ?? store?.zoneId ?? 0]?.code ?? '',
    conceptCode: world.concepts[account.conceptId ?? store?.conceptId ?? 0]?.code ?? '',
    tillCode: login?.code ?? '',
  };
}

/**
 * Accounts that work in a store, in a zone, or in both.
 * @throws 1009 if one of them does not exist
 */
export function staffOf(
  world: World,
  { storeCode = '', zoneCode = '' }: { readonly storeCode?: string; readonly zoneCode?: string },
): StaffAccount[] {
  const has = (units: object, code: string): boolean =>
    code === '' || Object.values(units).some((each: { code: string }) => each.code === code);
  if (!has(world.stores, storeCode)) failUnknown(INVALID, 'Store', storeCode);
  if (!has(world.zones, zoneCode)) failUnknown(INVALID, 'Zone', zoneCode);
  return accountsOf(world).filter((each) => {
    const place = placeOf(world, each);
    return (
      each.active &&
      (storeCode === '' || place.storeCode === storeCode) &&
      (zoneCode === '' || place.zoneCode === zoneCode)
    );
  });
}
