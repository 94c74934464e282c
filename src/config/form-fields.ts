/** What hosts ask their users for when they install the server. Everything is optional: an empty form starts the sandbox. */
import type { FormField } from '../presentation/package-manifest.js';
import { describeSetting, SETTINGS, type SettingName } from './table.js';

/** The settings, with the titles that forms show. */
const TITLES: { readonly [name in SettingName]?: string } = {
  baseUrl: 'API host',
  username: 'Till user',
  password: 'Till password',
  clientKey: 'OAuth client key',
  clientSecret: 'OAuth client secret',
  readOnly: 'Read only',
  confirm: 'Ask before calls',
  toolsets: 'Toolsets',
  sandboxBrand: 'Brand of the sandbox',
  sandboxState: 'State file of the sandbox',
};

/** What a form adds to the description in the table of settings. */
const HINTS: { readonly [name in SettingName]?: string } = {
  baseUrl: 'Leave it empty, with all credentials, to try the embedded sandbox.',
  sandboxBrand: 'Only without an API host.',
  sandboxState: 'Only without an API host.',
};

export function formFields(): FormField[] {
  return Object.keys(SETTINGS)
    .filter((name): name is SettingName => name in TITLES)
    .map((name) => {
      const { env, schema, secret = false } = SETTINGS[name];
      const description = `${sentence(describeSetting(SETTINGS[name]))}${HINTS[name] === undefined ? '' : ` ${HINTS[name]}`}`;
      return {
        name: env.replace('CAPILLARY_', '').toLowerCase(),
        env,
        title: TITLES[name] ?? env,
        description,
        type: schema().safeParse('true').data === true ? ('boolean' as const) : ('string' as const),
        isSecret: secret,
      };
    });
}

const sentence = (phrase: string): string => `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}.`;
