/**
 * Section User authentication: passwords of customers for web and app. The hashes that callers send are hashed again
 * before they are stored.
 */

import { md5 } from '../../../lib/md5.js';
import { type JsonObject, objectOf, textOf } from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { type Reply, v2Entity, v2Single } from '../../http/replies.js';
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
function login(world: World, fields: JsonObject): { customer: Customer; hash: string } {
  const [mobile, email, password] = ['mobile', 'email', 'password'].map((name) => textOf(fields[name]));
  const byMobile = mobile ? findCustomer(world, 'mobile', mobile) : undefined;
  const byEmail = email ? findCustomer(world, 'email', email) : undefined;
  const customer = byMobile ?? byEmail ?? fail(91027, 'No customer has this mobile or email');
  if (byMobile && byEmail && byMobile !== byEmail) fail(91027, 'Mobile and email belong to different customers');
  if (!MD5.test(password ?? '')) fail(91028, 'password must be an MD5 hash');
  return { customer, hash: md5((password ?? '').toLowerCase()) };
}

function register({ world, body }: Call): Reply {
  const { customer, hash } = login(world, objectOf(body));
  if (world.customerPasswords[customer.id] !== undefined) fail(91029, 'The customer is already registered');
  world.customerPasswords[customer.id] = hash;
  return v2Single(customerShape(world, customer));
}

function authorize({ world, body }: Call): Reply {
  const { customer, hash } = login(world, objectOf(body));
  if (world.customerPasswords[customer.id] !== hash) fail(91024, 'The credentials are wrong');
  return v2Entity(true);
}

function update({ world, body }: Call): Reply {
  const { customer, hash } = login(world, objectOf(body));
  if (world.customerPasswords[customer.id] === undefined) fail(91026, 'The customer is not registered');
  world.customerPasswords[customer.id] = hash;
  return v2Entity(true);
}

export const userAuthHandlers: Handlers = {
  user_auth_register: register,
  user_auth_authorize: authorize,
  user_auth_update_password: update,
};
