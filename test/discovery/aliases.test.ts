/** Old names of tools and arguments work wherever the current ones do, and the result says what to write instead. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCallTool } from '../../src/call/call.js';
import { openFilters } from '../../src/config/filters-file.js';
import { readConfigLeniently } from '../../src/config/server.js';
import { createToolbox } from '../../src/discovery/toolbox.js';
import { ALIASES } from '../../src/tools/aliases.js';
import { definitions } from '../../src/tools/catalogue.js';
import { withCurrentArguments } from '../../src/tools/current-names.js';
import { catalogue, selection } from './toolboxes.js';

const real = { ...ALIASES };
beforeAll(() => {
  Object.assign(ALIASES, {
    tools: [
      { from: 'customer_find_id', to: 'customer_get_id', since: '0.2.0' },
      { from: 'otp_reveal', to: 'otp_get', since: '0.2.0' },
      { from: 'points_move', to: 'points_transfer', since: '0.2.0' },
    ],
    arguments: [
      { tool: 'customer_get_id', from: 'channel', to: 'source', since: '0.2.0' },
      { tool: 'points_transfer', from: 'body.points', to: 'body.pointsToTransfer', since: '0.2.0' },
      { tool: 'transaction_add_bulk', from: 'body.bill.lines.sku', to: 'body.bill.lines.itemCode', since: '0.2.0' },
      { tool: 'points_check_transferrable', from: 'sendCode', to: 'issueOtp', since: '0.2.0' },
    ],
    settings: [{ from: 'CAPILLARY_API_HOST', to: 'CAPILLARY_BASE_URL', since: '0.2.0' }],
  });
});
afterAll(() => {
  Object.assign(ALIASES, real);
});

const NOTE = 'customer_find_id is now customer_get_id; the old name works until version 0.4.0.';
const known = { source: 'INSTORE', identifierName: 'mobile', identifierValue: '919800000001' };

/** A toolbox whose client records what is sent. */
function toolbox() {
  const sent: { tool: string; args: Record<string, unknown> }[] = [];
  const callTool = createCallTool({
    client: async () => ({
      send: async ({ tool }, args) => {
        sent.push({ tool, args });
        return { data: { ok: true }, warnings: [], httpStatus: 200 };
      },
      close: async () => {},
    }),
    maxCharacters: 4_000,
  });
  return { sent, toolbox: createToolbox({ catalogue, callTool }) };
}

const textOf = ({ content }: { content: { text: string }[] }): string => content.map(({ text }) => text).join('\n');

