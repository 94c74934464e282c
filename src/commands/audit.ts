/** `capillary-mcp audit FILE`: filters the lines of an audit, and sums them up as a table. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { ConfigError, isSystemError } from '../lib/config-error.js';
import { isObject } from '../lib/json.js';
import type { AuditLine } from '../safety/audit.js';

export interface AuditFilter {
  tool?: string;
  tenant?: string;
  subject?: string;
  /** The outcome of a write, or the result of a read: `success`, or the kind of its failure. */
  outcome?: string;
  risk?: string;
  /** ISO 8601. */
  since?: string;
  until?: string;
}

/**
 * Prints the lines that match as they are, or their sums.
 *
 * @param files - read in this order; renamed ones, too
 * @throws ConfigError if a file cannot be read
 */
export async function printAudit(
  files: readonly string[],
  filter: AuditFilter,
  { lines: asLines = false }: { lines?: boolean },
  print: (text: string) => void = (text) => process.stdout.write(text),
): Promise<void> {
  // `audit … | head` closes the pipe early, which is not a failure.
  process.stdout.once('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  const summary = new Summary();
  for await (const { text, line } of readAll(files)) {
    if (line === undefined) summary.unreadable += 1;
    else if (!matches(line, filter)) continue;
    else if (asLines) print(`${text}\n`);
    else summary.add(line);
  }
  if (!asLines) print(summary.toString());
}

async function* readAll(files: readonly string[]): AsyncGenerator<{ text: string; line: AuditLine | undefined }> {
  for (const path of files) {
    try {
      for await (const text of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
        if (text.trim() !== '') yield { text, line: parse(text) };
      }
    } catch (error) {
      if (!isSystemError(error)) throw error;
      const { explainSystemError } = await import('../lib/system-error.js');
      throw new ConfigError(`audit: ${explainSystemError(error, { path })}`);
    }
  }
}

/** The line that was being written when a process ended may be incomplete. */
function parse(text: string): AuditLine | undefined {
  try {
    const line: unknown = JSON.parse(text);
    return isObject(line) && typeof line['at'] === 'string' && typeof line['tool'] === 'string'
      ? (line as unknown as AuditLine)
      : undefined;
  } catch {
    return undefined;
  }
}

function matches(line: AuditLine, { tool, tenant, subject, outcome, risk, since, until }: AuditFilter): boolean {
  const at = Date.parse(line.at);
  return (
    (tool === undefined || line.tool === tool) &&
    (tenant === undefined || line.tenant === tenant) &&
    (subject === undefined || line.subject === subject) &&
    (risk === undefined || line.risk === risk) &&
    (outcome === undefined || line.outcome === outcome || line.result === outcome) &&
    (since === undefined || at >= Date.parse(since)) &&
    (until === undefined || at < Date.parse(until))
  );
}

/** Counts calls by tool and what became of them. */
class Summary {
  unreadable = 0;
  readonly #calls = new Map<string, { risk: string; subjects: Set<string>; endings: Map<string, number> }>();
  /** Calls that were about to be sent, and of which no end is recorded. */
  readonly #open = new Map<string, string>();
  #late = 0;

  add({ event, id, tool, risk, subject = '', result, outcome }: AuditLine): void {
    if (event === 'late') this.#late += 1;
    if (event === 'begin') this.#open.set(id, tool);
    if (event !== 'call') return;
    this.#open.delete(id);
    const calls = this.#calls.get(tool) ?? { risk, subjects: new Set(), endings: new Map() };
    this.#calls.set(tool, calls);
    calls.subjects.add(subject);
    const ending = outcome ?? result ?? '';
    calls.endings.set(ending, (calls.endings.get(ending) ?? 0) + 1);
  }

  toString(): string {
    const rows = [...this.#calls].map(([tool, { risk, subjects, endings }]) => {
      const total = [...endings.values()].reduce((sum, count) => sum + count, 0);
      const list = [...endings].map(([ending, count]) => `${count} ${ending}`).join(', ');
      return [tool, risk, String(total), String(subjects.size), list];
    });
    const table = [['tool', 'risk', 'calls', 'callers', 'outcomes'], ...rows.sort(byCalls)];
    const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
    const lines = table.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
    const total = rows.reduce((sum, row) => sum + Number(row[2]), 0);
    return `${[...lines.map((line) => line.trimEnd()), '', `${total} calls${this.#remarks()}`].join('\n')}\n`;
  }

  #remarks(): string {
    return [
      this.#late > 0 ? `${this.#late} outcomes came late` : '',
      this.#open.size > 0 ? `${this.#open.size} were about to be sent, and no end is recorded` : '',
      this.unreadable > 0 ? `${this.unreadable} lines are incomplete` : '',
    ]
      .filter((remark) => remark !== '')
      .map((remark) => `; ${remark}`)
      .join('');
  }
}

const byCalls = (one: readonly string[], other: readonly string[]): number => Number(other[2]) - Number(one[2]);
