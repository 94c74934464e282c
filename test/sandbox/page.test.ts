import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CustomerData } from '../../src/apps/contract.js';
import { type CallRow, LIST_NAMES, type ListPage, PAGE_SIZE } from '../../src/apps/page/contract.js';
import { register } from '../../src/sandbox/domains/customer/rules.js';
import { balance, customerEntity } from '../../src/sandbox/domains/points/ledger.js';
import { addBill } from '../../src/sandbox/domains/transaction/rules.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/http/server.js';
import { hasChromium, startBrowser } from '../apps/host-page.js';
import { send } from './http-request.js';
import { caller, expectBooksAddUp, resetSandbox, START, TILL } from './support.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({
    seed: 42,
    now: START,
    hosts: async ({ url }) => [{ title: 'Some Host', command: `connect ${url}`, next: 'Start it again.' }],
  });
});
afterAll(() => sandbox.close());

const MOBILE = '919800000001';

const read = async <T>(path: string): Promise<T> =>
  JSON.parse((await send(`${sandbox.url}/__sandbox/page/${path}`)).text);

const buy = (billNumber: string) =>
  caller(sandbox)(`POST /v2/transactions?source=INSTORE&identifierName=mobile&identifierValue=${MOBILE}`, {
    body: { type: 'REGULAR', billNumber, billAmount: 5000 },
  });

describe('what the page is made of', () => {
  it('is one document that runs nothing but its own script, and asks nobody but the sandbox', async () => {
    const { headers, text } = await send(`${sandbox.url}/`);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; connect-src 'self';/,
    );
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:/);
    expect(text).not.toMatch(/\bsrc="|@import|url\(/);
    expect(Buffer.byteLength(text)).toBeLessThan(120_000);
  });
});

