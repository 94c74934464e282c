/**
 * `npm run screenshots`: pictures of each view for the docs, in headless Chromium, into docs/pictures/.
 *
 *   npm run screenshots [folder [amount …]]
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VIEW_NAMES } from '../src/apps/contract.ts';
import { ANSWERS } from '../test/apps/answers.ts';
import { HostPage, startBrowser } from '../test/apps/host-page.ts';

const [folder = 'docs/pictures', ...amounts] = process.argv.slice(2);

/** @type {Record<string, import('../test/apps/host-page.ts').Shown>} */
const KINDS = {
  desktop: { width: 960 },
  phone: { width: 390 },
  dark: { width: 960, theme: 'dark' },
};

await mkdir(folder, { recursive: true });
const browser = await startBrowser();
try {
  const host = await HostPage.open(browser);
  for (const amount of amounts.length === 0 ? ['typical'] : amounts) {
    for (const view of VIEW_NAMES) {
      for (const [kind, shown] of Object.entries(KINDS)) {
        await host.show(ANSWERS[amount][view], shown);
        const name = [view, ...(amount === 'typical' ? [] : [amount]), kind].join('-');
        await writeFile(join(folder, `${name}.png`), await host.picture());
      }
    }
  }
  for (const problem of host.problems) console.error(problem);
} finally {
  await browser.close();
}
