/** Small definitions, one for each kind that the client treats differently. */
import { z } from 'zod';
import { type Definition, type Spec, section } from '../../src/tools/define.js';

const common = {
  title: 'Test endpoint',
  summary: 'For tests.',
  answer: () => z.unknown(),
  keywords: [],
  sources: ['test'],
} satisfies Partial<Spec>;

type Verb = 'get' | 'post' | 'put' | 'delete';

/** One definition; by default, a read without parameters. */
export function define(verb: Verb, path: string, spec: Partial<Spec> = {}): Definition {
  const customers = section('Customer', { domain: 'Customer Management', accessGroup: 'Customer' });
  customers[verb](path, { ...common, tool: 'test_tool', effect: 'read', ...spec });
  return only(customers.definitions);
}

/** The v1.1 form of an InTouch endpoint. */
export function defineInTouch(verb: 'get' | 'post', path: string, spec: Partial<Spec> = {}) {
  const customers = section('Customer', { domain: 'Customer Management', accessGroup: 'Customer' });
  const { listed, version, ...rest } = spec;
  customers.inTouch[verb](path, { ...common, tool: 'test_tool', effect: 'read', versions: ['v1.1'], ...rest });
  return only(customers.definitions);
}

function only([definition]: readonly Definition[]): Definition {
  if (!definition) throw new Error('no definition');
  return definition;
}

export const getCustomer = define('get', 'v2/customers/{customerId}', {
  tool: 'customer_get',
  path: () => ({ customerId: z.string() }),
  query: () => ({ source: z.string().optional() }),
});

export const addCustomer = define('post', 'v2/customers', {
  tool: 'customer_add',
  query: () => ({ source: z.string().optional() }),
  body: () => z.looseObject({}),
  effect: 'create',
});
