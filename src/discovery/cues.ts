/** What a request says besides its subject: read or write, one or many, by which key, in which API layer. */
import type { Effect, Version } from '../tools/define.js';

export interface Cues {
  /** What the request wants done, by its first telling word; empty where no word tells. */
  effects: readonly Effect[];
  /** How the customer is known: by Capillary's id, or by a mobile, email or card. */
  by?: 'id' | 'identifier';
  /** Several rows at once. */
  many: boolean;
  /** API layers named, and layers named as not meant. */
  versions: readonly Version[];
  notVersions: readonly Version[];
  /** The older form of something is asked for, without a layer. */
  older: boolean;
}

/** Words that tell what is wanted; some tell two things. */
const VERBS: { [effect in Effect]: string } = {
  read: 'show list get fetch look see view find check pull read retrieve display tell verify search lookup know compare review track dump confirm test bring browse count which what who whom whose how did does has have is are was were am may where why when',
  create:
    'add create define register enter make build launch onboard upload submit initialise initialize generate start begin introduce new enrol enroll insert import load post put record write open develop produce store save attach connect link invite log append note',
  update:
    'update change edit modify extend fix correct rename push raise move adjust mark set reactivate alter replace switch configure increase lower reduce prolong swap amend transfer approve reject tweak suspend assign reopen',
  delete:
    'delete remove drop strip erase wipe retire cancel undo revoke end stop disable deactivate unlink delink detach withdraw reverse purge expire close logout',
  action:
    'send email text issue give grant award redeem burn apply resend transfer reverse unlock convert simulate price evaluate claim reprocess retrigger spend',
};

const EFFECTS_OF: ReadonlyMap<string, readonly Effect[]> = Object.entries(VERBS).reduce((byWord, [effect, list]) => {
  for (const word of list.split(' ')) byWord.set(word, [...(byWord.get(word) ?? []), effect as Effect]);
  return byWord;
}, new Map<string, Effect[]>());

/** Phrases that stand for one of the verbs, and phrases that only lead to one. */
const PHRASES: readonly [RegExp, string][] = [
  [/\b(using|with|via|through|on|from|over|by)\b[^,;:.]{0,40}\bv(1\.1|[123])\b[^,;:.]{0,24}[,;:]?/g, ' '],
  [/\bset(ting)? up\b/g, 'create'],
  [/\bsign(ing)?\b( \w+){0,4} up\b/g, 'register'],
  [/\b(give|get|send) me\b/g, 'show'],
  [/\b(pull|bring|look)\b( \w+){0,4} up\b/g, 'show'],
  [/\b(take|took|taking)\b.*?\b(away|back|off|out)\b/g, 'remove'],
  [/\bturn(ing)? off\b/g, 'disable'],
  [/\b(i|we)( \w+)? (need|want|have|like|must)( to)?\b/g, ' '],
  [/\b(i|we) would like( to)?\b/g, ' '],
  [/\b(can|could|would|will) (you|i|we)\b/g, ' '],
];

const ASKS_SOMEBODY = /\b(can|could|would|will) (you|i|we)\b/i;

function effectsOf(request: string): readonly Effect[] {
  if (/\?\s*$/.test(request) && !ASKS_SOMEBODY.test(request)) return ['read'];
  const plain = PHRASES.reduce((text, [phrase, verb]) => text.replace(phrase, verb), request.toLowerCase());
  for (const word of plain.match(/[a-z]+/g) ?? []) {
    const effects = EFFECTS_OF.get(word);
    if (effects) return effects;
  }
  return [];
}

const WITHOUT_ID = /\b(no|without|not|lack|don't (know|have)|do not (know|have))\b[^.;,]{0,20}\bid\b/;
const WITH_ID =
  /\b(internal|customer|user|capillary|member|shopper|numeric)('s)? (internal |user |customer |capillary )*id\b|\b(member|customer|shopper|user) (id )?\d{4,}\b/;
const WITH_IDENTIFIER = /\b(mobile|phone|e-?mail|card (no|number)|external id)\b|\bnumber \d{6,}/;

function keyOf(request: string): Cues['by'] {
  const withoutId = WITHOUT_ID.test(request);
  if (!withoutId && WITH_ID.test(request)) return 'id';
  return withoutId || WITH_IDENTIFIER.test(request) ? 'identifier' : undefined;
}

const MANY =
  /\b(bulk|batch|several|multiple|many|these \d+|all these|in one (go|request|call|shot)|at once|together|list of (customers|members|ids|shoppers|codes))\b|\b(two|three|four|five|six|ten|twelve|fifteen|twenty|thirty|forty|fifty|hundreds?|thousands?|\d{2,4}) (\w+ )?\w+s\b/;
const ONE = /\b(not (as )?a batch|no batch|not in bulk|individually|just one|only one|a single)\b/;

const VERSION = /\bv(1\.1|[123])\b(?!\.\d)/g;
const NOT_VERSION = /\b(?:not|rather than|instead of|no)\s+(?:the\s+)?v(1\.1|[123])\b(?:\s+or\s+v(1\.1|[123])\b)?/g;
const OLDER = /\b(legacy|older?|oldest|classic|first-generation|ancient|deprecated|old-style)\b/;

export function readCues(request: string): Cues {
  const text = request.toLowerCase();
  const notVersions = [...text.matchAll(NOT_VERSION)].flatMap(([, one, other]) => [one, other]).filter(Boolean);
  const versions = [...text.replace(NOT_VERSION, ' ').matchAll(VERSION)].map(([, version]) => version);
  const by = keyOf(text);
  return {
    effects: effectsOf(request),
    ...(by && { by }),
    many: MANY.test(text) && !ONE.test(text),
    versions: versions.map((version) => `v${version}` as Version),
    notVersions: notVersions.map((version) => `v${version}` as Version),
    older: OLDER.test(text),
  };
}
