/** The file of a host as text: the entry of a server in it, read, written and removed. */
import { isDeepStrictEqual } from 'node:util';
import { isRecord, type SecretInput, type StoredEntry } from './entry.js';
import type { Host } from './hosts.js';
import { isBlankInJsonc, readJsonc, removeFromJsonc, setInJsonc } from './jsonc.js';
import { FileFormError } from './syntax-error.js';
import { readToml, removeFromToml, setInToml } from './toml.js';

type Form = Pick<Host, 'format' | 'servers'>;

const INPUTS = 'inputs';

/** @throws FileSyntaxError, FileFormError */
export function readEntry(text: string, { format, servers }: Form, name: string): StoredEntry | undefined {
  const root = format === 'toml' ? readToml(text) : readJsonc(text);
  const table = isRecord(root) ? root[servers] : undefined;
  if (table === undefined) return undefined;
  if (!isRecord(table)) throw new FileFormError(`"${servers}" is not an object with servers by name`);
  const entry = table[name];
  if (entry === undefined) return undefined;
  if (!isRecord(entry)) throw new FileFormError(`"${name}" in "${servers}" is not an object`);
  return entry;
}

/** @throws FileSyntaxError, FileFormError */
export function writeEntry(
  text: string,
  form: Form,
  name: string,
  entry: StoredEntry,
  inputs: readonly SecretInput[] = [],
): string {
  const { format, servers } = form;
  const old = readEntry(text, form, name);
  if (isDeepStrictEqual(plain(old), plain(entry))) return addInputs(text, inputs);
  if (format === 'toml') return setInToml(text, [servers, name], entry);
  const withInputs = addInputs(text, inputs);
  return old ? change(withInputs, [servers, name], old, entry) : setInJsonc(withInputs, [servers, name], entry);
}

/** Changes only what differs, so that comments in the entry stay. */
function change(text: string, path: readonly string[], old: StoredEntry, entry: StoredEntry): string {
  let result = text;
  for (const key of new Set([...Object.keys(old), ...Object.keys(entry)])) {
    const [before, after] = [old[key], entry[key]];
    const at = [...path, key];
    if (after === undefined) result = removeFromJsonc(result, at);
    else if (isRecord(before) && isRecord(after)) result = change(result, at, before, after);
    else if (!isDeepStrictEqual(before, plain(after))) result = setInJsonc(result, at, after);
  }
  return result;
}

function addInputs(text: string, inputs: readonly SecretInput[]): string {
  const present = inputsIn(text, inputs);
  return inputs
    .filter(({ id }) => !present.includes(id))
    .reduce((result, input, index) => setInJsonc(result, [INPUTS, present.length + index], input), text);
}

/** The ids of the inputs that the file declares, in order. */
function inputsIn(text: string, wanted: readonly unknown[]): unknown[] {
  if (wanted.length === 0) return [];
  const root = readJsonc(text);
  const list = isRecord(root) ? root[INPUTS] : undefined;
  if (list === undefined) return [];
  if (!Array.isArray(list)) throw new FileFormError(`"${INPUTS}" is not a list`);
  return list.map((input: unknown) => (isRecord(input) ? input['id'] : undefined));
}

/** The text without the entry, and without the inputs that only it refers to. @throws FileSyntaxError, FileFormError */
export function removeEntry(text: string, form: Form, name: string): string {
  const entry = readEntry(text, form, name);
  if (!entry) return text;
  const { format, servers } = form;
  if (format === 'toml') return removeFromToml(text, [servers, name]);
  const without = removeFromJsonc(text, [servers, name]);
  const ids = [...JSON.stringify(entry).matchAll(/\$\{input:([^}"]+)\}/g)].map(([, id = '']) => id);
  return ids
    .filter((id) => id.startsWith(`${name}-`) && !without.includes(`\${input:${id}}`))
    .reduce((result: string, id) => {
      const index = inputsIn(result, ids).indexOf(id);
      return index < 0 ? result : removeFromJsonc(result, [INPUTS, index]);
    }, without);
}

/**
 * Which of some earlier texts of the file differs from `text` only in blanks, and in tables that are empty: what the file
 * was before the entry was added.
 */
export function earlierText(text: string, form: Form, earlier: readonly string[]): string | undefined {
  const candidates = [text, dropEmptied(text, form)];
  return earlier.find((each) =>
    candidates.some((one) => squeeze(one) === squeeze(each) && isDeepStrictEqual(read(one, form), read(each, form))),
  );
}

/** Whether nothing is left in a file besides tables that are empty. */
export const isEmptied = (text: string, form: Form): boolean => ['', '{}'].includes(squeeze(dropEmptied(text, form)));

function dropEmptied(text: string, { format, servers }: Form): string {
  if (format === 'toml') {
    const table = readToml(text)[servers];
    const header = new RegExp(`^[ \\t]*\\[[ \\t]*${servers}[ \\t]*\\][ \\t]*$`, 'm');
    return isRecord(table) && Object.keys(table).length === 0 ? text.replace(header, '') : text;
  }
  return [servers, INPUTS]
    .filter((key) => isBlankInJsonc(text, [key]))
    .reduce((result, key) => removeFromJsonc(result, [key]), text);
}

const read = (text: string, { format }: Form): unknown =>
  format === 'toml' ? plain(readToml(text)) : (readJsonc(text) ?? {});

const squeeze = (text: string): string => text.replace(/\s/g, '').replace(/^\uFEFF/, '');

/** Without the read-only types and prototypes of parsers. */
const plain = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value, bigText));

const bigText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);
