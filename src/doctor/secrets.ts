/** Removes secrets from texts, whatever they came from. */
import { SETTING_NAMES, SETTINGS, type SettingValues } from '../config/table.js';

/** Shorter ones could be ordinary words. */
const MIN_LENGTH = 6;
const HIDDEN = '[hidden]';

/** @returns replaces the secrets of the settings, and the passwords in URLs of the environment */
export function hiddenIn(values: Partial<SettingValues>, env: NodeJS.ProcessEnv): (text: string) => string {
  const set = SETTING_NAMES.filter((name) => SETTINGS[name].secret || name === 'clientKey').map((name) =>
    String(values[name] ?? ''),
  );
  const urls = [...set, ...Object.values(env)].flatMap((text) => {
    const url = text?.includes('@') && URL.canParse(text) ? new URL(text) : undefined;
    return url === undefined ? [] : [url.password, decode(url.password)];
  });
  const secrets = [...set, ...urls].filter((secret) => secret.length >= MIN_LENGTH);
  return (text) => secrets.reduce((hidden, secret) => hidden.replaceAll(secret, HIDDEN), text);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
