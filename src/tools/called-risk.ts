/** The risk of a single call, where its arguments decide whether it is a read. */
import { LosslessNumber } from 'lossless-json';
import { suggestsSecret } from '../lib/secret-names.js';
import { type Definition, type ReadCondition, type Risk, risk } from './define.js';

/**
 * The definition as a call with these arguments uses it, without `readUnless`: a read if the arguments certainly make it
 * one, otherwise what the labels of the definition say. Arguments need not be valid; whatever is unclear is no read.
 */
export function asCalled(definition: Definition, args: Readonly<Record<string, unknown>>): Definition {
  if (conditionsOf(definition).length === 0) return definition;
  const { read, worst } = formsOf(definition);
  return escalatingConditions(definition, args).length === 0 ? read : worst;
}

export const riskOf = (definition: Definition, args: Readonly<Record<string, unknown>>): Risk =>
  risk(asCalled(definition, args));

/** The conditions that keep a call from being a read; empty if it is one, or if no argument decides. */
export const escalatingConditions = (
  definition: Definition,
  args: Readonly<Record<string, unknown>>,
): readonly ReadCondition[] => conditionsOf(definition).filter((condition) => applies(condition, args));

/**
 * The conditions of a tool. A plain read has the switches of its section: undocumented arguments are sent, so
 * `issueOtp` might send a message although only a sibling documents it.
 */
function conditionsOf(definition: Definition): readonly ReadCondition[] {
  if (definition.readUnless) return definition.readUnless;
  return risk(definition) === 'read' ? switchesOf(definition.siblings()) : [];
}

const switches = new WeakMap<readonly Definition[], readonly ReadCondition[]>();

function switchesOf(section: readonly Definition[]): readonly ReadCondition[] {
  const cached = switches.get(section);
  if (cached) return cached;
  const found = section.flatMap(({ readUnless = [] }) => readUnless.filter(({ is }) => is === 'true'));
  switches.set(section, found);
  return found;
}

/** Completes 'a read unless …', such as `issue_otp is true or validation_code is given`. */
export const describeConditions = (conditions: readonly ReadCondition[]): string =>
  conditions.map(({ argument, is }) => `${argument} is ${DESCRIPTIONS[is]}`).join(' or ');

const DESCRIPTIONS: { [is in ReadCondition['is']]: string } = {
  true: 'true',
  'not true': 'not true',
  given: 'given',
  'not a plain name': 'not a plain name, or that of a secret',
};

const UNCHECKED = { unverifiable: 'The call may have sent a message. Ask the customer before you call again.' };

/** Cached, because other caches are keyed by definition. */
const forms = new WeakMap<Definition, { read: Definition; worst: Definition }>();

function formsOf(definition: Definition): { read: Definition; worst: Definition } {
  const cached = forms.get(definition);
  if (cached) return cached;
  const { readUnless, ...labelled } = definition;
  const created: { read: Definition; worst: Definition } = readUnless
    ? { read: { ...labelled, effect: 'read', destructive: false, sensitive: false, idempotent: true }, worst: labelled }
    : { read: definition, worst: { ...definition, effect: 'action', idempotent: false, checkedBy: UNCHECKED } };
  forms.set(definition, created);
  return created;
}

function applies({ argument, is }: ReadCondition, args: Readonly<Record<string, unknown>>): boolean {
  const path = argument.split('.');
  // A body in another form than an object may contain anything.
  if (path.length > 1 && typeof args['body'] === 'string') return true;
  return TESTS[is](findValues(args, normalize(path.at(-1) ?? '')));
}

/** Whether values of an argument, one for each place where it occurs, keep the call from being a read. */
const TESTS: { [is in ReadCondition['is']]: (values: readonly unknown[]) => boolean } = {
  true: (values) => values.some((value) => !isFalse(value)),
  // A dry run only counts in the documented spelling: any other value might make the call real.
  'not true': (values) => values.length === 0 || values.some((value) => value !== true && value !== 'true'),
  given: (values) => values.length > 0,
  'not a plain name': (values) => values.length === 0 || values.some((value) => !isPlainName(value)),
};

const isFalse = (value: unknown): boolean =>
  (typeof value !== 'object' || value instanceof LosslessNumber) && /^(false|0)$/i.test(String(value));

const isPlainName = (value: unknown): boolean =>
  typeof value === 'string' && /^[\w.-]+$/.test(value) && !suggestsSecret(value);

/** `issueOtp`, `issue_otp` and `ISSUE-OTP` may be the same to the API. */
const normalize = (name: string): string => name.replace(/[^a-z0-9]/gi, '').toLowerCase();

/** The values with this name at any depth; null counts as absent. */
function findValues(args: unknown, normalizedName: string): unknown[] {
  const found: unknown[] = [];
  const pending: unknown[] = [args];
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value !== 'object' || value === null || value instanceof LosslessNumber) continue;
    for (const [name, inner] of Object.entries(value)) {
      pending.push(inner);
      const isAbsent = inner === undefined || inner === null;
      if (!isAbsent && !Array.isArray(value) && normalize(name) === normalizedName) found.push(inner);
    }
  }
  return found;
}
