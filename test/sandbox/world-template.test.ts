import { describe, expect, it } from 'vitest';
import { seedWorld } from '../../src/sandbox/brands/worlds.js';
import { WorldTemplate } from '../../src/sandbox/world/template.js';
import type { World } from '../../src/sandbox/world/world.js';
import { Snapshot, unreadPart } from './snapshot.js';
import { START } from './support.js';

const seeded = seedWorld({ seed: 42, now: START });
const template = new WorldTemplate(seeded);
const text = JSON.stringify(seeded);

describe('a world of a template', () => {
  it('is the same as the one that the template was made of, byte for byte', () => {
    expect(JSON.stringify(template.create()) === text).toBe(true);
    expect(template.create()).toEqual(seeded);
  });

  it('shares nothing with other worlds of the template', () => {
    const [changed, other] = [template.create(), template.create()];
    changed.adminKey = 'another';
    changed.tasks = {};
    changed.organisation.settings.paymentModes.push('Cheque');
    for (const each of Object.values(changed.customers)) each.profiles.length = 0;
    expect(changed.tasks).toEqual({});
    expect(Object.values(changed.customers).flatMap(({ profiles }) => profiles)).toEqual([]);
    expect(JSON.stringify(other) === text).toBe(true);
    expect(JSON.stringify(template.create()) === text).toBe(true);
  });

  it('finds only what is stored, whatever the name', () => {
    const { identifierIndex } = template.create();
    expect(identifierIndex['constructor']).toBeUndefined();
    expect(Object.getPrototypeOf(identifierIndex)).toBeNull();
  });

  it('reads a part when it is first used, and only then', () => {
    const world = template.create();
    expect(world.customers).toBe(world.customers);
    expect(unreadPart(world, 'customers')).toBeUndefined();
    expect(unreadPart(world, 'ledger')).toBeDefined();
  });
});

describe('a snapshot', () => {
  const firstOf = (world: World) => Object.values(world.customers)[0] ?? expect.fail('no customer');

  it.each<[string, string[], (world: World) => void]>([
    ['nothing where nobody used the world', [], () => undefined],
    ['nothing where a part was read', [], (world) => JSON.stringify(world)],
    [
      'nothing where a change was taken back',
      [],
      (world) => {
        const customer = firstOf(world);
        const { mergedInto } = customer;
        customer.mergedInto = 1;
        customer.mergedInto = mergedInto;
      },
    ],
    ['a changed field', ['customers'], (world) => Object.assign(firstOf(world), { mergedInto: 1 })],
    ['a plain part', ['adminKey'], (world) => Object.assign(world, { adminKey: 'another' })],
    ['a part set unread', ['tasks'], (world) => Object.assign(world, { tasks: {} })],
    ['a part removed', ['tasks'], (world) => Reflect.deleteProperty(world, 'tasks')],
    ['a part added', ['more'], (world) => Object.assign(world, { more: [] })],
    ['another order', ['ledger'], (world) => world.ledger.reverse()],
    [
      'another order of fields',
      ['customers'],
      (world) => {
        const customer = firstOf(world);
        const { id } = customer;
        Reflect.deleteProperty(customer, 'id');
        customer.id = id;
      },
    ],
  ])('shows %s', (_, expected, act) => {
    const unread = template.create();
    const before = new Snapshot(unread);
    act(unread);
    expect(before.differencesTo(unread)).toEqual(expected);

    const read = template.create();
    JSON.stringify(read);
    const beforeRead = new Snapshot(read);
    act(read);
    expect(beforeRead.differencesTo(read)).toEqual(expected);
  });

  it('leaves what nobody used unread', () => {
    const world = template.create();
    const before = new Snapshot(world);
    world.tasks = {};
    before.differencesTo(world);
    expect(unreadPart(world, 'customers')).toBeDefined();
  });
});
