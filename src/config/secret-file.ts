/** Reads secrets from files, as Docker and Kubernetes mount them. */
import { readFileSync, statSync } from 'node:fs';

const MAX_BYTES = 65_536;
// biome-ignore lint/suspicious/noControlCharactersInRegex: no credential contains one, but a file with several lines does.
const CONTROL = /[\u0000-\u001f\u007f]/;

/** @returns the trimmed text, or the problem, which quotes neither path nor text: either may be the secret itself */
export function readSecretFile(path: string): { text: string } | { problem: string } {
  try {
    const file = statSync(path, { throwIfNoEntry: false });
    if (!file?.isFile()) return { problem: 'the file it names does not exist or is not a regular file' };
    if (file.size > MAX_BYTES) return { problem: `the file it names is larger than ${MAX_BYTES} bytes` };
    return checkSecret(readFileSync(path, 'utf8'), 'the file it names');
  } catch {
    return { problem: 'the file it names could not be read' };
  }
}

/** @param source - how messages name the origin of the text */
export function checkSecret(value: string | undefined, source: string): { text: string } | { problem: string } {
  const text = value?.trim() ?? '';
  if (text === '') return { problem: `${source} is empty or not set` };
  return CONTROL.test(text) ? { problem: `${source} contains a line break or a control character` } : { text };
}
