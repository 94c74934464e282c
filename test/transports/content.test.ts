/** Prompts, resources and skills over HTTP: in both eras, with and without sessions, by what each caller may see. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import type { Authenticator } from '../../src/transports/auth/authenticator.js';
import { hosted } from './hosted.js';

const ERAS = [
  { name: '2026', mode: { pin: '2026-07-28' }, sessions: false },
  { name: '2025 with sessions', mode: 'legacy', sessions: true },
  { name: '2025 without sessions', mode: 'legacy', sessions: false },
] as const;

const SKILLS = z.looseObject({ skills: z.array(z.looseObject({ uri: z.string() })) });

/** The token is the caller's name; `reader` may only read. */
const byToken: Authenticator = {
  publicRoutes: new Map(),
  authenticate: async ({ headers }) => {
    const subject = headers.get('authorization')?.replace('Bearer ', '') ?? '';
    return { subject, ...(subject === 'reader' && { filters: { readOnly: true } }) };
  },
};

describe.each(ERAS)('over HTTP ($name)', ({ mode, sessions }) => {
  it('each caller gets what it may see', async () => {
    const { server, close } = await hosted({ authenticator: byToken, sessions });
    onTestFinished(close);
    const connect = async (token: string): Promise<Client> => {
      const transport = new StreamableHTTPClientTransport(new URL(server.url), {
        requestInit: { headers: { authorization: `Bearer ${token}` } },
      });
      const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
      await client.connect(transport);
      onTestFinished(() => client.close());
      return client;
    };
    const [writer, reader] = await Promise.all([connect('writer'), connect('reader')]);
    const prompts = async (client: Client) => (await client.listPrompts()).prompts.map(({ name }) => name);
    expect(await prompts(writer)).toContain('erasure_request');
    expect(await prompts(reader)).not.toContain('erasure_request');
    expect(await prompts(reader)).toContain('customer_overview');
    const tool = { uri: 'capillary://tools/points_transfer' };
    expect((await writer.readResource(tool)).contents).toHaveLength(1);
    await expect(reader.readResource(tool)).rejects.toThrow(/not found/i);
    const skills = async (client: Client) =>
      (await client.request({ method: 'skills/list', params: {} }, SKILLS)).skills;
    expect(await skills(writer)).toHaveLength(8);
    expect(await skills(reader)).toEqual([]);
    const names = await reader.complete({
      ref: { type: 'ref/resource', uri: 'capillary://tools/{name}' },
      argument: { name: 'name', value: 'points_tr' },
    });
    expect(names.completion.values).not.toContain('points_transfer');
    const prompt = await reader.getPrompt({ name: 'customer_overview', arguments: { identifier: '919800000001' } });
    expect(JSON.stringify(prompt.messages)).toContain('919800000001');
  }, 60_000);
});
