/** `capillary-mcp audit`: which lines match, and how they are summed up. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AuditFilter, printAudit } from '../../src/commands/audit.js';

const line = (at: string, more: object) => JSON.stringify({ at, event: 'call', id: at, risk: 'destructive', ...more });
const LINES = [
  line('2026-05-04T06:30:00Z', { tool: 'points_transfer', subject: 'a', outcome: 'applied', result: 'success' }),
  line('2026-05-04T07:30:00Z', { tool: 'points_transfer', subject: 'b', outcome: 'not_sent', result: 'limit_reached' }),
  line('2026-05-05T06:30:00Z', { tool: 'customer_search', risk: 'read', subject: 'a', result: 'success' }),
  line('2026-05-05T07:30:00Z', { event: 'begin', tool: 'points_transfer', subject: 'a', tenant: 'acme' }),
  '{"at":"2026-05-05T08',
];

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'capillary-mcp-'));
  path = join(folder, 'audit.jsonl');
  await writeFile(path, LINES.join('\n'));
});
afterEach(() => rm(folder, { recursive: true }));

async function printed(filter: AuditFilter, options: { lines?: boolean } = {}): Promise<string> {
  let text = '';
  await printAudit([path], filter, options, (part) => {
    text += part;
  });
  return text;
}

describe('the audit command', () => {
  it('sums up calls by tool and outcome, and says what is incomplete', async () => {
    expect(await printed({})).toBe(
      [
        'tool             risk         calls  callers  outcomes',
        'points_transfer  destructive  2      2        1 applied, 1 not_sent',
        'customer_search  read         1      1        1 success',
        '',
        '3 calls; 1 were about to be sent, and no end is recorded; 1 lines are incomplete',
        '',
      ].join('\n'),
    );
  });

  it.each<[AuditFilter, number[]]>([
    [{ tool: 'points_transfer' }, [0, 1, 3]],
    [{ subject: 'b' }, [1]],
    [{ tenant: 'acme' }, [3]],
    [{ risk: 'read' }, [2]],
    [{ outcome: 'applied' }, [0]],
    [{ outcome: 'limit_reached' }, [1]],
    [{ since: '2026-05-05T00:00:00Z' }, [2, 3]],
    [{ until: '2026-05-04T07:30:00Z' }, [0]],
  ])('prints the lines that match %o', async (filter, expected) => {
    expect(await printed(filter, { lines: true })).toBe(expected.map((index) => `${LINES[index]}\n`).join(''));
  });

  it('names a file that cannot be read', async () => {
    await expect(printAudit([join(folder, 'none')], {}, {})).rejects.toThrow(
      /audit: the file .*none does not exist \(ENOENT\)/,
    );
  });
});
