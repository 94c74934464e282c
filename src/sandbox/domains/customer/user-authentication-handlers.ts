/**
 * Section User authentication: passwords of customers for web and app. The hashes that callers send are hashed again
 * before they are stored.
 */
import { md5 } from '../../../lib/md5.js';
import {
  userAuthAuthorize,
  userAuthRegister,
  userAuthUpdatePassword,
} from '../../../tools/customer/user-authentication.js';
import type { Body } from '../../../tools/schemas/decoded.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { findCustomer } from './rules.js';
import { customerShape } from './shape.js';
import type { Customer } from './state.js';

const MD5 = /^[0-9a-f]{32}$/i;

/**
 * The customer and the hash.
 * @throws 91027 if no customer has the mobile or email, or they belong to different customers
 * @throws 91028 if the password is not an MD5 hash
 */
function login(world: World, body: Partial<Body<typeof userAuthRegister>>): { customer: Customer; hash: string } {
  const { mobile, email, password = '' } = body;
  const byMobile = mobile ? findCustomer(world, 'mobile', mobile) : undefined;
  const byEmail = email ? findCustomer(world, 'email', email) : undefined;
  const customer = byMobile ?? byEmail ?? fail(91027, 'No customer has this mobile or email');
  if (byMobile && byEmail && byMobile !== byEmail) fail(91027, 'Mobile and email belong to different customers');
  if (!MD5.test(password)) fail(91028, 'password must be an MD5 hash');
  return { customer, hash: md5(password.toLowerCase()) };
}

/** The identifiers are looked up before the password is. */
const CODES = {
  codes: { body: 91027, 'body.mobile': 91027, 'body.email': 91027, 'body.password': 91028 },
  optional: ['body.password'],
} as const;

export const userAuthHandlers: Handlers = {
  ...handle(userAuthRegister, { envelope: 'single', ...CODES }, ({ world, body }) => {
    const { customer, hash } = login(world, body);
    if (world.customerPasswords[customer.id] !== undefined) fail(91029, 'The customer is already registered');
    world.customerPasswords[customer.id] = hash;
    return customerShape(world, customer);
  }),

  ...handle(userAuthAuthorize, { envelope: 'entity', ...CODES }, ({ world, body }) => {
    const { customer, hash } = login(world, body);
    if (world.customerPasswords[customer.id] !== hash) fail(91024, 'The credentials are wrong');
    return true;
  }),

  ...handle(userAuthUpdatePassword, { envelope: 'entity', ...CODES }, ({ world, body }) => {
    const { customer, hash } = login(world, body);
    if (world.customerPasswords[customer.id] === undefined) fail(91026, 'The customer is not registered');
    world.customerPasswords[customer.id] = hash;
    return true;
  }),
};
