/** What a request says besides its subject: read or write, one or many, by which key, in which API layer. */
import { EFFECTS, type Effect, type Version } from '../tools/define.js';

export interface Cues {
  /** What the request wants done, by its first telling word; empty where no word tells. */
  effects: readonly Effect[];
  /** How the customer is known: by Capillary's id, or by a mobile, email or card. */
  by?: 'id' | 'identifier';
  /** Several rows at once, or expressly one. */
  number?: 'many' | 'one';
  /** API layers named, and layers named as not meant. */
  versions: readonly Version[];
  notVersions: readonly Version[];
  /** The older form of something is asked for, without a layer. */
  older: boolean;
}

/** Words that tell what is wanted; some tell two things. */
const VERBS: { [effect in Effect]: string } = {
  read: 'show list get fetch look see view find check pull read retrieve display tell verify search lookup know compare review track dump confirm test bring browse count open break preview inspect pinpoint trace audit suggest recommend export validate calculate work',
  create:
    'add create define register enter make build launch onboard upload submit initialise initialize generate start begin introduce new enrol enroll insert import load post put record write open develop produce store save attach connect link invite log append note file raise ask request hand place assign set push configure run obtain capture propose tie nudge ring book opening sign draft',
  update:
    'update change edit modify extend fix correct rename push raise move adjust mark set reactivate alter replace switch configure increase lower reduce prolong swap amend transfer approve reject tweak suspend assign reopen put store save attach link opt add hand upgrade downgrade hide label refresh sync activate enable block freeze finish accept decline',
  delete:
    'delete remove drop strip erase wipe retire cancel undo revoke end stop disable deactivate unlink delink detach withdraw reverse purge expire close logout unenrol unenroll scrap discard kick dissolve disband clear rid offboard kill',
  action:
    'try send email text mail issue give grant award redeem burn apply resend transfer reverse unlock convert simulate price evaluate claim reprocess retrigger spend deliver deduct consume use reserve accept approve okay confirm verify validate check test work retry release refund restore refer notify reject decline sign close end finish revoke reactivate',
};

/** Verbs that are nouns or adjectives as well: they tell only where a clause begins. */
const ALSO_NOUNS = new Set(
  'list look view check search review track count test audit export email text mail issue price claim use work record log note label store file request post place set run book end close open new start import load upload link move change transfer switch swap fix report mark award grant spend sign ring preview sync draft'.split(
    ' ',
  ),
);

/** The effects a word tells of. */
const effectsOfVerb = new Map<string, readonly Effect[]>();
for (const effect of EFFECTS) {
  for (const verb of VERBS[effect].split(' ')) effectsOfVerb.set(verb, [...(effectsOfVerb.get(verb) ?? []), effect]);
}

/** Phrases that stand for one of the verbs, and phrases that only lead to one. */
const PHRASES: readonly [RegExp, string][] = [
  [
    /\b(using|with|via|through|on|from|over|by|in)\b[^,;:.]{0,40}\bv(1\.1|[123])\b( (api|interface|layer|platform|version|form))?( \(not v1\.1\)|,? (and )?not (v?1\.1))?[,;:]?/g,
    ', ',
  ],
  [/\bset(ting)? up\b/g, 'create'],
  [/\bsign(ing)?\b( \w+){0,4} up\b/g, 'register'],
  [/\b(give|get|send|tell|bring) me\b/g, 'show'],
  [/\b(pull|bring|look)\b( \w+){0,4} up\b/g, 'show'],
  [/\b(take|took|taking)\b.*?\b(away|back|off|out)\b|\bget rid of\b/g, 'remove'],
  [/\bturn(ing)? off\b/g, 'disable'],
  [/\bturn(ing)? down\b/g, 'reject'],
  [/\bturn(ing)?\b( \w+){0,5} into\b/g, 'convert'],
  [/\bun-/g, 'un'],
  [/\bhow (do|can|would|should) (i|we)\b/g, ' '],
  [/\b(i|we)( \w+)? (need|want|have|like|must)( to)?\b/g, ' '],
  [/\b(i|we) would like( to)?\b/g, ' '],
  [/\b(can|could|would|will) (you|i|we)\b/g, ' '],
];

