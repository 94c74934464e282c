/** The built command over stdio, with a host that shows views: clients of both eras. */
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { expect, it, onTestFinished } from 'vitest';
import { VIEW_DATA, VIEW_EXTENSION, VIEW_MIME_TYPE, VIEW_NAMES, viewUri } from '../../src/apps/contract.js';
import { CLI, cleanEnv } from './clients.js';

it.each([
  ['2025', 'legacy' as const],
  ['2026', { pin: '2026-07-28' }],
])('a client of the %s era looks up a customer, and its view gets page and data', async (_, mode) => {
  const client = new Client(
    { name: 'test', version: '1' },
    {
      versionNegotiation: { mode },
      capabilities: { extensions: { [VIEW_EXTENSION]: { mimeTypes: [VIEW_MIME_TYPE] } } },
    },
  );
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [CLI], env: cleanEnv() }));
  onTestFinished(() => client.close());
  const { tools } = await client.listTools();
  const tool = tools.find(({ name }) => name === 'customer_overview');
  expect(tool?._meta).toMatchObject({ ui: { resourceUri: viewUri('customer') } });
  for (const view of VIEW_NAMES) {
    const { contents } = await client.readResource({ uri: viewUri(view) });
    expect(contents).toMatchObject([{ mimeType: VIEW_MIME_TYPE, text: expect.stringMatching(/^<!doctype html>/i) }]);
  }
  const { _meta } = await client.callTool({
    name: 'customer_overview',
    arguments: { identifierName: 'mobile', identifierValue: '919800000001' },
  });
  expect(_meta?.[VIEW_DATA]).toMatchObject({ view: 'customer', customer: { name: 'Asha Rao' } });
});
