/** Secrets that stand in files of their own, as Docker and Kubernetes mount them. */
import { readFileSync, statSync } from 'node:fs';

const MAX_BYTES = 65_536;
// biome-ignore lint/suspicious/noControlCharactersInRegex: no credential contains one; a file of several lines does.
const CONTROL = /[\u0000-\u001f\u007f]/;

/** @returns the text, trimmed, or what is wrong, which never quotes path or text: either may be the secret itself */
export function readSecretFile(path: string): { text: string } | { problem: string } {
  try {
    const file = statSync(path, { throwIfNoEntry: false });
    if (!file?.isFile()) return { problem: 'the file it names is not there, or is no file' };
    if (file.size > MAX_BYTES) return { problem: `the file it names has more than ${MAX_BYTES} bytes` };
    return checkSecret(readFileSync(path, 'utf8'), 'the file it names');
  } catch {
    return { problem: 'the file it names could not be read' };
  }
}

/** @param source - where the text is from, as the message names it */
export function checkSecret(given: string | undefined, source: string): { text: string } | { problem: string } {
  const text = given?.trim() ?? '';
  if (text === '') return { problem: `${source} is empty or not set` };
  return CONTROL.test(text) ? { problem: `${source} holds a line break or a control character` } : { text };
}
