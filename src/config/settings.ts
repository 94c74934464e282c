/** Settings from environment and flags: how one is described, read and refused. */

import { ConfigError } from '../lib/config-error.js';

/** A setting: its environment variable, its flag, and what `--help` says of it. Secrets have no flag: flags show in process lists. */
export interface Setting {
  env: string;
  flag?: string;
  about: string;
}

/** Reads a setting as given; undefined where it is not. */
export type Get<Name extends string> = (name: Name) => string | undefined;

/** What a setting's value is read with: the flags win over the environment. */
export function getter<Name extends string>(
  settings: Readonly<Record<Name, Setting>>,
  env: NodeJS.ProcessEnv,
  flags: Partial<Record<Name, string>>,
): Get<Name> {
  return (name) => {
    const given = (flags[name] ?? env[settings[name].env])?.trim();
    // A host that leaves an optional field of its settings empty passes '' or the unfilled placeholder.
    return given === undefined || given === '' || /^\$\{.*\}$/.test(given) ? undefined : given;
  };
}

/** A setting's value and the variable that errors name. */
interface Given {
  env: string;
  value: string | undefined;
}

/** @throws ConfigError where it is no whole number within the bounds */
export function wholeNumber({ env, value }: Given, byDefault: number, min: number, max: number): number {
  if (value === undefined) return byDefault;
  const amount = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(amount >= min && amount <= max))
    throw new ConfigError(`${env}: expected a whole number from ${min} to ${max}.`);
  return amount;
}

/** @throws ConfigError where it is neither true nor false */
export function truth({ env, value }: Given): boolean {
  const given = value?.toLowerCase();
  if (given === undefined || ['false', '0', 'no', 'off'].includes(given)) return false;
  if (['true', '1', 'yes', 'on'].includes(given)) return true;
  throw new ConfigError(`${env}: expected true or false.`);
}

/** @throws ConfigError where it is none of the values */
export function oneOf<T extends string>({ env, value }: Given, values: readonly T[]): T | undefined {
  if (value === undefined) return undefined;
  const found = values.find((each) => each === value.toLowerCase());
  if (!found) throw new ConfigError(`${env}: expected one of ${values.join(', ')}.`);
  return found;
}
