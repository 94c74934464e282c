/** Variables that look like settings and are none. Ignored, a misspelt credential would silently start the sandbox. */
import { misspells, nearest } from '../lib/nearest.js';
import { fileVariable, given } from './read.js';
import { SETTING_NAMES, SETTINGS } from './table.js';

const PREFIX = /^CAPILLARY_/i;
/** What Kubernetes sets in every pod of the namespace for a Service named `capillary-mcp`. */
const SERVICE_LINK = /^CAPILLARY_MCP_/;
/** How many variables a message suggests. */
const MAX_NAMES = 2;
const CREDENTIAL = /PASS|PWD|SECRET|TOKEN|KEY|USER|LOGIN|CLIENT|CREDENTIAL|AUTH/i;

/** Every variable that is read. */
export const knownVariables = (): string[] =>
  SETTING_NAMES.map((name) => SETTINGS[name]).flatMap((setting) =>
    setting.secret ? [setting.env, fileVariable(setting)] : [setting.env],
  );

/**
 * @param tenants - whether there is a tenants file, which may refer to credentials in variables of any name
 * @returns variables that must be a mistake, as problems, and others that are ignored, as warnings; never values
 */
export function checkVariables(
  env: NodeJS.ProcessEnv,
  { tenants }: { tenants: boolean },
): { problems: string[]; warnings: string[] } {
  const problems: string[] = [];
  const warnings: string[] = [];
  const variables = knownVariables();
  // Windows finds a variable in any case; elsewhere `capillary_password` is another variable.
  const isRead = (name: string): boolean =>
    variables.includes(name.toUpperCase()) && env[name.toUpperCase()] === env[name];
  const strangers = Object.keys(env).filter(
    (name) => PREFIX.test(name) && !SERVICE_LINK.test(name) && !isRead(name) && given(env[name]) !== undefined,
  );
  for (const name of strangers) {
    const isCredential = CREDENTIAL.test(name);
    if (isCredential && tenants) continue;
    const near = nearVariables(name, variables);
    if (near.length > 0) problems.push(`${name} is not a setting; did you mean ${near.join(' or ')}?`);
    else if (isCredential)
      problems.push(`${name} looks like a credential but is not a setting; ${suggestCredential(name)}`);
    else warnings.push(`${name} is not a setting and is ignored.`);
  }
  return { problems, warnings };
}

/** Variables that this one is a misspelling of; or else that it has half the words of, as HOST has of HTTP_HOST's two. */
function nearVariables(name: string, variables: readonly string[]): string[] {
  const own = withoutPrefix(name);
  const suffixes = variables.map(withoutPrefix);
  const misspelt = suffixes.filter((other) => own === other || misspells(own, other));
  const near = misspelt.length > 0 ? misspelt : suffixes.filter((other) => isPart(own, other) || isPart(other, own));
  return near.slice(0, MAX_NAMES).map((suffix) => `CAPILLARY_${suffix}`);
}

const withoutPrefix = (name: string): string => name.replace(PREFIX, '').toUpperCase();

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
