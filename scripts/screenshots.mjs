/**
 * `npm run screenshots`: pictures of each view for the docs, in headless Chromium.
 *
 *   npm run screenshots [-- folder [little|typical|much|hostile …]]
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VIEW_NAMES } from '../src/apps/contract.ts';
import { ANSWERS } from '../test/apps/answers.ts';
import { HostPage, startBrowser } from '../test/apps/host-page.ts';
import { smallPng } from './build/small-png.mjs';

const [folder = 'docs/pictures', ...amounts] = process.argv.slice(2);

/** @type {Record<string, import('../test/apps/host-page.ts').Shown>} */
const KINDS = {
  desktop: { width: 960 },
  phone: { width: 390 },
  dark: { width: 960, theme: 'dark' },
};

/** A conversation as hosts show it, in nobody's style in particular. */
const CONVERSATION = `
  body { margin: 0; padding: 24px; background: #f3f2ef; color: #1a1d21; font: 15px / 24px system-ui, sans-serif }
  p { margin: 0 0 16px }
  .question { width: fit-content; margin-left: auto; padding: 8px 16px; border-radius: 16px; background: #e3e1db }
  .call { color: #5a626c; font-size: 13px }
  #frame { margin-bottom: 16px; overflow: hidden; border: 1px solid #d9d7d0; border-radius: 12px; background: #fff }`;

const browser = await startBrowser();
try {
  await mkdir(folder, { recursive: true });
  const host = await HostPage.open(browser);
  for (const amount of amounts.length === 0 ? ['typical'] : amounts) {
    for (const view of VIEW_NAMES) {
      for (const [kind, shown] of Object.entries(KINDS)) {
        await host.show(ANSWERS[amount][view], shown);
        await save(host, [view, ...(amount === 'typical' ? [] : [amount]), kind].join('-'));
      }
    }
  }
  const conversation = await HostPage.open(browser, CONVERSATION, {
    before: `<p class="question">How is Asha Rao doing? Her number is 98000 00001.</p>
      <p class="call">customer_overview</p>`,
    after: `<p>Asha is a Gold member with 1,245 points, worth ₹1,245. 120 of them expire on 21 May, and she is
      ₹18,200 short of Platinum. Two coupons can still be used: 15% off, and ₹500 off until 20 May.</p>`,
  });
  await conversation.show(ANSWERS.typical.customer, { width: 840 });
  await save(conversation, 'conversation');
} finally {
  await browser.close();
}

/** @param {HostPage} host @param {string} name */
async function save(host, name) {
  await writeFile(join(folder, `${name}.png`), smallPng(await host.picture()));
  if (host.problems.length > 0) throw new Error(`${name}: ${host.problems.join('\n')}`);
}
