import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/http/server.js';
import type { Overview } from '../../src/sandbox/page/overview.js';
import { caller, resetSandbox, START } from './support.js';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 42, now: START });
});
afterAll(() => sandbox.close());

describe('what the page is made of', () => {
  it('is HTML that runs nothing but its own script', async () => {
    const response = await fetch(`${sandbox.url}/`);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect((await fetch(`${sandbox.url}/__sandbox/page.js`)).headers.get('content-type')).toMatch('text/javascript');
    const style = await fetch(`${sandbox.url}/__sandbox/page.css`);
    expect(style.headers.get('content-type')).toMatch('text/css');
    expect(await style.text()).toContain('@media');
  });

  it('shows the first customers, and those, that a search finds', async () => {
    const overview = async (search: string): Promise<Overview> =>
      JSON.parse(await (await fetch(`${sandbox.url}/__sandbox/overview?q=${search}`)).text());
    const all = await overview('');
    expect(all.customers.length).toBeLessThanOrEqual(25);
    expect(all.found).toBeGreaterThanOrEqual(all.customers.length);
    expect((await overview('919800000001')).customers).toMatchObject([{ name: 'Asha Rao', mobile: '919800000001' }]);
    expect(await overview('nobody-has-this')).toMatchObject({ found: 0, customers: [] });
    expect((await fetch(`${sandbox.url}/__sandbox/customers/1`)).status).toBe(404);
  });
});

describe.skipIf(!existsSync(CHROMIUM))('the page in a browser', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });
  afterAll(() => browser.close());

  const problems: string[] = [];
  beforeEach(async () => {
    await resetSandbox(sandbox);
    problems.length = 0;
    page = await browser.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.goto(sandbox.url);
    await page.locator('#customers tbody tr').first().waitFor();
    return async () => {
      await page.close();
      expect(problems).toEqual([]);
    };
  });

  const points = async (): Promise<string> =>
    page.locator('#customers tbody tr', { hasText: '919800000001' }).locator('td').nth(3).innerText();

  it('shows who there is, with points and tiers, and finds them', async () => {
    expect(await page.title()).toMatch('Meridian Threads');
    const rows = page.locator('#customers tbody tr');
    const before = await rows.count();
    await page.fill('#search', '919800000001');
    await expect.poll(() => rows.count()).toBe(1);
    expect(before).toBeGreaterThan(1);
    expect(await rows.first().innerText()).toMatch(/Asha/);
  });

  it('shows a purchase as it happens, and the call', async () => {
    const before = await points();
    const { status } = await caller(sandbox)(
      'POST /v2/transactions?source=INSTORE&identifierName=mobile&identifierValue=919800000001',
      { body: { type: 'REGULAR', billNumber: 'page-1', billAmount: 5000 } },
    );
    expect(status).toBe(200);
    await expect.poll(points, { timeout: 10_000 }).not.toBe(before);
    expect(await page.locator('#calls tbody tr').first().innerText()).toMatch(/200\s*POST \/v2\/transactions/);
  });

  it('shows one customer whole, and goes back', async () => {
    await page.locator('#customers tbody tr', { hasText: '919800000001' }).click();
    await page.locator('#one h2', { hasText: 'Asha' }).waitFor();
    expect(await page.locator('#parts h2').allInnerTexts()).toEqual(expect.arrayContaining(['Bills', 'Ledger']));
    expect(await page.locator('#whole').isHidden()).toBe(true);
    await page.click('text=All customers');
    await page.locator('#whole').waitFor();
  });

  it('moves time on and starts over', async () => {
    const clock = page.locator('#now');
    expect(await clock.innerText()).toBe('2026-05-03 06:30:00 UTC');
    await page.click('text=+ 30 days');
    await expect.poll(() => clock.innerText()).toBe('2026-06-02 06:30:00 UTC');
    page.once('dialog', (dialog) => dialog.accept());
    await page.click('text=Reset');
    await expect.poll(() => clock.innerText()).toBe('2026-05-03 06:30:00 UTC');
  });

  it('runs nothing that a caller wrote', async () => {
    const name = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
    await caller(sandbox)('POST /v2/customers?source=INSTORE', {
      body: {
        loyaltyInfo: { loyaltyType: 'loyalty' },
        profiles: [{ firstName: name, identifiers: [{ type: 'mobile', value: '919700000099' }] }],
      },
    });
    const row = page.locator('#customers tbody tr', { hasText: '919700000099' });
    await row.waitFor();
    expect(await row.locator('td').first().innerText()).toBe(name);
    expect(await page.locator('#customers img').count()).toBe(0);
  });

  it('fits a phone: nothing is wider than the screen', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    const width = () => page.evaluate('document.documentElement.scrollWidth');
    expect(await width()).toBeLessThanOrEqual(360);
    await page.locator('#customers tbody tr', { hasText: '919800000001' }).click();
    await page.locator('#one h2', { hasText: 'Asha' }).waitFor();
    expect(await width()).toBeLessThanOrEqual(360);
  });
});
