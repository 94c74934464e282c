/** A call from its arguments to its result: `fields`, notes, and what fails inside this server. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createCallTool } from '../../src/call/call.js';
import { CapillaryError, type ErrorFields } from '../../src/client/errors.js';
import type { ApiResponse, CapillaryClient } from '../../src/client/types.js';
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

describe('a call that the API refuses', () => {
  const notesOn = async (fields: { httpStatus?: number }): Promise<string | undefined> => {
    const error = new CapillaryError({ kind: 'rejected', message: 'm', hint: 'h', retryable: false, ...fields });
    const client: CapillaryClient = { send: () => Promise.reject(error), close: async () => {} };
    const call = createCallTool({ client: async () => client, maxCharacters: 2_000 });
    return (await call(read, { shelf: '7' })).content[1]?.text;
  };

  it('has the note on names that are not documented, as they may be the reason', async () => {
    expect(await notesOn({ httpStatus: 400 })).toContain('shelf');
  });

  it('has no such note if the API did not respond, as it says that they were sent', async () => {
    expect(await notesOn({})).toBeUndefined();
  });
});

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

describe('a call', () => {
  const response = { data: { id: 7, name: 'Asha', tier: { name: 'Gold', points: 3 } }, warnings: [], httpStatus: 200 };

  /** Calls a read or a write, and keeps what reached the client. */
  async function called(definition: Definition, args: Record<string, unknown>, answered: Partial<ApiResponse> = {}) {
    const sent: Parameters<CapillaryClient['send']>[] = [];
    const client: CapillaryClient = {
      send: async (...call) => {
        sent.push(call);
        return { ...response, ...answered };
      },
      close: async () => {},
    };
    const { signal } = new AbortController();
    const call = createCallTool({ client: async () => client, maxCharacters: 1_000 });
    const { content } = await call(definition, args, { signal, subject: 'agent-7' });
    const json = JSON.parse(content[0]?.text ?? '');
    return { json, error: json.error, notes: content[1]?.text, sent, signal };
  }

  it('passes its arguments, its signal and its subject on to the client', async () => {
    const { sent, signal } = await called(write, { body: { a: 1 } });
    expect(sent).toEqual([
      [write, { body: { a: 1 } }, { signal, subject: 'agent-7', onLateEnd: expect.any(Function) }],
    ]);
    expect(sent[0]?.[2]?.signal).toBe(signal);
  });

  it.each([
    ['a list', ['id', ' tier.name ']],
    ['a list with empty paths', ['', 'id', ' ', 'tier.name']],
    ['text', 'id, tier.name'],
  ])('returns the named fields only, and does not send their names (%s)', async (_, fields) => {
    const { json, sent } = await called(read, { fields });
    expect(json).toEqual({ id: 7, tier: { name: 'Gold' } });
    expect(sent[0]?.[1]).toEqual({});
  });

  it.each([
    ['an empty list', []],
    ['empty text', ' , '],
  ])('returns everything if fields is %s', async (_, fields) => {
    expect((await called(read, { fields })).json).toEqual(response.data);
  });

  it.each<[string, unknown]>([
    ['101 paths', Array(101).fill('id')],
    ['a path of 201 characters', ['id', 'x'.repeat(201)]],
    ['a path that is a number', ['id', 7]],
    ['an object', { id: true }],
  ])('sends nothing if fields is %s', async (_, fields) => {
    const { error, sent } = await called(read, { fields });
    expect(error).toMatchObject({ kind: 'invalid_arguments', details: { arguments: [{ argument: 'fields' }] } });
    expect(error.details.arguments[0].problem).toContain('at most 100 paths');
    expect(sent).toEqual([]);
  });

  it('accepts 100 paths of 200 characters', async () => {
    const { json, notes } = await called(read, { fields: ['id', ...Array(99).fill('x'.repeat(200))] });
    expect(json).toEqual({ id: 7 });
    expect(notes).toMatch(/^fields: nothing at 'x+…', .* more; the response has: id, name, tier \{ name, points \}$/);
  });

  it('of a write has fields too, which hide no warning', async () => {
    const warnings = [{ code: 91016, message: 'Unknown extended field' }];
    const { json, notes } = await called(write, { body: {}, fields: ['id'] }, { warnings });
    expect(json).toEqual({ id: 7 });
    expect(notes).toBe('API warning 91016: Unknown extended field');
  });

  it('of a write that the API refuses has its whole error, whatever fields selects', async () => {
    const refusal = new CapillaryError({
      kind: 'rejected',
      message: 'm',
      hint: 'h',
      retryable: false,
      outcome: 'partial',
    });
    const client: CapillaryClient = { send: () => Promise.reject(refusal), close: async () => {} };
    const call = createCallTool({ client: async () => client, maxCharacters: 2_000 });
    const { content } = await call(write, { body: {}, fields: ['id'] });
    expect(JSON.parse(content[0]?.text ?? '')).toMatchObject({ error: { kind: 'rejected', outcome: 'partial' } });
  });

  it('that succeeded notes what remains to be done', async () => {
    const definition = { ...write, nextStep: 'customer_approve decides on it.' };
    expect((await called(definition, { body: {} })).notes).toBe('Next: customer_approve decides on it.');
    const { error, notes } = await called(definition, { body: {}, fields: 7 });
    expect(error.kind).toBe('invalid_arguments');
    expect(notes).toBeUndefined();
  });

  it('notes undocumented keys of its body, then the warnings of the API', async () => {
    const definition = { ...write, body: () => z.looseObject({ name: z.string() }) };
    const warnings = [{ code: 91016, message: 'Field is deprecated' }, { message: 'Slow' }, { code: 7 }];
    const { notes = '' } = await called(definition, { body: { name: 'A', shoeSize: 44 } }, { warnings });
    const [unknown, ...rest] = notes.split('\n');
    expect(unknown).toContain('body.shoeSize');
    expect(rest).toEqual([
      'API warning 91016: Field is deprecated',
      'API warning: Slow',
      expect.stringMatching(/^API warning 7: \w/),
    ]);
  });
});
