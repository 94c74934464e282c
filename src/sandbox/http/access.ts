/**
 * Authentication: Basic and OAuth credentials, admin keys, access groups, and the till that a call is attributed to.
 */
import type { Definition } from '../../tools/define.js';
import { isAdminTill } from '../domains/locations/rules.js';
import type { OAuthClient, Store, Till } from '../domains/organization/state.js';
import { staffByToken } from '../domains/store/staff-rules.js';
import { HOUR, later, now, SECOND } from '../world/clock.js';
import { fail, SandboxFailure } from '../world/failure.js';
import { randomHex } from '../world/random.js';
import type { World } from '../world/world.js';
import { entryOf, objectOf, textOf } from './arguments.js';
import { failureReply, layerOf, type Reply, reply } from './replies.js';

/** Where access tokens are issued; needs no authentication itself. */
export const TOKEN_PATH = '/v3/oauth/token/generate';

const TOKEN_LIFE_SECONDS = HOUR / SECOND;

/** Headers by lower-case name. */
export type HeaderValues = Readonly<Record<string, string>>;

/** The caller: a till, and the OAuth client if there is one. */
export interface Caller {
  till: Till;
  client: OAuthClient | null;
}

/** Exchanges `{key, secret}` for an access token: `{data: {accessToken, ttlSeconds}, errors: null}`. */
export function issueToken(world: World, body: unknown): Reply {
  const given = objectOf(body);
  const client = world.oauthClients[textOf(given['key'])];
  if (!client || client.secret !== textOf(given['secret'])) {
    return failureReply('v3', { code: 401, message: 'Invalid client key or secret', httpStatus: 401 });
  }
  const time = now(world);
  for (const [token, { expiresOn }] of Object.entries(world.accessTokens)) {
    if (expiresOn <= time) delete world.accessTokens[token];
  }
  const token = randomHex(world, 40);
  world.accessTokens[token] = {
    token,
    clientKey: client.key,
    expiresOn: later(time, TOKEN_LIFE_SECONDS * SECOND),
  };
  return reply({ data: { accessToken: token, ttlSeconds: TOKEN_LIFE_SECONDS }, errors: null });
}

/**
 * Identifies the caller.
 * @throws 401 if credentials are missing, wrong or expired
 * @throws 403 if the OAuth client does not have the access group of the endpoint
 * @throws 1061, 1062 if the attribution headers are incomplete, or do not name a till
 * @throws 1064 if the organization id next to an admin key is wrong
 */
export function authenticate(world: World, definition: Definition, headers: HeaderValues): Caller {
  const caller = identify(world, definition, headers);
  const group = definition.effectiveAccessGroup;
  const groups = caller.client?.accessGroups ?? null;
  if (group !== null && groups !== null && !groups.includes(group)) {
    fail(403, `The API key does not have the access group ${group}`, 403);
  }
  return { till: attributedTill(world, headers) ?? caller.till, client: caller.client };
}

const unauthorised = (message: string): SandboxFailure => new SandboxFailure(401, message, 401);

function identify(world: World, definition: Definition, headers: HeaderValues): Caller {
  const adminKey = headers['x-cap-api-auth-key'];
  if (definition.auth === 'admin' && adminKey !== undefined) {
    const organisation = headers['x-cap-api-auth-org-id'];
    if (adminKey !== world.adminKey) throw unauthorised('Invalid admin key');
    if (organisation !== String(world.organisation.id)) fail(1064, 'The organization id is not valid', 401);
    return { till: adminTill(world), client: null };
  }
  const token = headers['x-cap-api-oauth-token'];
  if (token !== undefined) return byToken(world, token);
  const authorization = headers['authorization'];
  if (authorization !== undefined) return { till: tillByPassword(world, authorization), client: null };
  const staffToken = headers['x-cap-api-access-token'];
  if (staffToken !== undefined && layerOf(definition.path) === 'staff') return byStaffToken(world, staffToken);
  throw unauthorised('Authentication credentials are missing');
}

function byToken(world: World, token: string): Caller {
  const known = world.accessTokens[token];
  const client = known && known.expiresOn > now(world) ? world.oauthClients[known.clientKey] : undefined;
  const till = client && world.tills[client.tillId];
  if (!client || !till) throw unauthorised('The access token is not valid or has expired');
  return { till, client };
}

/** A staff member who logged in. */
function byStaffToken(world: World, token: string): Caller {
  const till = world.tills[staffByToken(world, token).tillId];
  if (!till) throw unauthorised('The access token is not valid or has expired');
  return { till, client: null };
}

/**
 * The till with the credentials `Basic base64(username:md5hex(password))`.
 * @throws 401 if they are wrong
 */
export function tillByPassword(world: World, authorization: string): Till {
  const encoded = /^Basic\s+(\S+)$/i.exec(authorization)?.[1] ?? '';
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  const username = decoded.slice(0, colon);
  const password = decoded.slice(colon + 1).toLowerCase();
  const till = Object.values(world.tills).find((each) => each.active && each.username === username);
  if (colon < 1 || !till || till.passwordMd5 !== password) throw unauthorised('Invalid username or password');
  return till;
}

/** The till of a call with the admin key. */
function adminTill(world: World): Till {
  const till = Object.values(world.tills).find((each) => isAdminTill(world, each));
  if (!till) throw new Error('the organization has no administrator');
  return till;
}

type StoreField = 'code' | 'name' | 'externalId' | 'externalId1' | 'externalId2';

/** Attribution types that mean a store, with the field of the code. */
const STORE_FIELDS: Readonly<Record<string, StoreField>> = {
  STORE_CODE: 'code',
  STORE_NAME: 'name',
  STORE_EXTERNAL_ID: 'externalId',
  STORE_EXTERNAL_ID_1: 'externalId1',
  STORE_EXTERNAL_ID_2: 'externalId2',
};

/** The till of the attribution headers; undefined without any. */
function attributedTill(world: World, headers: HeaderValues): Till | undefined {
  const tillCode = headers['x-cap-api-attribution-till-code'];
  if (tillCode !== undefined) return tillFor(world, 'TILL', tillCode);
  const code = headers['x-cap-api-attribution-entity-code'];
  if (code !== undefined) return tillFor(world, headers['x-cap-api-attribution-entity-type'] ?? 'TILL', code);
  const type = headers['x-cap-api-attribution-lookup-type'];
  const value = headers['x-cap-api-attribution-lookup'];
  if (type === undefined && value === undefined) return undefined;
  if (type === undefined || value === undefined) {
    return fail(1061, 'X-CAP-API-ATTRIBUTION-LOOKUP and X-CAP-API-ATTRIBUTION-LOOKUP-TYPE must be sent together', 400);
  }
  return tillFor(world, type, value);
}

function tillFor(world: World, type: string, code: string): Till {
  const field = entryOf(STORE_FIELDS, type.toUpperCase());
  const tills = Object.values(world.tills);
  const isStore = (store: Store | undefined): boolean => field !== undefined && store?.[field] === code;
  const till = field
    ? tills.find((each) => each.active && isStore(world.stores[each.storeId]))
    : tills.find((each) => each.code === code);
  return till ?? fail(1062, `No ${type} has the code ${code}`, 400);
}
