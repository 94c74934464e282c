/** How the endpoints about one customer are told whose they are: by id in the path, or by identifier and source. */
import { given, oneOf, textOf } from '../arguments.js';
import { fail } from '../failure.js';
import { customerById, noCustomer } from '../rules/customers.js';
import { customerNamed } from '../shapes/customer.js';
import { type Customer, SOURCES } from '../state/customer.js';
import type { Call, Handler, Reply } from './handler.js';

/** What an endpoint answers about a customer. */
export type CustomerRead = (call: Call, customer: Customer) => Reply;

/** Sources with several accounts, of which one must be named. */
const MULTI_ACCOUNT: readonly string[] = ['WECHAT', 'FACEBOOK', 'LINE', 'MOBILE_APP', 'WEB_ENGAGE'];

/** The endpoint that has the customer's id in its path. 8015, 8069. */
export function byId(read: CustomerRead): Handler {
  return (call) => read(call, customerById(call.world, customerIdIn(call)));
}

/** The customer id in a path, whatever the placeholder is called. */
export const customerIdIn = ({ path }: Call): string => textOf(path['userId'] ?? path['customerId'] ?? path['id']);

/** The endpoint that takes source and identifier. 8003 (source), 8045 (account), 8013, 8015, 8065. */
export function byIdentifier(read: CustomerRead): Handler {
  return (call) => {
    const { world, query } = call;
    const source = oneOf([...SOURCES, 'ALL'], query['source']) ?? fail(8003, 'source is missing or does not exist');
    if (MULTI_ACCOUNT.includes(source) && !given(query['accountId'])) fail(8045, `accountId is needed for ${source}`);
    if (!given(query['identifierName'])) fail(8013, 'identifierName is missing');
    return read(call, given(query['identifierValue']) ? customerNamed(world, query) : noCustomer());
  };
}
