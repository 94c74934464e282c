/** The result of a call if something fails inside this server, before the request is sent or after the API responded. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createCallTool } from '../../src/call/call.js';
import type { ErrorFields } from '../../src/client/errors.js';
import type { CapillaryClient } from '../../src/client/types.js';
import type { Definition } from '../../src/tools/define.js';
import { define } from '../client/definitions.js';

const read = define('get', 'v2/customers', { tool: 'customer_find' });
const write = define('post', 'v2/customers', { tool: 'customer_add', body: () => z.looseObject({}), effect: 'create' });

/** A response that cannot be serialized. */
const broken = {
  toJSON: () => {
    throw new Error('S3cret');
  },
};

const clientReturning = (data: unknown): CapillaryClient => ({
  send: async () => ({ data, warnings: [], httpStatus: 200 }),
  close: async () => {},
});

async function failureOf(
  definition: Definition,
  client: () => Promise<CapillaryClient>,
): Promise<{ error: ErrorFields; reported: unknown[] }> {
  const reported: unknown[] = [];
  const call = createCallTool({ client, maxCharacters: 1_000, onInternalError: (_, thrown) => reported.push(thrown) });
  const { content, isError } = await call(definition, definition.body ? { body: {} } : {});
  expect(isError).toBe(true);
  expect(content[0]?.text).not.toContain('S3cret');
  return { error: JSON.parse(content[0]?.text ?? '').error, reported };
}

describe('an error inside this server', () => {
  it('after the API responded to a write leaves the outcome unknown, and tells the agent to read before repeating', async () => {
    const { error, reported } = await failureOf(write, async () => clientReturning(broken));
    expect(error).toMatchObject({ kind: 'internal', outcome: 'unknown', retryable: false });
    expect(error.message).toContain('customer_add');
    expect(error.hint).toMatch(/Do not repeat the call yet.*Read the entity back first/);
    expect(reported).toEqual([new Error('S3cret')]);
  });

  it('before a write is sent reports that nothing was sent', async () => {
    const { error, reported } = await failureOf(write, async () => {
      throw new Error('S3cret');
    });
    expect(error).toMatchObject({ kind: 'internal', outcome: 'not_sent', retryable: false });
    expect(error.hint).toMatch(/Nothing was sent/);
    expect(reported).toEqual([new Error('S3cret')]);
  });

  it('has no outcome for a read', async () => {
    const { error } = await failureOf(read, async () => clientReturning(broken));
    expect(error).toMatchObject({ kind: 'internal', hint: expect.stringContaining('Report this') });
    expect(error).not.toHaveProperty('outcome');
  });
});
