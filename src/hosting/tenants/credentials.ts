/** Credentials that come with a request. The host never does. */
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

/** HTTP has no agreed encoding for anything else in a header. */
const PRINTABLE = /^[\u0020-\u007e]{1,512}$/;

/**
 * @param allowed - whether the tenant takes credentials from requests. A request that brings some to one that does not
 *   is refused: served with the tenant's own, it would act as somebody else than it says.
 * @returns undefined where the request brings none; an answer that refuses it, and never quotes it, where they are wrong
 */
export function requestCredentials(headers: Headers, allowed = true): Credentials | undefined | Response {
  const given: Partial<Record<Name, string>> = {};
  for (const name of NAMES) {
    const value = headers.get(HEADERS[name])?.trim();
    if (!value) continue;
    if (!allowed)
      return refusalResponse(403, 'This server takes no Capillary credentials from requests: leave the headers out.');
    if (!PRINTABLE.test(value)) {
      return refusalResponse(400, `${HEADERS[name]}: expected 1 to 512 characters of printable ASCII.`);
    }
    given[name] = value;
  }
  const { username, password, key, secret } = given;
  const basic = pair('username', username, 'password', password);
  if (basic instanceof Response) return basic;
  const oauth = pair('key', key, 'secret', secret);
  if (oauth instanceof Response) return oauth;
  if (basic && oauth) {
    return refusalResponse(
      400,
      `Two kinds of credentials: send ${HEADERS.username} and ${HEADERS.password}, or ${HEADERS.key} and ${HEADERS.secret}.`,
    );
  }
  if (basic) return { kind: 'basic', username: basic[0], password: basic[1] };
  return oauth && { kind: 'oauth', key: oauth[0], secret: oauth[1] };
}

function pair(one: Name, first: string | undefined, other: Name, second: string | undefined) {
  if (first !== undefined && second !== undefined) return [first, second] as const;
  if (first === undefined && second === undefined) return undefined;
  const [present, absent] = first === undefined ? [other, one] : [one, other];
  return refusalResponse(400, `${HEADERS[present]} came without ${HEADERS[absent]}: send both or neither.`);
}
