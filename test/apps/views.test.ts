import axe from 'axe-core';
import type { Browser, Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VIEW_NAMES } from '../../src/apps/contract.js';
import { viewPage } from '../../src/apps/pages.js';
import { ANSWERS, HOSTILE } from './answers.js';
import { HostPage, hasChromium, startBrowser } from './host-page.js';

describe('the page of each view', () => {
  it('is small: 250 KB at most, all of them 600 KB', async () => {
    const sizes = await Promise.all(VIEW_NAMES.map(async (view) => Buffer.byteLength(await viewPage(view))));
    expect(Math.max(...sizes)).toBeLessThan(250_000);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(600_000);
  });

  it.each(VIEW_NAMES)('names nothing outside of itself: %s', async (view) => {
    const html = await viewPage(view);
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<(link|img|iframe)|\b(src|href)="|@import|url\(/);
  });
});

describe.skipIf(!hasChromium)('a view in the browser', () => {
  let browser: Browser;
  let host: HostPage;
  beforeAll(async () => {
    browser = await startBrowser();
    host = await HostPage.open(browser);
  });
  afterAll(() => browser?.close());

  const amounts = Object.keys(ANSWERS) as (keyof typeof ANSWERS)[];

  describe.each(VIEW_NAMES)('%s', (view) => {
    it.each(amounts)('is readable at every width, in light and dark: %s', async (amount) => {
      for (const width of [390, 1280]) {
        const frame = await host.show(ANSWERS[amount][view], { width });
        expect(await frame.evaluate('document.documentElement.scrollWidth'), `${width}`).toBeLessThanOrEqual(width);
        if (amount !== 'little' && amount !== 'much') continue;
        for (const theme of ['light', 'dark'] as const) {
          await host.ask('changeContext', { theme, locale: 'en-IN' });
          await expect.poll(() => frame.evaluate('document.documentElement.style.colorScheme')).toBe(theme);
          // The themes differ in nothing but colours.
          const rules = theme === 'light' ? undefined : ['color-contrast'];
          expect(await seriousFindings(frame, rules), `${width} ${theme}`).toEqual([]);
        }
      }
      expect(host.problems).toEqual([]);
    });

    it('keeps hostile texts as they are', async () => {
      const frame = await host.show(ANSWERS.hostile[view], { width: 390 });
      expect(await frame.evaluate('document.title')).toBe(`Capillary: ${view}`);
      expect(await frame.locator('img').count()).toBe(0);
      expect(await frame.locator('script').count()).toBe(1);
      const text = await frame.locator('#view').textContent();
      expect(HOSTILE.filter((each) => String(text).includes(each)).length).toBeGreaterThan(1);
      expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
      expect(host.problems).toEqual([]);
    });

    it('is reached whole by the keyboard', async () => {
      const frame = await host.show(ANSWERS.much[view], { width: 1280 });
      // What is in a closed table takes no focus.
      const stops = `[...document.querySelectorAll('button, summary, [tabindex="0"]')].filter((each) => each.checkVisibility())`;
      const count = Number(await frame.evaluate(`${stops}.length`));
      const reached = new Set<unknown>();
      for (let press = 0; press < count + 2; press++) {
        await host.page.keyboard.press('Tab');
        reached.add(await frame.evaluate(`${stops}.indexOf(document.activeElement)`));
      }
      reached.delete(-1);
      expect(reached.size).toBe(count);
    });
  });

  it('puts a table behind each chart', async () => {
    const frame = await host.show(ANSWERS.much.customer, { width: 1280 });
    expect(await frame.locator('svg').count()).toBe(1);
    await frame.click('summary');
    const row = await frame.locator('details tbody tr').first().innerText();
    expect(row.split('\t')[0]).toBe('May 2026');
    const label = await frame.locator('.hit').last().getAttribute('aria-label');
    for (const number of row.split('\t').slice(1)) expect(label).toContain(number);
  });

  it('reads the points of a chart with the arrow keys', async () => {
    const frame = await host.show(ANSWERS.typical.customer, { width: 390 });
    await frame.locator('.hit[tabindex="0"]').focus();
    const focused = (): Promise<unknown> => frame.evaluate('document.activeElement.getAttribute("aria-label")');
    expect(await focused()).toMatch(/^May 2026: Balance 1,245$/);
    await host.page.keyboard.press('ArrowLeft');
    expect(await focused()).toMatch(/^April 2026: Earned \d+, Balance/);
    const reading = frame.locator('.reading');
    expect(await reading.innerText()).toContain('April 2026');
    const [box, plot] = [await reading.boundingBox(), await frame.locator('.plot').boundingBox()];
    expect(box?.x).toBeGreaterThan(plot?.x ?? 0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThan((plot?.x ?? 0) + (plot?.width ?? 0));
    await host.page.keyboard.press('Home');
    expect(await focused()).toMatch(/^February 2025/);
    expect(await frame.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  });

  it('shows the first of many, and more of them on request', async () => {
    const frame = await host.show(ANSWERS.much.customer, { width: 390 });
    expect(await frame.locator('*').count()).toBeLessThan(1500);
    const coupons = frame.locator('section', { hasText: 'Coupons' });
    expect(await coupons.locator('tbody tr').count()).toBe(5);
    for (let press = 0; press < 4; press++) await coupons.locator('button').click();
    expect(await coupons.locator('tbody tr').count()).toBe(200);
    expect(await coupons.innerText()).toContain('There are more.');
  });

  it("writes amounts and days as the brand's country does", async () => {
    const frame = await host.show(ANSWERS.typical.comparison, { width: 1280 });
    const text = await frame.locator('#view').innerText();
    expect(text).toContain('₹1,18,200');
    expect(text).toContain('29 Apr 2026');
  });

  it('counts days on the clock of the brand', async () => {
    const brand = { currency: 'INR', timeZone: 'Asia/Kolkata', today: '2026-05-03', sandbox: false };
    const bills = { entries: [{ kind: 'sale' as const, amount: 10, on: '2026-05-02T20:00:00Z' }] };
    const frame = await host.show({ view: 'customer', brand, customer: {}, bills }, { width: 390 });
    expect(await frame.locator('.summary').innerText()).toBe('Last purchase today, ₹10.');
  });
});

/** What axe finds that keeps people from reading or using a view. @param rules - all, unless named */
async function seriousFindings(frame: Frame, rules?: readonly string[]): Promise<string[]> {
  if (!(await frame.evaluate('"axe" in globalThis'))) await frame.evaluate(axe.source);
  const options: axe.RunOptions = {
    resultTypes: ['violations'],
    ...(rules !== undefined && { runOnly: { type: 'rule', values: [...rules] } }),
  };
  const { violations } = (await frame.evaluate(`axe.run(document, ${JSON.stringify(options)})`)) as axe.AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
    );
}
