/** Views with the host side of `@modelcontextprotocol/ext-apps`. */
import { readFile } from 'node:fs/promises';
import type { Browser, Frame } from 'playwright-core';
import { transformWithOxc } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bundle, documentOf } from '../../scripts/build/views.js';
import { APPROVE_PLAN, type OutcomeData } from '../../src/apps/contract.js';
import { viewPage } from '../../src/apps/pages.js';
import { ANSWERS } from './answers.js';
import { HostPage, hasChromium, resultOf, startBrowser } from './host-page.js';

it('is a bridge of less than 10 KB', async () => {
  const path = new URL('../../src/apps/bridge.ts', import.meta.url).pathname;
  const { code } = await transformWithOxc(await readFile(path, 'utf8'), path);
  expect(code.length).toBeLessThan(10_000);
});

describe.skipIf(!hasChromium)('a view and its host', () => {
  let browser: Browser;
  let host: HostPage;
  beforeAll(async () => {
    browser = await startBrowser();
    host = await HostPage.open(browser);
  });
  afterAll(() => browser?.close());
  afterEach(() => {
    expect(host.problems).toEqual([]);
  });

  const { customer, plan } = ANSWERS.typical;

  describe('the bridge alone', () => {
    let frame: Frame;
    let html: string;
    beforeAll(async () => {
      html = documentOf('bare', (await bundle('test/apps/browser/bare-view.ts')).script, '');
    });
    const open = async (): Promise<void> => {
      frame = await host.start({
        html,
        context: { theme: 'light', locale: 'en-IN' },
        input: { mobile: '919800000001' },
        result: resultOf(customer),
        tools: { echo: { content: [{ type: 'text', text: 'yes' }] } },
      });
    };
    const heard = (): Promise<unknown[]> => frame.evaluate('heard');

    it('hears the context, the arguments and the result', async () => {
      await open();
      expect(await heard()).toEqual([
        ['context', { theme: 'light', locale: 'en-IN' }],
        ['input', { mobile: '919800000001' }, false],
        ['result', resultOf(customer)],
      ]);
    });

    it('hears a change as the whole new context', async () => {
      await open();
      await host.ask('changeContext', { theme: 'dark', locale: 'en-IN' });
      await expect.poll(heard).toContainEqual(['context', { theme: 'dark', locale: 'en-IN' }]);
    });

    it('hears that a call was cancelled', async () => {
      await open();
      await host.ask('cancel', 'timeout');
      await expect.poll(heard).toContainEqual(['cancelled', 'timeout']);
    });

    it('calls tools, opens links, says something, and asks for another size', async () => {
      await open();
      expect(await frame.evaluate('bridge.callTool("echo", { a: 1 })')).toMatchObject({ content: [{ text: 'yes' }] });
      expect(await frame.evaluate('bridge.openLink("https://example.com/")')).toBe(true);
      expect(await frame.evaluate('bridge.sendMessage("Hello")')).toBe(true);
      expect(await frame.evaluate('bridge.requestDisplayMode("fullscreen")')).toBe('fullscreen');
      expect(await host.ask('asked', 'call')).toEqual([{ name: 'echo', arguments: { a: 1 } }]);
      expect(await host.ask('asked', 'link')).toEqual([{ url: 'https://example.com/' }]);
      expect(await host.ask('asked', 'message')).toEqual([
        { role: 'user', content: [{ type: 'text', text: 'Hello' }] },
      ]);
    });

    it('passes on that the host could not call a tool', async () => {
      await open();
      await expect(frame.evaluate('bridge.callTool("absent", {})')).rejects.toThrow('No tool absent');
    });

    it('refuses what it does not know, and answers a ping', async () => {
      await open();
      const answer = (method: string): Promise<unknown> =>
        host.page.evaluate(`new Promise((resolve) => {
          const listen = ({ data }) => {
            if (data.id !== 'test') return;
            removeEventListener('message', listen);
            resolve(data);
          };
          addEventListener('message', listen);
          frames[0].postMessage({ jsonrpc: '2.0', id: 'test', method: '${method}' }, '*');
        })`);
      expect(await answer('ping')).toEqual({ jsonrpc: '2.0', id: 'test', result: {} });
      expect(await answer('sampling/createMessage')).toMatchObject({ error: { code: -32601 } });
    });

    it('listens to nobody but its host', async () => {
      await open();
      await host.page.evaluate(`new Promise((loaded) => {
        const other = document.createElement('iframe');
        other.srcdoc = \`<script>
          parent.frames[0].postMessage({ jsonrpc: '2.0', method: 'ui/notifications/tool-cancelled', params: {} }, '*');
        </script>\`;
        other.onload = loaded;
        document.body.append(other);
      })`);
      await host.ask('cancel', 'by the host');
      await expect.poll(heard).toContainEqual(['cancelled', 'by the host']);
      expect((await heard()).filter((each) => Array.isArray(each) && each[0] === 'cancelled')).toHaveLength(1);
      await host.page.evaluate('document.querySelector("body > iframe").remove()');
    });

    it('lets itself be removed', async () => {
      await open();
      await host.ask('teardown');
      expect(await heard()).toContainEqual(['teardown']);
      await host.ask('cancel', 'too late');
      expect(await heard()).not.toContainEqual(['cancelled', 'too late']);
    });
  });

  describe('the customer card', () => {
    it('reports its height, also when it changes', async () => {
      const frame = await host.show(customer, { width: 600 });
      const height = (): Promise<unknown> =>
        frame.evaluate('Math.ceil(document.documentElement.getBoundingClientRect().height)');
      const reported = async (): Promise<unknown> => (await host.ask('asked', 'size')).at(-1);
      await expect.poll(reported).toEqual({ width: 600, height: await height() });
      const before = await height();
      await frame.click('summary');
      await expect.poll(height).toBeGreaterThan(Number(before));
      await expect.poll(reported).toEqual({ width: 600, height: await height() });
    });

    it("follows the host's theme, colours, language and safe area", async () => {
      const frame = await host.show(customer, { width: 600, theme: 'light' });
      const style = (name: string): Promise<unknown> =>
        frame.evaluate(`getComputedStyle(document.body).getPropertyValue('${name}')`);
      expect(await style('color-scheme')).toBe('light');
      await host.ask('changeContext', {
        theme: 'dark',
        locale: 'de-DE',
        styles: { variables: { '--color-text-primary': 'rgb(1, 2, 3)' } as never },
        safeAreaInsets: { top: 8, right: 0, bottom: 0, left: 0 },
      });
      await expect.poll(() => style('color-scheme')).toBe('dark');
      expect(await style('color')).toBe('rgb(1, 2, 3)');
      expect(await style('padding-top')).toBe('8px');
      expect(await frame.locator('.stats dd').first().innerText()).toMatch(/^1\.245/);
    });

    it('shows the next result in place of the last', async () => {
      const frame = await host.show(customer, { width: 600 });
      await host.ask('sendResult', resultOf(ANSWERS.little.customer));
      await expect.poll(() => frame.locator('h1').innerText()).toBe('919800000002');
    });

    it.each([
      [
        'a failed call',
        { isError: true, content: [{ type: 'text' as const, text: '{"error":{"message":"No such customer."}}' }] },
        'No such customer.',
      ],
      [
        'a result without data',
        { content: [{ type: 'text' as const, text: 'Asha Rao' }] },
        'The answer is in the conversation.',
      ],
      ['data of another view', resultOf(plan), 'The answer is in the conversation.'],
      [
        'data that makes no sense',
        { content: [], _meta: { 'capillary/view': { view: 'customer' } } },
        'This answer cannot be drawn.',
      ],
    ])('says in words what it cannot draw: %s', async (_, result, words) => {
      const frame = await host.start({ html: await viewPage('customer') });
      await host.ask('sendResult', result);
      await expect.poll(() => frame.locator('#view').innerText()).toContain(words);
    });
  });

  describe('the plan', () => {
    const open = async (outcome: OutcomeData, capabilities = {}): Promise<Frame> =>
      host.start({
        html: await viewPage('plan'),
        result: resultOf(plan),
        tools: { [APPROVE_PLAN]: { content: [], _meta: { 'capillary/view': outcome } } },
        ...capabilities,
      });
    const applied: OutcomeData = { view: 'outcome', tool: 'points_transfer', outcome: 'applied' };

    it('calls the tool when it is approved, shows the outcome, and lets the model know', async () => {
      const frame = await open(applied);
      await frame.click('text=Approve');
      await expect.poll(() => frame.locator('.decision').innerText()).toBe('Done.');
      expect(await host.ask('asked', 'call')).toEqual([{ name: APPROVE_PLAN, arguments: { plan: 'pl_7H2K9' } }]);
      expect(JSON.stringify(await host.ask('asked', 'context'))).toContain('Outcome: applied.');
    });

    it.each([
      ['rejected', 'Refused: nothing was changed. Not enough points.'],
      ['unknown', 'It is not known whether it was done. Not enough points.'],
    ] as const)('says so if the outcome is %s', async (outcome, words) => {
      const frame = await open({ ...applied, outcome, message: 'Not enough points.' });
      await frame.click('text=Approve');
      await expect.poll(() => frame.locator('.decision').innerText()).toBe(words);
    });

    it('closes without a call when it is not approved', async () => {
      const frame = await open(applied);
      await frame.click('text=Not now');
      expect(await frame.locator('.decision').innerText()).toBe('Not approved. Nothing was changed.');
      expect(await host.ask('asked', 'call')).toEqual([]);
      await expect.poll(() => host.ask('asked', 'teardown')).toHaveLength(1);
    });

    it('asks anew about the next plan', async () => {
      const frame = await open(applied);
      await frame.click('text=Approve');
      await expect.poll(() => frame.locator('.decision').innerText()).toBe('Done.');
      const next = { ...plan, plan: { id: 'pl_2', expiresAt: '2100-01-01T00:00:00Z', expiresInMs: 600_000 } };
      await host.ask('sendResult', resultOf(next as typeof plan));
      await frame.click('text=Approve');
      await expect.poll(() => host.ask('asked', 'call')).toHaveLength(2);
    });

    it('can be approved only in the conversation if the host lets views call no tools', async () => {
      const frame = await open(applied, { capabilities: {} });
      expect(await frame.locator('.decision button').allInnerTexts()).toEqual(['Not now']);
      expect(await frame.locator('.decision').innerText()).toContain('To approve, say so in the conversation.');
    });

    it('can no longer be approved when it has expired', async () => {
      const expired = { ...plan, plan: { id: 'pl_1', expiresAt: '2100-01-01T00:00:00Z', expiresInMs: 0 } };
      const frame = await host.start({ html: await viewPage('plan'), result: resultOf(expired as typeof plan) });
      expect(await frame.locator('.decision').innerText()).toContain('This plan has expired.');
    });

    it('cannot be approved hours later, when a conversation is opened again', async () => {
      const old = { ...plan, plan: { id: 'pl_1', expiresAt: '2001-01-01T00:00:00Z', expiresInMs: 600_000 } };
      const frame = await host.start({ html: await viewPage('plan'), result: resultOf(old as typeof plan) });
      expect(await frame.locator('.decision').innerText()).toContain('This plan has expired.');
    });
  });
});
