/** The filters file: how it combines with the settings, and that it is reloaded. */
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFilters } from '../../src/config/filters-file.js';
import { ConfigError } from '../../src/lib/config-error.js';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';

let folder: string;
let close = (): void => {};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'capillary-mcp-'));
});
afterEach(async () => {
  close();
  await rm(folder, { recursive: true });
});

async function open(text: string, filters = {}, warn: (message: string) => void = () => {}) {
  const filtersFile = join(folder, 'filters.json');
  await writeFile(filtersFile, text);
  const opened = await openFilters({ filters, filtersFile }, definitions, warn);
  close = opened.close;
  const hides = (tool: string) => {
    const definition = findDefinition(tool);
    if (!definition) throw new Error(`no tool ${tool}`);
    return opened.allowed.current().selection.hiddenBy(definition) !== undefined;
  };
  return { ...opened, filtersFile, hides };
}

describe('the filters file', () => {
  it('adds to the settings, which win', async () => {
    const { hides } = await open('{"readOnly": true, "versions": ["v1"]}', { versions: ['v2'] });
    expect(hides('customer_add')).toBe(true);
    expect(hides('customer_get')).toBe(false);
  });

  it('is reloaded when it is replaced', async () => {
    const { allowed, filtersFile, hides } = await open('{}');
    expect(hides('customer_add')).toBe(false);
    const changed = new Promise<void>((resolve) => allowed.subscribe(resolve));
    await writeFile(`${filtersFile}.new`, '{"readOnly": true}');
    await rename(`${filtersFile}.new`, filtersFile);
    await changed;
    expect(hides('customer_add')).toBe(true);
  });

  it('changes nothing when it is invalid, and warns about the reason', async () => {
    let warned: (message: string) => void = () => {};
    const warning = new Promise<string>((resolve) => {
      warned = resolve;
    });
    const { filtersFile, hides } = await open('{"readOnly": true}', {}, (message) => warned(message));
    await writeFile(filtersFile, '{"readOnly": "maybe"}');
    expect(await warning).toMatch(/filters\.json: readOnly.*The previous filters stay in force/);
    expect(hides('customer_add')).toBe(true);
  });

  it.each([
    ['invalid JSON', '{', /not valid JSON/],
    ['an unknown key', '{"readonly": true}', /readonly/],
    ['an unknown name', '{"tools": ["customer_ad"]}', /nearest: customer_add/],
  ])('stops the start for %s', async (_, text, expected) => {
    await expect(open(text)).rejects.toThrow(ConfigError);
    await expect(open(text)).rejects.toThrow(expected);
  });
});
