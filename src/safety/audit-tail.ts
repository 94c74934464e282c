/** The end of an audit file, for a caller who may see its own lines only. */
import { type FileHandle, open } from 'node:fs/promises';
import { isObject } from '../lib/json.js';
import type { AuditLine } from './audit.js';

/** How far back to look; a line of the audit has a few hundred bytes. */
const MAX_BYTES = 1_048_576;
const BLOCK_BYTES = 65_536;
const NEWLINE = 10;

/** Whose lines to read. Each is undefined where there is none, as over stdio. */
export type AuditOwner = { [name in keyof Pick<AuditLine, 'tenant' | 'subject'>]-?: AuditLine[name] | undefined };

/**
 * The last lines of one caller in the last mebibyte of the current file, oldest first. A file that does not exist has none.
 *
 * @throws the error of the system
 */
export async function readAuditTail(path: string, owner: AuditOwner, count: number): Promise<string[]> {
  const file = await openIfExists(path);
  if (!file) return [];
  try {
    return await lastLines(file, count, (line) => isOf(owner, line));
  } finally {
    await file.close();
  }
}

async function openIfExists(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (isObject(error) && error['code'] === 'ENOENT') return undefined;
    throw error;
  }
}

async function lastLines(file: FileHandle, count: number, matches: (line: string) => boolean): Promise<string[]> {
  const { size } = await file.stat();
  const end = Math.max(0, size - MAX_BYTES);
  const found: string[] = [];
  /** What belongs to a line that begins before the block. */
  let rest: Buffer = Buffer.alloc(0);
  for (let position = size; position > end && found.length < count; ) {
    const start = Math.max(end, position - BLOCK_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(position - start), 0, position - start, start);
    const bytes = Buffer.concat([buffer.subarray(0, bytesRead), rest]);
    const firstEnd = bytes.indexOf(NEWLINE);
    const firstWhole = start === 0 ? 0 : firstEnd === -1 ? bytes.length : firstEnd + 1;
    const lines = bytes.subarray(firstWhole).toString('utf8').split('\n').filter(Boolean).reverse();
    found.push(...lines.filter(matches).slice(0, count - found.length));
    rest = bytes.subarray(0, firstWhole);
    position = start;
  }
  return found.reverse();
}

function isOf({ tenant, subject }: AuditOwner, line: string): boolean {
  try {
    const parsed: unknown = JSON.parse(line);
    return isObject(parsed) && parsed['tenant'] === tenant && parsed['subject'] === subject;
  } catch {
    // The process may have ended in the middle of a line.
    return false;
  }
}