describe('what the page reads', () => {
  beforeEach(() => resetSandbox(sandbox));

  it('is of bounded size with a thousand customers, whom a search finds by any part of a name or identifier', async () => {
    for (let index = 0; index < 1000; index++) {
      const value = `9160${String(index).padStart(8, '0')}`;
      register(sandbox.world, { identifiers: [{ type: 'mobile', value }], firstName: `Many${index}`, tillId: TILL });
    }
    const { rows, found, pages } = await read<ListPage>('customers');
    expect(rows).toHaveLength(PAGE_SIZE);
    expect(found).toBeGreaterThan(1000);
    expect(pages).toBe(Math.ceil(found / PAGE_SIZE));
    expect(await read('customers?page=999')).toMatchObject({ page: pages });
    expect(await read('customers?q=MANY777')).toMatchObject({
      found: 1,
      rows: [{ name: 'Many777', note: '916000000777' }],
    });
    expect(await read('customers?q=00000777')).toMatchObject({ found: 1 });
    expect(await read('customers?q=asha%20rao')).toMatchObject({ rows: [{ name: 'Asha Rao', note: MOBILE }] });
    expect(await read('customers?q=nobody-has-this')).toMatchObject({ found: 0, rows: [], page: 1 });
    expect((await send(`${sandbox.url}/__sandbox/page/glance`)).text.length).toBeLessThan(50_000);
  });

  it('shows a customer with the figures of the books', async () => {
    const { id, customer } = await ofAsha();
    const bills = 150;
    for (let index = 0; index < bills; index++) {
      addBill(sandbox.world, { customer, billNumber: `much-${index}`, tillId: TILL, amount: 1000 });
    }
    expectBooksAddUp(sandbox.world);
    const data = await read<CustomerData>(`customers/${id}`);
    expect(data.customer).toMatchObject({ name: 'Asha Rao', mobile: MOBILE });
    expect(data.points?.balance).toBe(balance(sandbox.world, customerEntity(customer.id)));
    const expiring = data.expiring?.reduce((sum, { points }) => sum + points, 0);
    expect(expiring).toBe(data.points?.balance);
    expect(data.bills?.entries).toHaveLength(100);
    expect(data.bills?.more).toBeGreaterThanOrEqual(50);
    const entries = data.ledger?.entries ?? [];
    expect(entries.length).toBeLessThanOrEqual(500);
    if (data.ledger?.more === 0) {
      expect(entries.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(data.points?.balance ?? 0, 3);
    }
  });

  it.each(LIST_NAMES)('has a list of %s whose entries can be shown', async (name) => {
    const { rows, columns, found } = await read<ListPage>(name);
    expect(found).toBeGreaterThan(0);
    for (const { cells, id } of rows) {
      expect(cells).toHaveLength(columns.length);
      if (id !== undefined) expect(await read(`${name}/${id}`)).toHaveProperty('view');
    }
    expect((await send(`${sandbox.url}/__sandbox/page/${name}/0`)).status).toBe(404);
  });

  it('counts as many points by day as the ledger has, and goes on from there', async () => {
    interface Counted {
      held: number;
      byDay: { issued: number; redeemed: number; lost: number }[];
    }
    const total = ({ byDay }: Counted): number =>
      byDay.reduce((sum, { issued, redeemed, lost }) => sum + issued - redeemed - lost, 0);
    const { id, customer } = await ofAsha();
    const both = async () => ({
      glance: await read<Counted>('glance'),
      own: await read<CustomerData>(`customers/${id}`),
    });
    const before = await both();
    addBill(sandbox.world, { customer, billNumber: 'page-2', tillId: TILL, amount: 5000 });
    const after = await both();
    const earned = (after.own.points?.balance ?? 0) - (before.own.points?.balance ?? 0);
    expect(earned).toBeGreaterThan(0);
    expect(total(after.glance) - total(before.glance)).toBeCloseTo(earned, 3);
    expect(after.glance.held - before.glance.held).toBeCloseTo(earned, 3);
  });

  it('says how agents connect', async () => {
    expect(await read('connection')).toMatchObject({
      url: sandbox.url,
      embedded: false,
      hosts: [{ title: 'Some Host', command: `connect ${sandbox.url}` }],
    });
  });
});

describe.skipIf(!hasChromium)('the page in a browser', () => {
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];
  beforeAll(async () => {
    browser = await startBrowser();
    page = await browser.newPage({ locale: 'en-IN' });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(`${sandbox.url}/`) && request.url() !== 'data:,') problems.push(request.url());
    });
    page.on('dialog', (dialog) => dialog.accept());
  });
  afterAll(() => browser?.close());

  beforeEach(async () => {
    await resetSandbox(sandbox);
    problems.length = 0;
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${sandbox.url}/#/overview`);
    await page.reload();
    await page.locator('.stats').waitFor();
    return () => expect(problems).toEqual([]);
  });

  const goTo = async (part: string): Promise<void> => {
    await page.evaluate(`location.hash = ${JSON.stringify(`#/${part}`)}`);
    await page.locator('#view h1').waitFor();
  };
  const rows = () => page.locator('#view tbody tr');

  it('shows the brand at a glance', async () => {
    expect(await page.title()).toBe('Meridian Threads: Capillary sandbox');
    expect(await page.locator('h2').allInnerTexts()).toEqual([
      'Points issued and burnt',
      'Members by tier',
      'Coupons',
      'Promotions that run',
      'Last calls',
    ]);
  });

  it('finds a customer, shows them whole, and goes back to what was found', async () => {
    await page.click('nav >> text=Customers');
    await page.fill('input[type=search]', MOBILE);
    await page.locator('text=1 customer found.').waitFor();
    await page.click('text=Asha Rao');
    await page.locator('h1', { hasText: 'Asha Rao' }).waitFor();
    expect(await page.locator('h2').allInnerTexts()).toEqual(expect.arrayContaining(['Points over time', 'Bills']));
    expect(await page.evaluate('document.activeElement.id')).toBe('view');
    await page.goBack();
    await page.locator('text=1 customer found.').waitFor();
  });

  it('shows a purchase and the call as it happens, without a reload', async () => {
    const { id } = await ofAsha();
    await goTo(`customers/${id}`);
    const points = () => page.locator('.stats dd').first().innerText();
    await page.locator('.stats').waitFor();
    const before = await points();
    expect((await buy('page-1')).status).toBe(200);
    await expect.poll(points).not.toBe(before);
    await goTo('calls');
    expect(await rows().first().innerText()).toMatch(/transaction_add\s+POST \/v2\/transactions\?.*\s+200\s+[\d.]+ ms/);
    await caller(sandbox)('GET /v1.1/customer/get?mobile=1&format=json');
    await page.locator('text=No customer has this mobile').waitFor();
    expect(await rows().first().locator('.bad').innerText()).toBe('200');
  });

  it('turns the clock and starts over', async () => {
    const clock = page.locator('.brand time');
    expect(await clock.innerText()).toBe('2026-05-03 12:00');
    await page.click('text=+ 30 days');
    await expect.poll(() => clock.innerText()).toBe('2026-06-02 12:00');
    await page.click('text=Start over');
    await expect.poll(() => clock.innerText()).toBe('2026-05-03 12:00');
  });

  it('injects a fault, and allows origins to webhooks', async () => {
    await goTo('faults');
    await page.fill('input[name=path]', '/v2/customers');
    await page.click('text=Inject the fault');
    await page.locator('text=Any call to /v2/customers…: fails with status 503, once').waitFor();
    expect((await caller(sandbox)('GET /v2/customers/1?source=INSTORE')).status).toBe(503);
    await expect.poll(() => page.locator('.planned li').count()).toBe(0);
    await page.fill('textarea', 'https://hooks.example.com');
    await page.click('button:text-is("Allow")');
    await page.locator('text=Webhooks may be sent to 1 further').waitFor();
    expect((await send(`${sandbox.url}/__sandbox/deliveries`)).text).toContain('https://hooks.example.com');
  });

  it('runs nothing that a caller wrote', async () => {
    const name = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
    const { customer } = register(sandbox.world, {
      identifiers: [{ type: 'externalId', value: name }],
      firstName: name,
      tillId: TILL,
    });
    const { world } = sandbox;
    addBill(world, { customer, billNumber: name, tillId: TILL, amount: 100 });
    for (const part of [world.stores, world.tills, world.userGroups, world.badges, world.loyaltyPromotions]) {
      for (const each of Object.values(part)) each.name = name;
    }
    for (const each of Object.values(world.couponSeries)) each.description = name;
    for (const { texts } of Object.values(world.rewards)) for (const text of texts) text.name = name;
    world.organisation.name = name;
    await caller(sandbox)(`GET /v2/${encodeURIComponent(name)}`);
    const places = [...LIST_NAMES, `customers/${customer.id}`, 'calls', 'overview', 'connect'];
    for (const place of places) {
      await goTo(place);
      await expect.poll(() => page.locator('#page').innerText()).toContain('<img src=x');
      expect(await page.locator('img').count(), place).toBe(0);
    }
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.title()).toBe(`${name}: Capillary sandbox`);
  });

  it('is readable in every part, at every width, in light and dark', async () => {
    const { id } = await ofAsha();
    await buy('page-3');
    await page.evaluate(axe.source);
    // The other lists are drawn as that of promotions is.
    const all = new Set(['overview', 'promotions', `customers/${id}`, 'calls', 'faults', 'connect']);
    const dark = new Set(['overview', 'promotions', 'calls']);
    for (const part of new Set([...LIST_NAMES, ...all])) {
      await goTo(part);
      await page.locator('#view :is(table, form)').first().waitFor({ state: 'attached' });
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await expect
          .poll(() => page.evaluate('document.documentElement.scrollWidth'), { message: part })
          .toBeLessThanOrEqual(width);
      }
      if (!all.has(part)) continue;
      expect(await seriousFindings(page), part).toEqual([]);
      if (!dark.has(part)) continue;
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await seriousFindings(page, ['color-contrast']), part).toEqual([]);
      await page.emulateMedia({ colorScheme: 'light' });
    }
  });

  it('is used with the keyboard alone', async () => {
    const stops =
      '[...document.querySelectorAll("a, button, input, summary, [tabindex=\\"0\\"]")].filter((each) => each.checkVisibility() && !each.disabled)';
    await goTo('customers');
    await rows().first().waitFor();
    const count = Number(await page.evaluate(`${stops}.length`));
    const reached = new Set<unknown>();
    for (let press = 0; press < count + 1; press++) {
      await page.keyboard.press('Tab');
      reached.add(await page.evaluate(`${stops}.indexOf(document.activeElement)`));
    }
    reached.delete(-1);
    expect(reached.size).toBe(count);
    await page.locator('#view tbody a').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('h2', { hasText: 'Points over time' }).waitFor();
  });
});

