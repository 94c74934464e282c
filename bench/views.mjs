/**
 * How long a view takes in headless Chromium, from an empty frame to the first picture of its data: the page is parsed,
 * connected to its host, given the result and painted. The data are the largest that the tests have: 1,000 entries of a
 * ledger, 200 coupons, 300 bills. At most 300 ms. On a busy machine the fastest round says most.
 *
 *   npm run bench:views [-- --rounds 15]
 */
import { parseArgs } from 'node:util';
import { VIEW_NAMES } from '../src/apps/contract.ts';
import { viewPage } from '../src/apps/pages.ts';
import { ANSWERS } from '../test/apps/answers.ts';
import { HostPage, resultOf, startBrowser } from '../test/apps/host-page.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } });

/** Notes when the frame has been painted with a heading in it. */
const WATCH = `<script>
  const watch = new MutationObserver(() => {
    if (document.querySelector('h1') === null) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => { globalThis.paintedAt = performance.now() }));
  });
  watch.observe(document, { childList: true, subtree: true });
</script>`;

const browser = await startBrowser();
try {
  const host = await HostPage.open(browser);
  console.error('view          size  answer  first picture: fastest, median, slowest');
  for (const view of VIEW_NAMES) {
    const page = await viewPage(view);
    const result = resultOf(ANSWERS.much[view]);
    const times = [];
    for (let round = 0; round < Number(values.rounds); round++) {
      const frame = await host.start({ html: page.replace('<main', `${WATCH}<main`), result });
      times.push(await frame.evaluate('paintedAt'));
    }
    const figures = [Math.min(...times), median(times), Math.max(...times)].map((time) => `${Math.round(time)} ms`);
    const [size, answer] = [page.length, JSON.stringify(result).length].map(
      (length) => `${Math.round(length / 1000)} KB`,
    );
    console.error(`${view.padEnd(10)} ${size.padStart(7)} ${answer.padStart(7)}  ${figures.join(', ')}`);
  }
} finally {
  await browser.close();
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
}
