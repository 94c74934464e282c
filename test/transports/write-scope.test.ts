import { describe, expect, it } from 'vitest';
import { toListedTool } from '../../src/presentation/tool-list.js';
import { findDefinition } from '../../src/tools/catalogue.js';
import { WriteScope } from '../../src/transports/write-scope.js';

const facts = ['customer_search', 'customer_add', 'points_transfer', 'points_check_redeemable_v1_1'].map((tool) => {
  const definition = findDefinition(tool);
  if (!definition) throw new Error(`no ${tool}`);
  return toListedTool(definition).facts;
});
const scope = new WriteScope(facts);
const reader = { subject: 'a', refuseWrite: () => new Response(null, { status: 403 }) };
const call = (name: unknown, args: unknown = {}) => ({ method: 'tools/call', params: { name, arguments: args } });

describe('a token that allows reads only', () => {
  it.each([
    ['a write', call('customer_add')],
    ['a destructive call', call('points_transfer')],
    ['a write through its caller', call('call_write_tool', { name: 'customer_add' })],
    ['a write through another caller', call('call_read_tool', { name: 'points_transfer' })],
    ['a write with the prefix of a host', call('mcp__capillary__customer_add')],
    ['a write with prefixes through its caller', call('mcp__c__call_write_tool', { name: 'mcp__c__customer_add' })],
    [
      'a write among several calls',
      call('call_read_tool', { calls: [{ name: 'customer_search' }, { name: 'x:customer_add' }] }),
    ],
    ['a write among several calls as text', call('call_read_tool', { calls: '["{\\"name\\": \\"customer_add\\"}"]' })],
    ['a batch of writes', call('call_write_tool', { name: 'customer_add', calls: [{ arguments: {} }] })],
    ['a batch that goes on', call('call_destructive_tool', { plan: 'b.0123456789' })],
    ['a write in a batch', [call('customer_search'), call('customer_add')]],
  ])('is not enough for %s', (_, body) => {
    expect(scope.refuse(reader, body)?.status).toBe(403);
    expect(scope.refuse({ subject: 'a' }, body)).toBeUndefined();
  });

  it.each([
    ['a read', call('customer_search')],
    ['a read through its caller', call('call_read_tool', { name: 'customer_search' })],
    ['several reads', call('call_read_tool', { calls: [{ name: 'customer_search' }, { name: 'no_such_tool' }, 7] })],
    ['a tool whose arguments decide', call('points_check_redeemable_v1_1', { issue_otp: true })],
    ['a tool that does not exist', call('no_such_tool')],
    ['a list', { method: 'tools/list' }],
    ['what is no call', { method: 'tools/call' }],
    ['a name that is no text', call({ name: 'customer_add' })],
    ['an empty body', undefined],
  ])('is enough for %s', (_, body) => {
    expect(scope.refuse(reader, body)).toBeUndefined();
  });
});