describe('the stream of calls', () => {
  it('begins with the last calls, sends each that follows, and says what was forgotten', async () => {
    await resetSandbox(sandbox);
    await caller(sandbox)('GET /v2/nothing');
    const abort = new AbortController();
    const response = await fetch(`${sandbox.url}/__sandbox/page/calls`, { signal: abort.signal });
    const events = eventsOf(response);
    expect(await events.next()).toMatchObject({
      name: 'calls',
      data: [{ path: '/v2/nothing', status: 404, tools: [] }],
    });
    await caller(sandbox)('GET /v2/customers/1?source=INSTORE&password=hunter2');
    const call = await events.next();
    expect(call).toMatchObject({ name: 'call', data: { tools: ['customer_get'], status: 400 } });
    expect(JSON.stringify(call)).not.toContain('hunter2');
    await resetSandbox(sandbox);
    expect(await events.next()).toEqual({ name: 'calls', data: [] });
    expect(await events.next()).toEqual({ name: 'changed', data: null });
    abort.abort();
  });

  it('has a limit of pages at the same time', async () => {
    const abort = new AbortController();
    const open = async () => (await fetch(`${sandbox.url}/__sandbox/page/calls`, { signal: abort.signal })).status;
    const statuses = await Promise.all(Array.from({ length: 40 }, open));
    expect(statuses.filter((status) => status === 200)).toHaveLength(32);
    expect(statuses.filter((status) => status === 503)).toHaveLength(8);
    abort.abort();
    // Places become free when pages are closed.
    const again = new AbortController();
    await expect
      .poll(async () => (await fetch(`${sandbox.url}/__sandbox/page/calls`, { signal: again.signal })).status)
      .toBe(200);
    again.abort();
  });
});

