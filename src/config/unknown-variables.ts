/** Finds variables that look like settings but are not: ignoring a misspelt credential would silently start the sandbox. */
import { misspells, nearest } from '../lib/nearest.js';
import { ALIASES } from '../tools/aliases.js';
import { describeAlias } from '../tools/current-names.js';
import { fileVariable, nonEmpty } from './read.js';
import { SETTING_NAMES, SETTINGS } from './table.js';

const PREFIX = /^CAPILLARY_/i;
const FIRST_WORD = /^[a-z]+_/i;
/** Kubernetes sets these in every pod of the namespace for a Service named `capillary-mcp`. */
const SERVICE_LINK = /^CAPILLARY_MCP_/;
/** How many variables a message suggests at most. */
const MAX_SUGGESTIONS = 2;
const CREDENTIAL = /PASS|PWD|SECRET|TOKEN|KEY|USER|LOGIN|CLIENT|CREDENTIAL|AUTH/i;

/** The names of all variables that are read. */
export const knownVariables = (): string[] =>
  SETTING_NAMES.map((name) => SETTINGS[name]).flatMap((setting) =>
    setting.secret ? [setting.env, fileVariable(setting)] : [setting.env],
  );

/**
 * @param tenants - whether there is a tenants file, which may refer to credentials in variables of any name
 * @returns problems for variables that must be mistakes, and warnings for others that are ignored; never values
 */
export function checkVariables(
  env: NodeJS.ProcessEnv,
  { tenants: hasTenants }: { tenants: boolean },
): { problems: string[]; warnings: string[] } {
  const problems: string[] = [];
  const warnings: string[] = [];
  const variables = knownVariables();
  // Names are case-insensitive on Windows only; elsewhere `capillary_password` is another variable.
  const isRead = (name: string): boolean =>
    variables.includes(name.toUpperCase()) && env[name.toUpperCase()] === env[name];
  const unread = Object.keys(env).filter(
    (name) => isMeantForUs(name) && !SERVICE_LINK.test(name) && !isRead(name) && nonEmpty(env[name]) !== undefined,
  );
  for (const name of unread) {
    const alias = ALIASES.settings.find(({ from }) => name === from || name === `${from}_FILE`);
    if (alias) {
      warnings.push(describeAlias(alias));
      continue;
    }
    const isCredential = CREDENTIAL.test(name);
    if (isCredential && hasTenants) continue;
    const near = nearVariables(name, variables);
    if (near.length > 0) problems.push(`${name} is not a setting; did you mean ${near.join(' or ')}?`);
    else if (!PREFIX.test(name)) continue;
    else if (isCredential)
      problems.push(`${name} looks like a credential but is not a setting; ${suggestCredential(name)}`);
    else warnings.push(`${name} is not a setting and is ignored.`);
  }
  return { problems, warnings };
}

/** Variables that this may be a misspelling of; if none, those that share half of the words, as HOST and HTTP_HOST do. */
function nearVariables(name: string, variables: readonly string[]): string[] {
  const suffix = withoutPrefix(name);
  const suffixes = variables.map(withoutPrefix);
  const misspelt = suffixes.filter((other) => suffix === other || misspells(suffix, other));
  const near =
    misspelt.length > 0 ? misspelt : suffixes.filter((other) => isPart(suffix, other) || isPart(other, suffix));
  return near.slice(0, MAX_SUGGESTIONS).map((other) => `CAPILLARY_${other}`);
}

/** Whether a variable has the prefix of settings, or one that misspells it. */
const isMeantForUs = (name: string): boolean =>
  PREFIX.test(name) || misspells(FIRST_WORD.exec(name)?.[0].slice(0, -1) ?? '', 'CAPILLARY');

const withoutPrefix = (name: string): string => name.replace(FIRST_WORD, '').toUpperCase();

function isPart(part: string, whole: string): boolean {
  const [words, all] = [part.split('_'), whole.split('_')];
  return words.length * 2 >= all.length && words.every((word) => all.includes(word));
}

function suggestCredential(name: string): string {
  const { username, password, clientKey, clientSecret } = SETTINGS;
  const variables = [username, password, clientKey, clientSecret].map(({ env }) => env);
  const near = nearest(withoutPrefix(name), variables.map(withoutPrefix));
  if (near !== undefined) return `did you mean CAPILLARY_${near}?`;
  return `set ${username.env} and ${password.env}, or ${clientKey.env} and ${clientSecret.env}, or unset it.`;
}
