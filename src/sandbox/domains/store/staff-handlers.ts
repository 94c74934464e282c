/** Section Staff: accounts of sales staff. */
import { tillByPassword } from '../../http/access.js';
import { type JsonObject, objectOf, oneOf, textOf } from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { type Reply, reply } from '../../http/replies.js';
import { fail, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { toldCode } from '../otp/rules.js';
import type { ValidationCode } from '../points/state.js';
import {
  activeStaff,
  addStaff,
  changeStaffIdentifier,
  issueStaffToken,
  loginOf,
  OTP_TYPES,
  placeOf,
  removeStaff,
  type StaffIdentifier,
  type StaffNames,
  sendChangeCode,
  sendStaffCode,
  setStaffPassword,
  staffByToken,
  staffNamed,
  staffOf,
  staffOfTill,
  transferStaff,
  verifyStaff,
} from './staff-rules.js';
import type { StaffAccount } from './staff-state.js';

const IDENTIFIERS = ['mobile', 'email'] as const satisfies readonly StaffIdentifier[];
const INACTIVE = 1011;
const UNAUTHORISED = 401;

/** The envelope of this section. */
const answer = (entity: unknown, warnings: readonly Warning[] = []): Reply =>
  reply({
    ...(entity !== undefined && { entity }),
    warnings: warnings.map(({ code, message }) => ({ status: false, code, message })),
    errors: [],
    success: true,
  });

/** Nothing is sent; the answer contains the code. */
const answerSent = ({ id }: StaffAccount, code: ValidationCode): Reply =>
  answer(id, [{ code: 200, message: toldCode(code) }]);

const namesIn = (sent: JsonObject): StaffNames => ({
  id: textOf(sent['id'] ?? sent['refId']),
  username: textOf(sent['username']),
  mobile: textOf(sent['mobile']),
  email: textOf(sent['email']),
});

/**
 * The caller's own account: that of the token, or else of the user and password.
 * @throws 401 if they do not belong to a staff account
 */
function ownAccount({ world, headers }: Pick<Call, 'world' | 'headers'>): StaffAccount {
  const { 'x-cap-api-access-token': token, authorization } = headers;
  if (token !== undefined) return staffByToken(world, token);
  const till = authorization === undefined ? undefined : tillByPassword(world, authorization);
  return (till && staffOfTill(world, till)) ?? fail(UNAUTHORISED, 'The login is not a staff account', UNAUTHORISED);
}

function add({ world, body }: Call): Reply {
  const sent = objectOf(body);
  const text = (name: string): string => textOf(sent[name]);
  const { account, warnings } = addStaff(world, {
    username: text('username'),
    mobile: text('mobile'),
    email: text('email'),
    password: text('password'),
    storeCode: text('storeCode'),
    zoneCode: text('zoneCode'),
    conceptCode: textOf(sent['conceptCode'] ?? sent['ConceptCode']),
    firstname: text('firstname'),
    lastname: text('lastname'),
    title: text('title'),
  });
  return answer(account.id, warnings);
}

const accessToken = (call: Call): Reply => answer(issueStaffToken(call.world, ownAccount(call)));

function edit(call: Call): Reply {
  const { world, headers } = call;
  const sent = objectOf(call.body);
  const names = namesIn(sent);
  const unnamed = Object.values(names).every((each) => each === '');
  const account =
    unnamed && headers['x-cap-api-access-token'] !== undefined ? ownAccount(call) : activeStaff(world, names, INACTIVE);
  for (const name of ['firstname', 'lastname', 'title'] as const) {
    if (sent[name] !== undefined) account[name] = textOf(sent[name]);
  }
  const { firstname, lastname, title, id } = account;
  return answer({ firstname, lastname, title, id });
}

function accountFace(world: World, account: StaffAccount) {
  const { storeCode, zoneCode, conceptCode, tillCode } = placeOf(world, account);
  const { mobile, email, id } = account;
  const username = loginOf(world, account)?.username ?? '';
  return { username, mobile, email, storeCode, zoneCode, conceptCode, tillCode, id };
}

function get({ world, query, headers }: Call): Reply {
  staffByToken(world, headers['x-cap-api-access-token'] ?? '');
  const names = namesIn(query);
  if (Object.values(names).filter((each) => each !== '').length > 1) {
    fail(1009, 'Pass exactly one of username, mobile, email and refId');
  }
  return answer(accountFace(world, staffNamed(world, names)));
}

function changePassword(call: Call): Reply {
  const account = ownAccount(call);
  setStaffPassword(call.world, account, textOf(objectOf(call.body)['password']));
  return answer(account.id);
}

/**
 * The account with `id` and `username`, which are both required.
 * @throws 1009 if one is missing, or no account has both
 */
function accountAsked(world: World, sent: JsonObject): StaffAccount {
  const names = namesIn(sent);
  if (names.id === '' || names.username === '') fail(1009, 'id and username are required');
  return activeStaff(world, names);
}

function sendOtp({ world, query, body }: Call): Reply {
  const sent = objectOf(body);
  const otpType = oneOf(OTP_TYPES, query['otp_type']) ?? fail(1010, `otp_type must be one of ${OTP_TYPES.join(', ')}`);
  const account = accountAsked(world, sent);
  const named = IDENTIFIERS.find((each) => textOf(sent[each]) !== '') ?? null;
  return answerSent(account, sendStaffCode(world, account, otpType, named));
}

function validateOtp({ world, body }: Call): Reply {
  const sent = objectOf(body);
  const type = oneOf(IDENTIFIERS, sent['identifierType']) ?? fail(1008, 'identifierType must be MOBILE or EMAIL');
  const account = accountAsked(world, sent);
  verifyStaff(world, account, type, { password: textOf(sent['password']), otp: textOf(sent['otp']) });
  return answer(account.id);
}

/** The account whose identifier changes: the one with `id`, or the caller's own. */
function changeAsked(call: Call): { account: StaffAccount; type: StaffIdentifier; value: string; sent: JsonObject } {
  const sent = objectOf(call.body);
  const type = oneOf(IDENTIFIERS, sent['type']) ?? fail(1010, 'type must be email or mobile');
  const id = textOf(sent['id']);
  const account = id === '' ? ownAccount(call) : activeStaff(call.world, { id, username: '', mobile: '', email: '' });
  return { account, type, value: textOf(sent['identifier']), sent };
}

function sendIdentifierOtp(call: Call): Reply {
  const { account, type, value } = changeAsked(call);
  return answerSent(account, sendChangeCode(call.world, account, type, value));
}

function changeIdentifier(call: Call): Reply {
  const { account, type, value, sent } = changeAsked(call);
  changeStaffIdentifier(call.world, account, type, value, textOf(sent['otp']));
  return answer(account.id);
}

function transfer({ world, body }: Call): Reply {
  const sent = objectOf(body);
  const account = activeStaff(world, namesIn(sent));
  return answer(account.id, transferStaff(world, account, textOf(sent['storeCode'])));
}

function list({ world, query }: Call): Reply {
  const found = staffOf(world, { storeCode: textOf(query['storeCode']), zoneCode: textOf(query['zoneCode']) });
  return answer(
    found.map((each) => {
      const { conceptCode: _, tillCode: __, ...face } = accountFace(world, each);
      return face;
    }),
  );
}

function logOut({ world, headers }: Call): Reply {
  const token = headers['x-cap-api-access-token'] ?? '';
  staffByToken(world, token);
  delete world.staffTokens[token];
  return answer(undefined);
}

function remove({ world, body }: Call): Reply {
  const account = activeStaff(world, namesIn(objectOf(body)), INACTIVE);
  removeStaff(world, account);
  return answer(account.id);
}

export const staffHandlers: Handlers = {
  staff_add: add,
  staff_get_access_token: accessToken,
  staff_edit: edit,
  staff_get: get,
  staff_change_password: changePassword,
  staff_send_otp: sendOtp,
  staff_validate_otp: validateOtp,
  staff_send_identifier_change_otp: sendIdentifierOtp,
  staff_change_identifier: changeIdentifier,
  staff_transfer: transfer,
  staff_list_of_store: list,
  staff_log_out: logOut,
  staff_remove: remove,
};
