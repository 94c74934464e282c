/** The views of the built command, shown by a host in a browser with what the command answers. */
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VIEW_EXTENSION, VIEW_MIME_TYPE, VIEW_NAMES, viewUri } from '../../src/apps/contract.js';
import { HostPage, hasChromium, startBrowser } from '../apps/host-page.js';
import { CLI, cleanEnv } from './clients.js';

describe('the views of the built command', () => {
  let client: Client;
  beforeAll(async () => {
    const extensions = { [VIEW_EXTENSION]: { mimeTypes: [VIEW_MIME_TYPE] } };
    client = new Client({ name: 'test', version: '1' }, { capabilities: { extensions } });
    await client.connect(
      new StdioClientTransport({ command: process.execPath, args: [CLI], env: cleanEnv(), stderr: 'ignore' }),
    );
  });
  afterAll(() => client?.close());

  /** The page of a view, as the command has it. */
  async function read(uri: string): Promise<string> {
    const { contents } = await client.readResource({ uri });
    const [page] = contents;
    return page !== undefined && 'text' in page ? page.text : '';
  }

  it('are pages that need nothing else', async () => {
    for (const view of VIEW_NAMES) {
      const html = await read(viewUri(view));
      expect(html.startsWith('<!doctype html>'), view).toBe(true);
      expect(html).not.toMatch(/\b(src|href)="/);
    }
  });

  it.skipIf(!hasChromium)('draw what the tools answer', async () => {
    const browser = await startBrowser();
    try {
      const host = await HostPage.open(browser);
      const result = await client.callTool({
        name: 'customer_overview',
        arguments: { identifierName: 'mobile', identifierValue: '919800000001' },
      });
      const frame = await host.start({ html: await read(viewUri('customer')), result });
      expect(await frame.locator('h1').innerText()).toBe('Asha Rao');
      expect(await frame.locator('h2').allInnerTexts()).toEqual([
        'Points over time',
        'Points that expire',
        'Coupons',
        'Bills',
      ]);
      expect(host.problems).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
