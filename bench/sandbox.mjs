/**
 * The sandbox with a brand of realistic size: how fast it takes customers and their bills, in one call each or in rows of
 * bulk calls, how fast it answers reads afterwards, and how much memory it uses. Prints seconds, milliseconds and
 * megabytes.
 *
 *   npm run bench:sandbox [-- --customers 1000 --bills 20 --rows 50]
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Pool } from 'undici';

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '1000' },
    bills: { type: 'string', default: '20' },
    /** Customers or bills in one call. */
    rows: { type: 'string', default: '1' },
    /** Maximum median time of any read, in milliseconds. */
    limit: { type: 'string', default: '5' },
  },
});
const customers = Number(values.customers);
const bills = Number(values.bills);
const rows = Number(values.rows);
const CONNECTIONS = 8;
const ROUNDS = 100;

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const child = spawn(process.execPath, [cli, 'sandbox', '--port', '0', '--clock', '2026-05-03T06:30:00Z'], {
  env: { PATH: process.env.PATH },
  stdio: ['ignore', 'pipe', 'inherit'],
});
let [url, username, password] = ['', '', ''];
for await (const line of createInterface({ input: child.stdout })) {
  url ||= /^Sandbox at (\S+)/.exec(line)?.[1] ?? '';
  [, username, password] = /CAPILLARY_USERNAME=(\S+) CAPILLARY_PASSWORD=(\S+)/.exec(line) ?? ['', '', ''];
  if (username) break;
}

const pool = new Pool(url, { connections: CONNECTIONS });
const authorization = `Basic ${Buffer.from(`${username}:${createHash('md5').update(password).digest('hex')}`).toString(
  'base64',
)}`;

async function call(method, path, body) {
  const { statusCode, body: answer } = await pool.request({
    method,
    path,
    headers: { authorization, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (statusCode >= 300) throw new Error(`${method} ${path}: ${statusCode} ${text.slice(0, 300)}`);
  return JSON.parse(text);
}

/** Runs `act` for 0 … count - 1, with as many in parallel as there are connections. */
async function each(count, act) {
  let next = 0;
  const worker = async () => {
    while (next < count) await act(next++);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
}

/** The same in as many calls as have all rows; `act` gets the numbers of a call's rows. */
const inRows = (count, act) =>
  each(Math.ceil(count / rows), (part) =>
    act(Array.from({ length: Math.min(rows, count - part * rows) }, (_, row) => part * rows + row)),
  );

/** A bulk call, of which no row may be refused. */
async function callRows(path, body) {
  const { failureCount } = await call('POST', path, body);
  if (failureCount > 0) throw new Error(`POST ${path}: ${failureCount} rows were refused`);
}

const timed = async (act) => {
  const started = process.hrtime.bigint();
  await act();
  return Number(process.hrtime.bigint() - started) / 1e6;
};
const print = (line) => process.stdout.write(`${line}\n`);
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
const mobile = (index) => `9160${String(index).padStart(8, '0')}`;
const megabytes = () =>
  (Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024).toFixed(0);

let failed = false;
try {
  print(`${'at start'.padEnd(36)} ${megabytes()} MB`);
  const customerAt = (index) => ({
    loyaltyInfo: { loyaltyType: 'loyalty' },
    profiles: [
      {
        firstName: `Customer${index}`,
        source: 'INSTORE',
        identifiers: [{ type: 'mobile', value: mobile(index) }],
      },
    ],
  });
  const register = (index) => call('POST', '/v2/customers?source=INSTORE', customerAt(index));
  const registerRows = (indices) => callRows('/v2/integrations/customer/upsert/bulk', indices.map(customerAt));
  const registering = await timed(() => (rows === 1 ? each(customers, register) : inRows(customers, registerRows)));
  print(`${`${customers} customers`.padEnd(36)} ${seconds(registering)}`);
  const bill = (index) => ({
    type: 'REGULAR',
    billNumber: `bench-${index}`,
    billAmount: 100 + (index % 4000),
    lineItemsV2: [{ itemCode: 'TEE-WHT-M', qty: 1, rate: 100 + (index % 4000) }],
  });
  const addOne = (index) =>
    call(
      'POST',
      `/v2/transactions?source=INSTORE&identifierName=mobile&identifierValue=${mobile(index % customers)}`,
      bill(index),
    );
  const addRows = (indices) => {
    const whose = (index) => ({
      identifierType: 'mobile',
      identifierValue: mobile(index % customers),
      source: 'INSTORE',
    });
    return callRows(
      '/v2/transactions/bulk',
      indices.map((index) => ({ ...bill(index), ...whose(index) })),
    );
  };
  const billing = await timed(() =>
    rows === 1 ? each(customers * bills, addOne) : inRows(customers * bills, addRows),
  );
  print(`${`${customers * bills} bills`.padEnd(36)} ${seconds(billing)}`);
  print(`${'loaded in'.padEnd(36)} ${seconds(registering + billing)}, ${megabytes()} MB`);

  const customer = await call(
    'GET',
    `/v2/customers/lookup?source=INSTORE&identifierName=mobile&identifierValue=${mobile(0)}`,
  );
  const id = customer.entity ?? customer.id;
  const reads = {
    'customer by mobile': (n) =>
      `/v2/customers/lookup?source=INSTORE&identifierName=mobile&identifierValue=${mobile(n)}`,
    customer: (n) => `/v2/customers/${id + n}?source=INSTORE`,
    'customer (v1.1)': (n) => `/v1.1/customer/get?mobile=${mobile(n)}&format=json`,
    'customer search': (n) => `/v2/customers/search?q=Customer${n}`,
    'points balance': (n) => `/v2/customers/${id + n}/points/balance`,
    'tier details': (n) => `/v2/customers/${id + n}/tierDetails`,
    transactions: (n) => `/v2/customers/${id + n}/transactions`,
    'transactions (v1.1)': (n) => `/v1.1/customer/transactions?mobile=${mobile(n)}&format=json`,
    'loyalty events': (n) => `/v2/customers/${id + n}/loyaltyEvents?programId=972`,
    ledger: (n) => `/v2/pointsLedger/getCustomerLedgerInfo?identifierName=id&identifierValue=${id + n}&source=INSTORE`,
    'store report': () => '/v1.1/store/reports?type=loyalty&start_date=2026-04-01&end_date=2026-05-03',
    'ledger balance': (n) =>
      `/v2/pointsLedger/getCustomerLedgerBalance?identifierName=id&identifierValue=${id + n}&source=INSTORE`,
  };
  for (const [name, path] of Object.entries(reads)) {
    const times = [];
    for (let round = 0; round < ROUNDS; round++) times.push(await timed(() => call('GET', path(round % customers))));
    times.sort((a, b) => a - b);
    const [median, p95] = [times[ROUNDS / 2], times[Math.floor(ROUNDS * 0.95)]];
    failed ||= median > Number(values.limit);
    print(`${name.padEnd(36)} ${median.toFixed(2)} ms (95th percentile ${p95.toFixed(2)})`);
  }
  print(`${'at the end'.padEnd(36)} ${megabytes()} MB`);
} finally {
  await pool.close();
  child.kill();
  await once(child, 'exit');
}
if (failed) process.exitCode = 1;
