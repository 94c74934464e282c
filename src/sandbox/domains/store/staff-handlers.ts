/** Section Staff: accounts of sales staff. */

import type { Answer, PartOf } from '../../../tools/schemas/decoded.js';
import {
  staffAdd,
  staffChangeIdentifier,
  staffChangePassword,
  staffEdit,
  staffGet,
  staffGetAccessToken,
  staffListOfStore,
  staffLogOut,
  staffRemove,
  staffSendIdentifierChangeOtp,
  staffSendOtp,
  staffTransfer,
  staffValidateOtp,
} from '../../../tools/store/staff.js';
import { tillByPassword } from '../../http/access.js';
import { handle } from '../../http/handle.js';
import type { Call, Handlers } from '../../http/handler.js';
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
  placeOf,
  removeStaff,
  type StaffIdentifier,
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
const MISSING = 1007;
const INVALID = 1009;
const WRONG_TYPE = 1010;
const INACTIVE = 1011;
const WRONG_CODE = 1700;
const UNAUTHORISED = 401;

/** An account with the names of the person is refused with the same code, whatever is wrong with the names. */
const BY_NAMES = { envelope: 'staff', code: INVALID } as const;

const TOKEN_NEEDED = { 'X-CAP-API-ACCESS-TOKEN': { code: UNAUTHORISED, httpStatus: UNAUTHORISED } } as const;

const CHANGE_CODES = { 'body.type': WRONG_TYPE, 'body.identifier': MISSING } as const;

/** Nothing is sent; the answer contains the code. */
const sent = (code: ValidationCode): Warning[] => [{ code: 200, message: toldCode(code) }];

/**
 * The caller's own account: that of the token, or else of the user and password.
 * @throws 401 if they do not belong to a staff account
 */
function ownAccount(world: World, { authorization, ...headers }: Call['headers']): StaffAccount {
  const { 'x-cap-api-access-token': token } = headers;
  if (token !== undefined) return staffByToken(world, token);
  const till = authorization === undefined ? undefined : tillByPassword(world, authorization);
  return (till && staffOfTill(world, till)) ?? fail(UNAUTHORISED, 'The login is not a staff account', UNAUTHORISED);
}

/** The account whose identifier changes: the one with `id`, or the caller's own. */
const accountToChange = (world: World, id: number | undefined, headers: Call['headers']): StaffAccount =>
  id === undefined ? ownAccount(world, headers) : activeStaff(world, { id });

function toStaffJson(world: World, account: StaffAccount): PartOf<Answer<typeof staffGet>, 'entity'> {
  const { mobile, email, id } = account;
  return { username: loginOf(world, account)?.username ?? '', mobile, email, ...placeOf(world, account), id };
}

export const staffHandlers: Handlers = {
  ...handle(
    staffAdd,
    { ...BY_NAMES, codes: { 'body.username': MISSING, 'body.password': 1001 } },
    ({ world, body, warn }) => {
      const { account, warnings } = addStaff(world, body);
      warn(warnings);
      return account.id;
    },
  ),

  ...handle(staffGetAccessToken, { envelope: 'staff' }, ({ world, raw }) =>
    issueStaffToken(world, ownAccount(world, raw.headers)),
  ),

  ...handle(staffEdit, BY_NAMES, ({ world, headers, body, raw }) => {
    const isOwn =
      headers['X-CAP-API-ACCESS-TOKEN'] !== undefined &&
      body.id === undefined &&
      !body.username &&
      !body.mobile &&
      !body.email;
    const account = isOwn ? ownAccount(world, raw.headers) : activeStaff(world, body, INACTIVE);
    for (const name of ['firstname', 'lastname', 'title'] as const) account[name] = body[name] ?? account[name];
    const { firstname, lastname, title, id } = account;
    return { firstname, lastname, title, id };
  }),

  ...handle(staffGet, { ...BY_NAMES, codes: TOKEN_NEEDED, first: ['X-CAP-API-ACCESS-TOKEN'] }, (call) => {
    const { world, query, headers } = call;
    staffByToken(world, headers['X-CAP-API-ACCESS-TOKEN']);
    if (Object.keys(query).length > 1) fail(INVALID, 'Pass exactly one of username, mobile, email and refId');
    return toStaffJson(world, staffNamed(world, { ...query, id: query.refId }));
  }),

  ...handle(staffChangePassword, { envelope: 'staff', codes: { 'body.password': 1001 } }, ({ world, body, raw }) => {
    const account = ownAccount(world, raw.headers);
    setStaffPassword(world, account, body.password);
    return account.id;
  }),

  ...handle(
    staffSendOtp,
    { ...BY_NAMES, codes: { otp_type: WRONG_TYPE } },
    ({ world, query, body: { id, username, ...to }, warn }) => {
      const account = activeStaff(world, { id, username });
      warn(sent(sendStaffCode(world, account, query.otp_type, IDENTIFIERS.find((each) => to[each]) ?? null)));
      return account.id;
    },
  ),

  ...handle(
    staffValidateOtp,
    {
      ...BY_NAMES,
      codes: { 'body.identifierType': 1008, 'body.otp': WRONG_CODE },
      first: ['body.identifierType', 'body.id', 'body.username', 'body.password'],
    },
    ({ world, body: { id, username, identifierType, password, otp } }) => {
      const account = activeStaff(world, { id, username });
      verifyStaff(world, account, identifierType === 'EMAIL' ? 'email' : 'mobile', { password, otp });
      return account.id;
    },
  ),

  ...handle(
    staffSendIdentifierChangeOtp,
    { ...BY_NAMES, codes: CHANGE_CODES, first: ['body.type'] },
    ({ world, body, raw, warn }) => {
      const account = accountToChange(world, body.id, raw.headers);
      warn(sent(sendChangeCode(world, account, body.type, body.identifier)));
      return account.id;
    },
  ),

  ...handle(
    staffChangeIdentifier,
    { ...BY_NAMES, codes: { ...CHANGE_CODES, 'body.otp': WRONG_CODE }, first: ['body.type'] },
    ({ world, body: { id, type, identifier, otp }, raw }) => {
      const account = accountToChange(world, id, raw.headers);
      changeStaffIdentifier(world, account, type, identifier, otp);
      return account.id;
    },
  ),

  ...handle(staffTransfer, BY_NAMES, ({ world, body, warn }) => {
    const account = activeStaff(world, body);
    warn(transferStaff(world, account, body.storeCode));
    return account.id;
  }),

  ...handle(
    staffListOfStore,
    { ...BY_NAMES, oneOf: [{ of: ['storeCode', 'zoneCode'], code: INVALID }] },
    ({ world, query }) =>
      staffOf(world, query).map((each) => ({
        ...toStaffJson(world, each),
        conceptCode: undefined,
        tillCode: undefined,
      })),
  ),

  ...handle(staffLogOut, { envelope: 'staff', codes: TOKEN_NEEDED }, ({ world, headers }) => {
    const token = headers['X-CAP-API-ACCESS-TOKEN'];
    staffByToken(world, token);
    delete world.staffTokens[token];
    return undefined;
  }),

  ...handle(staffRemove, BY_NAMES, ({ world, body }) => {
    const account = activeStaff(world, { ...body, id: body.refId }, INACTIVE);
    removeStaff(world, account);
    return account.id;
  }),
};
