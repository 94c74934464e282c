/**
 * The page of the sandbox with a brand of realistic size: how long its answers take, how large they are, and how soon the
 * page shows what was asked for in headless Chromium. At most 100 ms each. On a busy machine the fastest round says most.
 *
 *   npm run bench:page [-- --customers 1000 --bills 20 --rounds 15 --limit 100]
 */
import { parseArgs } from 'node:util';
import { LIST_NAMES, PAGE_PATH } from '../src/apps/page/contract.ts';
import { register } from '../src/sandbox/domains/customer/rules.ts';
import { addBill } from '../src/sandbox/domains/transaction/rules.ts';
import { startSandbox } from '../src/sandbox/http/server.ts';
import { startBrowser } from '../test/apps/host-page.ts';

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '1000' },
    /** Of each customer. */
    bills: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '15' },
    /** Maximum median time, in milliseconds. */
    limit: { type: 'string', default: '100' },
  },
});
const [customers, bills, rounds, limit] = [values.customers, values.bills, values.rounds, values.limit].map(Number);
const TILL = 5001101;

const sandbox = await startSandbox({ seed: 42, now: '2026-05-03T06:30:00Z' });
const ids = Array.from({ length: customers }, (_, index) => {
  const identifiers = [{ type: 'mobile', value: `9160${String(index).padStart(8, '0')}` }];
  const { customer } = register(sandbox.world, { identifiers, firstName: `Customer${index}`, tillId: TILL });
  for (let bill = 0; bill < bills; bill++) {
    const amount = 100 + ((index * bills + bill) % 4000);
    addBill(sandbox.world, { customer, billNumber: `bench-${index}-${bill}`, tillId: TILL, amount });
  }
  return customer.id;
});
console.error(`${customers} customers, ${customers * bills} bills`);

let failed = false;
const print = (name, times, more = '') => {
  const sorted = times.toSorted((a, b) => a - b);
  const median = sorted[sorted.length >> 1];
  failed ||= median > limit;
  const figures = [sorted[0], median, sorted.at(-1)].map((time) => `${time.toFixed(1)} ms`);
  console.error(`${name.padEnd(30)} ${figures.join(', ')} ${more}`);
};

console.error('\nanswers: fastest, median, slowest');
const [series] = Object.keys(sandbox.world.couponSeries);
const paths = ['glance', 'customers?q=customer77', `customers/${ids[0]}`, `coupons/${series}`, ...LIST_NAMES];
for (const path of paths) {
  const times = [];
  let size = 0;
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    const response = await fetch(`${sandbox.url}${PAGE_PATH}${path}`);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    size = (await response.text()).length;
    times.push(performance.now() - started);
  }
  print(path, times, `${(size / 1000).toFixed(1)} KB`);
}

/** From the interaction until its result has been painted. */
const interaction = (act, isShown) => `new Promise((done) => {
  const started = performance.now();
  const look = () => (${isShown})
    ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)))
    : setTimeout(look, 1);
  ${act};
  look();
})`;
const goTo = (hash) => `location.hash = ${JSON.stringify(hash)}`;
const type = (text) =>
  `{ const input = document.querySelector('input'); input.value = ${JSON.stringify(text)}; input.dispatchEvent(new Event('input', { bubbles: true })) }`;
const said = (text) => `document.querySelector('#view').textContent.includes(${JSON.stringify(text)})`;

console.error('\npage: fastest, median, slowest');
const browser = await startBrowser();
try {
  const page = await browser.newPage();
  await page.goto(sandbox.url);
  await page.locator('.stats').waitFor();
  const times = { list: [], search: [], 'next page': [], customer: [], overview: [] };
  for (let round = 0; round < rounds; round++) {
    const index = 100 + round;
    times.list.push(
      await page.evaluate(
        interaction(goTo('#/customers'), `document.querySelector('tbody tr') && ${said('Last seen')}`),
      ),
    );
    times['next page'].push(
      await page.evaluate(interaction(`document.querySelectorAll('.pages button')[1].click()`, said('Page 2 of'))),
    );
    times.search.push(
      await page.evaluate(interaction(type(`customer${index}`), `${said('found')} && ${said(`Customer${index}`)}`)),
    );
    times.customer.push(
      await page.evaluate(
        interaction(goTo(`#/customers/${ids[index]}`), `document.querySelector('svg') && ${said(`Customer${index}`)}`),
      ),
    );
    times.overview.push(
      await page.evaluate(
        interaction(goTo('#/overview'), `document.querySelector('svg') && ${said('Members by tier')}`),
      ),
    );
  }
  for (const [name, each] of Object.entries(times)) print(name, each);
} finally {
  await browser.close();
  await sandbox.close();
}
if (failed) process.exitCode = 1;
