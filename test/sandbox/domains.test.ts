import { afterEach, describe, expect, it } from 'vitest';
import { ORGANISATION } from '../../src/sandbox/brands/fashion/organisation.js';
import { approveDeletion, requestDeletion } from '../../src/sandbox/domains/customer/erasure.js';
import { mergeCustomers } from '../../src/sandbox/domains/customer/merge.js';
import { type Domain, registerDomains } from '../../src/sandbox/domains/domain.js';
import { runDue } from '../../src/sandbox/domains/due.js';
import { DOMAINS } from '../../src/sandbox/domains/index.js';
import { fallsDue } from '../../src/sandbox/domains/points/ledger.js';
import { addReturn } from '../../src/sandbox/domains/transaction/returns.js';
import { HOUR, later, now } from '../../src/sandbox/world/clock.js';
import { createWorld, nextId } from '../../src/sandbox/world/world.js';
import { aBill, aCustomer, emptyWorld, START, TILL } from './support.js';

/** A domain that notes what it is told. */
function listening(): { told: string[]; domain: Domain } {
  const told: string[] = [];
  const domain: Domain = {
    name: 'listening',
    onBill: (_, { bill, customer }) => told.push(`bill ${bill.billNumber} of ${customer.id}: ${bill.points} points`),
    onReturn: (_, { bill, transaction }) => told.push(`return of ${bill.billNumber}: ${transaction.points} points`),
    onMerge: (_, { victim, survivor }) => told.push(`merge of ${victim.id} into ${survivor.id}`),
    onErase: (_, { customer, identifiers }) => told.push(`erasure of ${customer.id}: ${[...identifiers]}`),
  };
  return { told, domain };
}

afterEach(() => registerDomains(DOMAINS));

describe('a domain', () => {
  it('has its part of a new world, and ids from the one it gives', () => {
    const domain: Domain = { name: 'parrots', ids: { parrot: 501 }, state: () => ({ parrots: { 1: 'Polly' } }) };
    const world = createWorld({ organisation: ORGANISATION }, { seed: 1, now: START, domains: [domain] });
    expect(world).toMatchObject({ parrots: { 1: 'Polly' } });
    expect([nextId(world, 'parrot'), nextId(world, 'parrot'), nextId(world, 'cage')]).toEqual([501, 502, 1]);
  });

  it('is told of bills, with the points they earned, and of returns, with the points they took back', () => {
    const world = emptyWorld();
    const { told, domain } = listening();
    registerDomains([...DOMAINS, domain]);
    const customer = aCustomer(world);
    aBill(world, customer, 1000, { billNumber: 'told-1' });
    addReturn(world, { customer, billNumber: 'told-1', tillId: TILL, returnType: 'FULL' });
    expect(told).toEqual([`bill told-1 of ${customer.id}: 100 points`, 'return of told-1: 100 points']);
  });

  it('is told of merges, and of the erasure of everybody who was merged', () => {
    const world = emptyWorld();
    const { told, domain } = listening();
    registerDomains([...DOMAINS, domain]);
    const [victim, survivor] = [1, 2].map((number) =>
      aCustomer(world, { identifiers: [{ type: 'email', value: `p${number}@example.net` }] }),
    );
    if (!victim || !survivor) throw new Error('no customers');
    mergeCustomers(world, victim, survivor, TILL);
    approveDeletion(world, requestDeletion(world, survivor, { comments: '', tillId: TILL }), survivor, TILL);
    expect(told).toEqual([
      `merge of ${victim.id} into ${survivor.id}`,
      `erasure of ${survivor.id}: p2@example.net`,
      `erasure of ${victim.id}: p1@example.net`,
    ]);
  });

  it('has things happen when they are due, once and in order', () => {
    const world = emptyWorld();
    const happened: string[] = [];
    const waiting = new Map([
      ['second', later(now(world), 2 * HOUR)],
      ['first', later(now(world), HOUR)],
      ['never', later(now(world), 99 * HOUR)],
    ]);
    const happen = (name: string): void => {
      happened.push(name);
      waiting.delete(name);
    };
    registerDomains([
      ...DOMAINS,
      { name: 'waiting', onDue: () => [...waiting].map(([name, at]) => ({ at, happen: () => happen(name) })) },
    ]);
    for (const at of waiting.values()) fallsDue(world, at);
    runDue(world);
    expect(happened).toEqual([]);
    world.clock = { kind: 'fixed', now: later(now(world), 3 * HOUR) };
    runDue(world);
    runDue(world);
    expect(happened).toEqual(['first', 'second']);
  });
});
