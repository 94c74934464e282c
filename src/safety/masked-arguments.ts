/** The arguments of a call as a record may keep them: without secrets, and with personal values shortened. */
import { isObject } from '../lib/json.js';
import { secretNamed } from '../lib/secret-names.js';
import type { Definition } from '../tools/define.js';
import { inputSchema } from '../tools/input.js';
import { placesIn } from '../tools/schemas/leaf.js';

type Args = Readonly<Record<string, unknown>>;
type Places = ReadonlyMap<string, ReturnType<typeof leafAt>>;

/** More elements and members than this are counted, not shown. */
const MAX_ELEMENTS = 20;
const MAX_MEMBERS = 60;
const MAX_TEXT = 100;
/** Characters of JSON. */
const MAX_SIZE = 4_000;

const places = new WeakMap<Definition, Places>();

const leafAt = (place: { readonly leaf?: { readonly is: string } | undefined }) => place.leaf?.is;

function placesOf(definition: Definition): Places {
  const known = places.get(definition);
  if (known) return known;
  const found = new Map<string, string | undefined>();
  for (const place of placesIn(inputSchema(definition))) {
    const leaf = leafAt(place);
    if (leaf !== undefined || !found.has(place.path)) found.set(place.path, leaf);
  }
  places.set(definition, found);
  return found;
}

/** Texts of arguments that no documentation has are not shown, because they may be anything. */
export function maskArguments(definition: Definition, args: Args): unknown {
  const masked = maskValue(args, { places: placesOf(definition), path: '', name: '' });
  const { length } = JSON.stringify(masked);
  return length <= MAX_SIZE ? masked : `(${length} characters)`;
}

/** The arguments as their caller may see them again: whole, but for secrets. */
export const maskSecrets = (definition: Definition, args: Args): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, maskSecret(placesOf(definition), value, name, name)]),
  );

function maskSecret(places: Places, value: unknown, path: string, name: string): unknown {
  if (Array.isArray(value)) return value.map((each) => maskSecret(places, each, path, name));
  if (isObject(value)) {
    const inside = Object.entries(value);
    return Object.fromEntries(inside.map(([key, inner]) => [key, maskSecret(places, inner, `${path}.${key}`, key)]));
  }
  return value !== null && isSecret(places, path, name) ? HIDDEN : value;
}

const HIDDEN = '(hidden)';
const isSecret = (places: Places, path: string, name: string): boolean =>
  secretNamed(name) !== undefined || places.get(path) === 'secret';

interface Place {
  places: Places;
  path: string;
  name: string;
}

function maskValue(value: unknown, place: Place): unknown {
  if (Array.isArray(value)) {
    const shown = value.slice(0, MAX_ELEMENTS).map((each) => maskValue(each, place));
    return value.length > MAX_ELEMENTS ? [...shown, `(${value.length - MAX_ELEMENTS} more)`] : shown;
  }
  if (isObject(value)) {
    const entries = Object.entries(value).slice(0, MAX_MEMBERS);
    return Object.fromEntries(
      entries.map(([name, inner]) => {
        const path = place.path === '' ? name : `${place.path}.${name}`;
        return [name.slice(0, MAX_TEXT), maskValue(inner, { ...place, path, name })];
      }),
    );
  }
  if (value === null || value === undefined || typeof value === 'boolean') return value;
  return maskSimple(value, place);
}

function maskSimple(value: unknown, { places, path, name }: Place): unknown {
  if (isSecret(places, path, name)) return HIDDEN;
  if (path !== '' && !places.has(path)) return typeof value === 'string' ? ofLength(value) : '(number)';
  const shorten = SHORTENED[places.get(path) ?? ''];
  if (shorten) return shorten(String(value));
  return typeof value === 'string' && value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}…` : value;
}

const ofLength = (text: string): string => `(${text.length} characters)`;
const initial = (text: string): string => `${[...text.trim()][0] ?? ''}…`;
const ending = (text: string): string => (text.length > 6 ? `…${text.slice(-4)}` : initial(text));

function shortenEmail(text: string): string {
  const at = text.lastIndexOf('@');
  return at < 0 ? initial(text) : `${initial(text)}${text.slice(at, at + MAX_TEXT)}`;
}

/** How personal values are shown, by what they are: enough to find the person again for who knows the value. */
const SHORTENED: Readonly<Record<string, (text: string) => string>> = {
  mobile: ending,
  email: shortenEmail,
  personIdentifier: (text) => (text.includes('@') ? shortenEmail(text) : ending(text)),
  personName: initial,
  address: initial,
  personalData: initial,
  freeText: ofLength,
};
