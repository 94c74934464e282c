/** Capillary credentials in the headers of a request. A request never names the host. */
import type { Credentials } from '../../client/types.js';
import { refusalResponse } from '../../transports/refusal.js';

const HEADERS = {
  username: 'X-Capillary-Username',
  password: 'X-Capillary-Password',
  key: 'X-Capillary-Client-Key',
  secret: 'X-Capillary-Client-Secret',
} as const;
type Name = keyof typeof HEADERS;
const NAMES = Object.keys(HEADERS) as Name[];

/** HTTP defines no encoding for other characters in headers. */
const PRINTABLE = /^[\u0020-\u007e]{1,512}$/;

/**
 * @param allowed - whether the tenant accepts credentials from requests. If not, a request that has some is refused:
 *   with the tenant's own credentials, it would act as someone else.
 * @returns undefined if the request has none; a response that refuses the request, without quoting it, if they are invalid
 */
export function readRequestCredentials(headers: Headers, allowed = true): Credentials | undefined | Response {
  const values: Partial<Record<Name, string>> = {};
  for (const name of NAMES) {
    const value = headers.get(HEADERS[name])?.trim();
    if (!value) continue;
    if (!allowed) {
      return refusalResponse(403, `This server accepts no Capillary credentials in requests: remove ${HEADERS[name]}.`);
    }
    if (!PRINTABLE.test(value)) {
      return refusalResponse(400, `${HEADERS[name]}: expected 1 to 512 characters of printable ASCII.`);
    }
    values[name] = value;
  }
  const { username, password, key, secret } = values;
  const basic = pair('username', username, 'password', password);
  if (basic instanceof Response) return basic;
  const oauth = pair('key', key, 'secret', secret);
  if (oauth instanceof Response) return oauth;
  if (basic && oauth) {
    return refusalResponse(
      400,
      `Expected one kind of credentials: send either ${HEADERS.username} and ${HEADERS.password}, or ${HEADERS.key} and ${HEADERS.secret}.`,
    );
  }
  if (basic) return { kind: 'basic', username: basic[0], password: basic[1] };
  return oauth && { kind: 'oauth', key: oauth[0], secret: oauth[1] };
}

function pair(firstName: Name, first: string | undefined, secondName: Name, second: string | undefined) {
  if (first !== undefined && second !== undefined) return [first, second] as const;
  if (first === undefined && second === undefined) return undefined;
  const [present, absent] = first === undefined ? [secondName, firstName] : [firstName, secondName];
  return refusalResponse(400, `${HEADERS[present]} is set but ${HEADERS[absent]} is not: send both or neither.`);
}