describe('the old name of a tool', () => {
  it.each([
    ['directly', 'customer_find_id', known],
    ['with the prefix of a host', 'mcp__capillary__customer_find_id', known],
    ['through a caller', 'call_read_tool', { name: 'customer_find_id', arguments: known }],
  ])('is called %s, with a note', async (_, name, args) => {
    const { sent, toolbox: tools } = toolbox();
    const result = await tools.call(selection({}), name, args);
    expect(sent).toEqual([{ tool: 'customer_get_id', args: known }]);
    expect(result.content[1]?.text).toBe(NOTE);
  });

  it('is noted in a failure, too', async () => {
    const { toolbox: tools } = toolbox();
    const result = await tools.call(selection({}), 'customer_find_id', {});
    expect(result.isError).toBe(true);
    expect(textOf(result)).toContain(NOTE);
  });

  it('is not noted where the current one is used', async () => {
    const { toolbox: tools } = toolbox();
    const result = await tools.call(selection({}), 'mcp__capillary__customer_get_id', known);
    expect(result.content).toHaveLength(1);
  });

  it('finds the tool, with a note', async () => {
    const { toolbox: tools } = toolbox();
    const text = textOf(await tools.call(selection({}), 'find_tools', { query: 'customer_find_id' }));
    expect(text).toMatch(/^customer_get_id\(/);
    expect(text).toContain(NOTE);
  });

  it('enables, lists and excludes the tool in filters', async () => {
    const { sent, toolbox: tools } = toolbox();
    const allowing = selection({ tools: ['otp_reveal'] });
    expect((await tools.list(allowing)).map(({ name }) => name)).toContain('otp_get');
    const code = { identifierName: 'mobile', identifierValue: '919800000001', scope: 'POINTS' };
    await tools.call(allowing, 'otp_reveal', code);
    expect(sent.map(({ tool }) => tool)).toEqual(['otp_get']);
    const denying = selection({ excludeTools: ['customer_find_id'] });
    for (const name of ['customer_get_id', 'customer_find_id']) {
      expect(textOf(await tools.call(denying, name, known))).toContain('disabled_tool');
    }
    expect(sent).toHaveLength(1);
  });

  it('is still judged by the risk of the tool', async () => {
    const { sent, toolbox: tools } = toolbox();
    const call = { name: 'points_move', arguments: {} };
    expect(textOf(await tools.call(selection({}), 'call_read_tool', call))).toContain('call_destructive_tool');
    expect(textOf(await tools.call(selection({ readOnly: true }), 'points_move', {}))).toContain('disabled_tool');
    expect(sent).toEqual([]);
  });

  it('in the settings is warned about', async () => {
    const warnings: string[] = [];
    const filters = { tools: ['otp_reveal'], excludeTools: ['customer_find_id', 'customer_get'] };
    const { allowed, close } = await openFilters({ filters }, definitions, (warning) => warnings.push(warning));
    close();
    const hidden = definitions.filter((each) => allowed.current().selection.hiddenBy(each)?.filter === 'excludeTools');
    expect(hidden.map(({ tool }) => tool)).toEqual(['customer_get_id', 'customer_get']);
    expect(warnings).toEqual([
      '--tools (CAPILLARY_TOOLS): otp_reveal is now otp_get; the old name works until version 0.4.0.',
      `--exclude-tools (CAPILLARY_EXCLUDE_TOOLS): ${NOTE}`,
    ]);
  });
});

describe('the old name of an argument', () => {
  it('is sent as the current one, with a note', async () => {
    const { sent, toolbox: tools } = toolbox();
    const { source, ...others } = known;
    const result = await tools.call(selection({}), 'customer_get_id', { channel: source, ...others });
    expect(sent).toEqual([{ tool: 'customer_get_id', args: known }]);
    expect(result.content[1]?.text).toBe('channel is now source; the old name works until version 0.4.0.');
  });

  it('decides about the risk of a call as the current one does', async () => {
    const { sent, toolbox: tools } = toolbox();
    const result = await tools.call(selection({ readOnly: true }), 'points_check_transferrable', { sendCode: true });
    expect(textOf(result)).toContain('disabled_tool');
    expect(sent).toEqual([]);
  });

  it('is renamed in each element of a list, in its place, without changing what was passed', () => {
    const args = { body: { bill: [{ lines: [{ sku: 'A', qty: 1 }, { itemCode: 'B' }] }] } };
    const before = structuredClone(args);
    const renamed = withCurrentArguments({ tool: 'transaction_add_bulk' }, args);
    expect(JSON.stringify(renamed.args)).toBe(
      '{"body":{"bill":[{"lines":[{"itemCode":"A","qty":1},{"itemCode":"B"}]}]}}',
    );
    expect(renamed.notes).toHaveLength(1);
    expect(args).toEqual(before);
  });

  it('does not replace a value under the current name', () => {
    const args = { channel: 'A', source: 'B' };
    expect(withCurrentArguments({ tool: 'customer_get_id' }, args)).toEqual({ args, notes: [] });
    expect(withCurrentArguments({ tool: 'customer_get' }, { channel: 'A' }).notes).toEqual([]);
  });
});

describe('the old name of a setting', () => {
  const credentials = { CAPILLARY_USERNAME: 'till', CAPILLARY_PASSWORD: 'secret' };

  it('is read, with a warning', () => {
    const { target, warnings } = readConfigLeniently({ ...credentials, CAPILLARY_API_HOST: 'https://a.example' });
    expect(target).toMatchObject({ kind: 'capillary', baseUrl: 'https://a.example' });
    expect(warnings).toEqual(['CAPILLARY_API_HOST is now CAPILLARY_BASE_URL; the old name works until version 0.4.0.']);
  });

  it('does not replace the current one', () => {
    const env = { ...credentials, CAPILLARY_API_HOST: 'https://a.example', CAPILLARY_BASE_URL: 'https://b.example' };
    expect(readConfigLeniently(env).target).toMatchObject({ baseUrl: 'https://b.example' });
  });
});