async function ofAsha() {
  const { rows } = await read<ListPage>(`customers?q=${MOBILE}`);
  const id = rows[0]?.id ?? '';
  const customer = sandbox.world.customers[Number(id)];
  if (customer === undefined) throw new Error('There is no Asha.');
  return { id, customer };
}

/** The events of a stream as they come. */
function eventsOf({ body }: Response): { next: () => Promise<{ name: string; data: CallRow | CallRow[] | null }> } {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async (): Promise<{ name: string; data: CallRow | CallRow[] | null }> => {
    const end = text.indexOf('\n\n');
    if (end < 0) {
      const { value = '', done } = (await reader?.read()) ?? { done: true };
      if (done) throw new Error('The stream has ended.');
      text += value;
      return next();
    }
    const [, name = '', data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(text.slice(0, end)) ?? [];
    text = text.slice(end + 2);
    return { name, data: JSON.parse(data) };
  };
  return { next };
}

/** What axe finds that keeps people from reading or using the page. @param rules - all, unless named */
async function seriousFindings(page: Page, rules?: readonly string[]): Promise<string[]> {
  const options: axe.RunOptions = {
    resultTypes: ['violations'],
    ...(rules !== undefined && { runOnly: { type: 'rule', values: [...rules] } }),
  };
  const { violations } = (await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`)) as axe.AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
    );
}