const ASKS_SOMEBODY = /\b(can|could|would|will) you\b|^(can|could) (i|we)\b|\bhow (do|can|would|should) (i|we)\b/i;
const ASKS_FOR = 'how|what|which|who|whom|whose|when|where|why';
/** Auxiliaries ask only at the beginning; elsewhere they tell a situation. */
const QUESTION_FIRST = new RegExp(
  `^(is|are|was|were|did|does|do|has|may|might|can|could|will|would|${ASKS_FOR})\\b`,
  'i',
);
const QUESTION = new RegExp(`\\b(${ASKS_FOR})\\b`, 'i');
/** What a verb may follow. */
const BEFORE_A_VERB =
  /(^|[,;:.\u2013\u2014-]|\b(to|please|and|or|then|just|now|you|we|i|must|should|can|don't|not|quickly|also))\s*$/;

/** What a request wants done: asked, by its question; told, by its first verb. */
function effectsOf(request: string): readonly Effect[] {
  const asked = !ASKS_SOMEBODY.test(request);
  if (asked && (/\?\s*$/.test(request) || QUESTION_FIRST.test(request))) return ['read'];
  const plain = PHRASES.reduce((text, [phrase, verb]) => text.replace(phrase, verb), request.toLowerCase());
  for (const { 0: word, index } of plain.matchAll(/\b[a-z]+\b/g)) {
    const effects = effectsOfVerb.get(word);
    if (effects && (!ALSO_NOUNS.has(word) || BEFORE_A_VERB.test(plain.slice(0, index)))) return effects;
  }
  return asked && QUESTION.test(request) ? ['read'] : [];
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

/** What counts something else than rows: amounts, durations, the kind of message called bulk, and "how many". */
const NO_ROWS =
  /\bhow many\b|\bbulk (sms|e-?mails?|messages?|and transactional)\b|\b(two|three|\w+ty|\d[\d,]*) (\w+ )?(points|days|weeks|months|years|hours|rupees|dollars|percent|digits)\b/g;
const MANY =
  /\b(bulk|batch|several|multiple|many|these \d+|all these|in one (go|request|call|shot)|at once|together|list of (customers|members|ids|shoppers|codes))\b|\b(two|three|four|five|six|ten|twelve|fifteen|twenty|thirty|forty|fifty|hundreds?|thousands?|\d[\d,]{1,5}) (of )?(\w+ ){0,2}(ids|\w{3,}s)\b/;
const ONE = /\b(one|single|individually)\b/;
/** A one that counts nothing. */
const NOT_ONE = /\bin one\b|\bone-time\b|\bone (of|in|by)\b/g;

function numberOf(request: string): Cues['number'] {
  if (/\b(no|not) (in |as )?(a )?(bulk|batch)\b/.test(request)) return 'one';
  if (MANY.test(request.replace(NO_ROWS, ' '))) return 'many';
  return ONE.test(request.replace(NOT_ONE, ' ')) ? 'one' : undefined;
}

const VERSION = /\bv(1\.1|[123])\b(?!\.\d)/g;
const VERSIONS: ReadonlyMap<string | undefined, Version> = new Map([
  ['1', 'v1'],
  ['1.1', 'v1.1'],
  ['2', 'v2'],
  ['3', 'v3'],
]);
const NOT_VERSION =
  /\b(?:not|isn't|rather than|instead of|no|predates|older than|too old for)\s+(?:yet\s+)?(?:on\s+)?(?:the\s+)?(?:v?(1\.1)|v([123]))\b(?:\s+or\s+v(1\.1|[123])\b)?/g;
const OLDER = /\b(legacy|older?|oldest|classic|first-generation|ancient|deprecated|old-style|intouch)\b/;

const UNWANTED = /\b(without|rather than|instead of)\b[^,.;:]*|([,.;:]|\b(and|but)) (don't|do not|not|no)\b[^,.;:]*/gi;

/** A request without what it says it does not want: those words would find just that. */
export const withoutUnwanted = (request: string): string => request.replace(UNWANTED, ' ');

export function readCues(request: string): Cues {
  const text = request.toLowerCase();
  const notVersions = [...text.matchAll(NOT_VERSION)].flatMap(([, ...named]) => named);
  const versions = [...text.replace(NOT_VERSION, ' ').matchAll(VERSION)].map(([, named]) => named);
  const by = keyOf(text);
  const number = numberOf(text);
  return {
    effects: effectsOf(request),
    ...(by && { by }),
    ...(number && { number }),
    versions: versionsOf(versions),
    notVersions: versionsOf(notVersions),
    older: OLDER.test(text),
  };
}

const versionsOf = (named: readonly (string | undefined)[]): Version[] =>
  named.flatMap((version) => VERSIONS.get(version) ?? []);
