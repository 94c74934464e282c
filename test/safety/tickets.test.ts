/** What a process keeps about questions and plans, and what it drops. */
import { expect, it } from 'vitest';
import { MemoryTickets } from '../../src/safety/tickets.js';

it('the oldest are dropped when there are too many, or when they are too large together', async () => {
  const tickets = new MemoryTickets();
  for (let number = 0; number <= 10_000; number++) await tickets.put(String(number), 'value', 60_000);
  expect(await tickets.get('0')).toBeUndefined();
  expect(await tickets.get('1')).toEqual({ value: 'value' });
  const large = 'x'.repeat(1_000_000);
  for (let number = 0; number < 9; number++) await tickets.put(`large ${number}`, large, 60_000);
  expect(await tickets.get('1')).toBeUndefined();
  expect(await tickets.get('large 0')).toBeUndefined();
  expect(await tickets.get('large 8')).toEqual({ value: large });
});

it('one that is put again or taken leaves room', async () => {
  const tickets = new MemoryTickets();
  const large = 'x'.repeat(3_000_000);
  for (let round = 0; round < 5; round++) await tickets.put('same', large, 60_000);
  await tickets.put('other', large, 60_000);
  expect(await tickets.take('same')).toEqual({ value: large });
  await tickets.put('third', large, 60_000);
  expect(await tickets.get('other')).toEqual({ value: large });
});
