/**
 * The CPU time that compacting adds to the processing of an answer, from the text of the API to the result of the tool:
 * both are timed in turn, in the same process. Ratios are the median of all rounds.
 *
 *   npm run bench:compaction-time [-- --rounds 60]
 */
import { parseArgs } from 'node:util';
import { DEFAULT_MAX_RESULT_CHARACTERS as MAX, successAnswer, toResult } from '../src/call/result.ts';
import { parseJson } from '../src/lib/json.ts';
import { definitions } from '../src/tools/catalogue.ts';
import { median } from './lib/statistics.mjs';
import { table } from './lib/tables.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '60' } } });
const definition = definitions.find(({ tool }) => tool === 'customer_get_transactions');
/** Each round takes about as long. */
const CHARACTERS_PER_ROUND = 1_000_000;

const bill = (id) => ({
  id: 58_000_000 + id,
  number: `INV-${id}`,
  billingDate: `2026-04-${String((id % 28) + 1).padStart(2, '0')}T11:${String(id % 60).padStart(2, '0')}:12+05:30`,
  amount: 100 + (id % 977),
  type: 'REGULAR',
  customer: { id: 418_400_001 + (id % 50), firstName: `Customer ${id % 50}`, lastName: 'Rao' },
});
const store = (id) => ({ id, code: `blr0${id}`, name: `Bangalore, Mahatma Gandhi Road ${id}`, type: 'STORE' });

/** What a row has besides its own facts. */
const KINDS = {
  'nothing to leave out': (id) => ({ ...bill(id), items: [{ code: `SKU-${id}`, qty: 1 + (id % 3) }] }),
  'empty members': (id) => ({
    ...bill(id),
    note: null,
    extendedFields: {},
    customFields: {},
    discount: null,
    items: [],
  }),
  'repeated parents': (id) => ({ ...bill(id), store: store(id % 3), createdBy: store(7) }),
  both: (id) => ({ ...bill(id), store: store(id % 3), createdBy: store(7), note: null, customFields: {}, items: [] }),
};

function answerOf(kind, size) {
  const rows = [];
  for (let length = 0; length < size; length += JSON.stringify(rows.at(-1)).length + 1) rows.push(kind(rows.length));
  return JSON.stringify({ pagination: { limit: rows.length, offset: 0, total: rows.length }, data: rows, errors: [] });
}

const toResultOf = (text, compactTo) =>
  toResult(successAnswer(definition, parseJson(text), { length: text.length, compactTo }), MAX);

function time(text, compactTo, times) {
  const before = process.cpuUsage();
  for (let index = 0; index < times; index += 1) toResultOf(text, compactTo);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}

const rows = [];
for (const [name, kind] of Object.entries(KINDS)) {
  for (const size of [2_000, 4_000, 28_000, 100_000, 1_000_000]) {
    const text = answerOf(kind, size);
    const times = Math.ceil(CHARACTERS_PER_ROUND / size);
    const rounds = Array.from({ length: Number(values.rounds) }, () => [
      time(text, undefined, times),
      time(text, MAX, times),
    ]).slice(5);
    const [whole, ratio] = [median(rounds.map(([a]) => a)), median(rounds.map(([a, b]) => b / a))];
    rows.push([name, `${Math.round(size / 1000)} KB`, `${ratio.toFixed(2)} ×`, `${whole.toFixed(0)} µs`]);
  }
}
process.stdout.write(table(['', 'answer', 'compacted', 'whole'], rows));
