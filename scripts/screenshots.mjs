/**
 * `npm run screenshots`: pictures of each view and of the sandbox's page for the docs, in headless Chromium. What they
 * show are the answers of the sandbox.
 *
 *   npm run screenshots [-- folder [little|typical|much|hostile …]]   # with the amounts of data that the tests use
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { VIEW_DATA, VIEW_EXTENSION, VIEW_MIME_TYPE, VIEW_NAMES } from '../src/apps/contract.ts';
import { md5 } from '../src/lib/md5.ts';
import { openOrganization } from '../src/organization/organization.ts';
import { startSandbox } from '../src/sandbox/http/server.ts';
import { ANSWERS } from '../test/apps/answers.ts';
import { HostPage, startBrowser } from '../test/apps/host-page.ts';
import { catalogue, selection } from '../test/discovery/toolboxes.ts';
import { smallPng } from './build/small-png.mjs';

const [folder = 'docs/pictures', ...amounts] = process.argv.slice(2);

/** @type {Record<string, import('../test/apps/host-page.ts').Shown>} */
const KINDS = {
  desktop: { width: 960 },
  phone: { width: 390 },
  dark: { width: 960, theme: 'dark' },
};

const CUSTOMERS = ['919800000004', '919800000011', '919800000019'];
const CALLS = {
  customer: { name: 'customer_overview', arguments: { identifierName: 'mobile', identifierValue: CUSTOMERS[0] } },
  series: { name: 'coupon_series_overview', arguments: { name: 'MONSOON300' } },
  promotion: { name: 'promotion_overview', arguments: { targetGroupId: 88 } },
  comparison: { name: 'compare', arguments: { customers: CUSTOMERS } },
  plan: {
    name: 'preview_call',
    arguments: {
      name: 'points_redeem_v1_1',
      arguments: {
        skip_validation: true,
        body: {
          root: { redeem: [{ points_redeemed: 500, transaction_number: '1001', customer: { mobile: CUSTOMERS[0] } }] },
        },
      },
    },
  },
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
  const answers = await answersOfSandbox();
  for (const amount of amounts.length === 0 ? ['sandbox'] : amounts) {
    for (const view of VIEW_NAMES) {
      for (const [kind, shown] of Object.entries(KINDS)) {
        await host.show(amount === 'sandbox' ? answers[view] : ANSWERS[amount][view], shown);
        await save(host, [view, ...(amount === 'sandbox' ? [] : [amount]), kind].join('-'));
      }
    }
  }
  if (amounts.length === 0) {
    const conversation = await HostPage.open(browser, CONVERSATION, talkAbout(answers.customer));
    await conversation.show(answers.customer, { width: 840 });
    await save(conversation, 'conversation');
    await takePage(browser);
  }
} finally {
  await browser.close();
}

/** What the tools answer to a client that shows views: the data of each. */
async function answersOfSandbox() {
  const organization = openOrganization({
    catalogue,
    target: { kind: 'sandbox', world: { clock: '2026-05-03T06:30:00Z', seed: 1 } },
    maxResultTokens: 8_000,
    deadlineMs: 20_000,
    concurrency: 16,
    log: () => {},
    // As for a live organization: with a question before what cannot be taken back.
    confirm: 'default',
  });
  const [here, there] = InMemoryTransport.createLinkedPair();
  await organization.createServer({ selection }).connect(there);
  const extensions = { [VIEW_EXTENSION]: { mimeTypes: [VIEW_MIME_TYPE] } };
  const client = new Client({ name: 'screenshots', version: '1' }, { capabilities: { extensions, elicitation: {} } });
  await client.connect(here);
  const answers = {};
  for (const [view, call] of Object.entries(CALLS)) {
    const { content, _meta } = await client.callTool(call);
    answers[view] = _meta?.[VIEW_DATA];
    if (answers[view] === undefined) throw new Error(`${call.name}: ${content[0]?.text}`);
  }
  await client.close();
  await organization.close();
  return answers;
}

/** The sandbox's page after a few calls, one of which failed. */
async function takePage(browser) {
  const sandbox = await startSandbox({ seed: 1, now: '2026-05-03T06:30:00Z' });
  const { username, password } = sandbox.credentials;
  const authorization = `Basic ${Buffer.from(`${username}:${md5(password)}`).toString('base64')}`;
  const identified = `source=INSTORE&identifierName=mobile&identifierValue=${CUSTOMERS[0]}`;
  const bill = { type: 'REGULAR', billNumber: 'blr-2041', billAmount: 2499 };
  const headers = { authorization, 'content-type': 'application/json' };
  await fetch(`${sandbox.url}/v2/customers/lookup?${identified}`, { headers });
  const added = { method: 'POST', headers, body: JSON.stringify(bill) };
  for (let time = 0; time < 2; time++) await fetch(`${sandbox.url}/v2/transactions?${identified}`, added);
  const parts = { '': KINDS, calls: { desktop: KINDS.desktop } };
  const page = await browser.newPage({ locale: 'en-IN' });
  for (const [part, kinds] of Object.entries(parts)) {
    for (const [kind, { width, theme = 'light' }] of Object.entries(kinds)) {
      await page.setViewportSize({ width, height: 600 });
      await page.emulateMedia({ colorScheme: theme });
      await page.goto(`${sandbox.url}/#/${part}`);
      await page.locator('#view tbody tr').nth(1).waitFor({ state: 'attached' });
      const picture = await page.screenshot({ fullPage: true });
      await writeFile(
        join(folder, `${['page', part, kind].filter((word) => word !== '').join('-')}.png`),
        smallPng(picture),
      );
    }
  }
  await page.close();
  await sandbox.close();
}

/** What is said before and after the card of a customer. */
function talkAbout({ customer, tier, points, expiring }) {
  const first = customer.name.split(' ')[0];
  const number = (value) => value.toLocaleString('en-IN');
  const [next] = expiring;
  const day = new Date(next.on).toLocaleDateString('en-IN', { day: 'numeric', month: 'long', timeZone: 'UTC' });
  const missing = tier.progress.target - tier.progress.value;
  return {
    before: `<p class="question">How is ${customer.name} doing? The number is ${customer.mobile}.</p>
      <p class="call">${CALLS.customer.name}</p>`,
    after: `<p>${first} is a ${tier.name} member with ${number(points.balance)} points, worth ₹${number(points.value)}, and
      ₹${number(missing)} short of ${tier.next}. The next ${number(next.points)} points expire on ${day}.</p>`,
  };
}

/** @param {HostPage} host @param {string} name */
async function save(host, name) {
  await writeFile(join(folder, `${name}.png`), smallPng(await host.picture()));
  if (host.problems.length > 0) throw new Error(`${name}: ${host.problems.join('\n')}`);
}
