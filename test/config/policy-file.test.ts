/** The policy file: what it may say, and that it is reloaded. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPolicyFile } from '../../src/config/policy-file.js';
import { combinePolicies, LIVE_POLICY } from '../../src/safety/policy.js';
import { definitions } from '../../src/tools/catalogue.js';

let folder: string;
let close = (): void => {};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'capillary-mcp-'));
});
afterEach(async () => {
  close();
  await rm(folder, { recursive: true });
});

async function open(text: string, warn: (message: string) => void = () => {}) {
  const path = join(folder, 'policy.json');
  await writeFile(path, text);
  const opened = await openPolicyFile(path, definitions, warn);
  close = opened.close;
  return { ...opened, path };
}

describe('the policy file', () => {
  it('may be left out', async () => {
    const { policy } = await openPolicyFile(undefined, definitions, () => {});
    expect(policy.current()).toEqual({});
  });

  it('freezes all writes when it is replaced, without a restart', async () => {
    const { policy, path } = await open('{}');
    const changed = new Promise<void>((resolve) => policy.subscribe(resolve));
    await writeFile(`${path}.new`, '{"writes": "frozen"}');
    await rename(`${path}.new`, path);
    await changed;
    expect(policy.current()).toEqual({ writes: 'frozen' });
  });

  it('stays in force when a change is invalid, and the warning names the reason', async () => {
    let warned: (message: string) => void = () => {};
    const warning = new Promise<string>((resolve) => {
      warned = resolve;
    });
    const { policy, path } = await open('{"rows": 5}', (message) => warned(message));
    await writeFile(path, '{"rows": "many"}');
    expect(await warning).toMatch(/policy\.json: rows: expected a number.*The previous policy stays in force/);
    expect(policy.current()).toEqual({ rows: 5 });
  });

  it.each([
    ['{', /policy\.json: not valid JSON/],
    ['[]', /policy\.json: the policy: /],
    ['{"row": 5}', /policy\.json: the policy: .*row/],
    ['{"points": {"perCall": -1}}', /policy\.json: points\.perCall: /],
    ['{"hours": "8-20"}', /policy\.json: hours: expected hours such as "08:00-20:00"/],
    ['{"timeZone": "Mars/Olympus"}', /policy\.json: timeZone: expected a time zone such as "Asia\/Kolkata"/],
    ['{"never": ["pointz"]}', /policy\.json: never: no tool, domain or section is named pointz/],
  ])('is refused at the start: %s', async (text, message) => {
    await expect(open(text)).rejects.toThrow(message);
  });

  it('is documented with an example that works', async () => {
    const docs = readFileSync(new URL('../../docs/policy.md', import.meta.url), 'utf8');
    const [, example = ''] = /```json\n(\{\n[\s\S]*?)```/.exec(docs) ?? [];
    const { policy } = await open(example);
    const usual = combinePolicies(LIVE_POLICY, [policy.current()]);
    for (const name of Object.keys(usual).flatMap((name) => (name === 'points' ? Object.keys(usual.points) : [name])))
      expect(docs).toContain(name);
  });

  it('is named with its setting if it cannot be read', async () => {
    const opening = openPolicyFile(join(folder, 'none.json'), definitions, () => {});
    await expect(opening).rejects.toThrow(
      /--policy-file \(CAPILLARY_POLICY_FILE\): the file .* does not exist \(ENOENT\)/,
    );
  });
});
