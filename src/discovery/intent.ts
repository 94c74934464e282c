/** What a request wants, apart from its subject: read or write, one or many, by which key, in which API layer. */
import { EFFECTS, type Effect, type Version } from '../tools/define.js';

export interface Intent {
  /** The possible effects of the first verb; empty if no verb is recognized. */
  effects: readonly Effect[];
  /** How the customer is identified: by Capillary's id, or by a mobile, email or card. */
  customerKey?: 'id' | 'identifier';
  /** Whether the request asks for several rows at once, or explicitly for one. */
  number?: 'many' | 'one';
  /** Whether the request asks what there is: 'which stores do we have'. */
  wantsList: boolean;
  /** Whether the request is about other organizations than one's own: 'of the sister brand'. */
  crossesOrganizations: boolean;
  /** API layers that the request names. */
  versions: readonly Version[];
  /** API layers that the request rules out. */
  excludedVersions: readonly Version[];
  /** Whether the request asks for the older form without naming a layer. */
  wantsOlder: boolean;
}

/** Verbs by the effect they ask for; some appear under two effects. */
const VERBS: { [effect in Effect]: string } = {
  read: 'show list get fetch look see view find check pull read retrieve display tell verify search lookup know compare review track dump confirm test bring browse count open break preview inspect pinpoint trace audit suggest recommend export validate calculate work estimate download summarize choose select',
  create:
    'add create define register enter make build launch onboard upload submit initialise initialize generate start begin introduce new enrol enroll insert import load post put record write open develop produce store save attach connect link invite log append note file raise ask request hand place assign set push configure run obtain capture propose tie nudge ring book opening sign draft tag schedule bill remind hire join answer reply respond escalate keep pay merge combine',
  update:
    'reorder update change edit modify extend fix correct rename push raise move adjust mark set reactivate alter replace switch configure increase lower reduce prolong swap amend transfer approve reject tweak suspend assign reopen put store save attach link opt add hand upgrade downgrade hide label refresh sync activate enable block freeze finish accept decline subscribe unsubscribe tag merge combine split mute pause unpause resume allow forbid permit limit restrict ban exempt complete resolve',
  delete:
    'delete remove drop strip erase wipe retire cancel undo revoke end stop disable deactivate unlink delink detach withdraw reverse purge expire close logout unenrol unenroll scrap discard kick dissolve disband clear rid offboard kill leave quit void forget anonymise anonymize',
  action:
    'whatsapp try send email text mail issue give grant award redeem burn apply resend transfer reverse unlock convert simulate price evaluate claim reprocess retrigger spend deliver deduct consume use reserve accept approve okay confirm verify validate check test work retry release refund restore refer notify reject decline sign close end finish revoke reactivate bill pay return exchange credit compensate merge hold free pause unpause resume',
};

/** Verbs that can also be nouns or adjectives: they count as verbs only at the start of a clause. */
const ALSO_NOUNS = new Set(
  'list look view check search review track count test audit export email text mail issue price claim use work record log note label store file request post place set run book end close open new start import load upload link move change transfer switch swap fix report mark award grant spend sign ring preview sync draft tag schedule bill answer reply pay keep limit ban return exchange credit hold free leave complete'.split(
    ' ',
  ),
);

/** Verb → the effects it may ask for. */
const effectsOfVerb = new Map<string, readonly Effect[]>();
for (const effect of EFFECTS) {
  for (const verb of VERBS[effect].split(' ')) effectsOfVerb.set(verb, [...(effectsOfVerb.get(verb) ?? []), effect]);
}

/** Whether a word can say what to do. */
export const canBeVerb = (word: string): boolean => effectsOfVerb.has(word);

/** Whether a word always says what to do, and never to what. */
export const isVerb = (word: string): boolean => effectsOfVerb.has(word) && !ALSO_NOUNS.has(word);

/** Phrases replaced by the verb they stand for, or removed because they only introduce one. */
const PHRASES: readonly [RegExp, string][] = [
  [
    /\b(using|with|via|through|on|from|over|by|in)\b[^,;:.]{0,40}\bv(1\.1|[123])\b( (api|interface|layer|platform|version|form))?( \(not v1\.1\)|,? (and )?not (v?1\.1))?[,;:]?/g,
    ', ',
  ],
  [/\b(verify|check|confirm|test|make sure|see)\b (how|that|whether|if|which|what|who)\b/g, 'show'],
  [/\bmake\b(?=( [\w']+){1,6} live\b)/g, 'activate'],
  [/\bmake\b(?=( [\w']+){1,6} (mandatory|required|compulsory|optional)\b)/g, 'change'],
  [/\bset(ting)? up\b/g, 'create'],
  [/\bopts (?=out|in)\b/g, 'opt '],
  [/\blet( \w+){1,3} know\b/g, 'remind'],
  [/\b(should|must|may)(n't| not| no longer) get\b/g, 'stop'],
  [/\bshould (get|receive)\b/g, 'give'],
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

/** A question in form, but an order in meaning. */
const POLITE_ORDER = /\b(can|could|would|will) you\b|^(can|could) (i|we)\b|\bhow (do|can|would|should) (i|we)\b/i;
const QUESTION_WORDS = 'how|what|which|who|whom|whose|when|where|why';
/** Auxiliaries make a question only at the beginning; elsewhere they describe a situation. */
const QUESTION_START = new RegExp(
  `^(is|are|was|were|did|does|do|has|may|might|can|could|will|would|${QUESTION_WORDS})\\b`,
  'i',
);
const QUESTION = new RegExp(`\\b(${QUESTION_WORDS})\\b`, 'i');
/** What may precede a verb that can also be a noun. 'What we hold' describes something, so pronouns may not. */
const BEFORE_A_VERB =
  /(^|[,;:.\u2013\u2014-]|\b(to|please|and|or|then|just|now|must|should|can|don't|not|quickly|also))\s*$/;
/** What makes the next word a noun: 'a new *display* name'. */
const BEFORE_A_NOUN = /\b(an?|the|this|that|these|those|his|its|our|my|their|your|new|each|every|no|of|for|per|with) $/;
const MAX_DETERMINER = 7;

/** A request that only names something new: 'a new voucher campaign', 'one more category', 'a task for the cashiers'. */
const NEW_THING =
  /^\s*an? [\w-]+ for\b|^\s*(?:(?:an?|one|some|the|two|three)\s+)?(?:(?:brand|completely)[ -])?(?:new|more|another|additional|extra|further)\b/;

/** Statements that imply what is to be done: 'the surname is misspelt', 'she does not want emails any more'. */
const NEEDS_UPDATE =
  /\b(needs? (an?|another|one more)|(has|have) been (delivered|shipped|packed)|(was|were) (delivered|shipped|packed)|wrong|incorrect|misspelt|misspelled|outdated|typo|changed|should (be|have|cost|end|start|run|last)|(has|have|got|gets) an? (new|different|another))\b/;
const NEEDS_REMOVAL = /\b(does not|doesn't|do not|don't|no longer) (want|wish|need)s?\b|\bany ?more\b/;
/** What is only ever read. */
const READ_NOUN =
  /\b(details?|history|info|information|overview|summary|report|log|list|status|balance|schedule|breakdown|count|statement)\b/;

/** The effects that a request may ask for. A question asks for a read; otherwise the first verb decides. */
function parseEffects(request: string): readonly Effect[] {
  const canBeQuestion = !POLITE_ORDER.test(request);
  if (canBeQuestion && (/\?\s*$/.test(request) || QUESTION_START.test(request))) return ['read'];
  const plain = PHRASES.reduce((text, [phrase, verb]) => text.replace(phrase, verb), request.toLowerCase());
  for (const { 0: word, index } of plain.matchAll(/\b[a-z]+\b/g)) {
    const effects = effectsOfVerb.get(word);
    if (!effects || BEFORE_A_NOUN.test(plain.slice(Math.max(0, index - MAX_DETERMINER), index))) continue;
    if (ALSO_NOUNS.has(word) && plain.startsWith(' of ', index + word.length)) continue;
    if (!ALSO_NOUNS.has(word) || BEFORE_A_VERB.test(plain.slice(0, index))) return effects;
  }
  if (canBeQuestion && QUESTION.test(request)) return ['read'];
  return impliedEffects(plain);
}

/** The effects that a request without a verb asks for. */
function impliedEffects(request: string): readonly Effect[] {
  if (NEEDS_UPDATE.test(request)) return ['update'];
  if (NEEDS_REMOVAL.test(request)) return ['update', 'delete'];
  if (NEW_THING.test(request)) return ['create'];
  return READ_NOUN.test(request) ? ['read'] : [];
}

const WITHOUT_ID = /\b(no|without|not|lack|don't (know|have)|do not (know|have))\b[^.;,]{0,20}\bid\b/;
const WITH_ID =
  /\b(internal|customer|user|capillary|member|shopper|numeric)('s)? (internal |user |customer |capillary )*id\b|\b(member|customer|shopper|user) (id )?\d{4,}\b/;
const WITH_IDENTIFIER = /\b(mobile|phone|e-?mail|card (no|number|\d+)|external id)\b|\bnumber \d{6,}/;

function parseCustomerKey(request: string): Intent['customerKey'] {
  const withoutId = WITHOUT_ID.test(request);
  if (!withoutId && WITH_ID.test(request)) return 'id';
  return withoutId || WITH_IDENTIFIER.test(request) ? 'identifier' : undefined;
}

/** Numbers that do not count rows: amounts, durations, the kind of message called bulk, and "how many". */
const NOT_ROWS =
  /\bhow many\b|\bbulk (sms|e-?mails?|messages?|and transactional)\b|\b(two|three|\w+ty|\d[\d,]*) (\w+ )?(points|days|weeks|months|years|hours|rupees|dollars|percent|digits)\b/g;
const MANY =
  /\b(bulk|batch|several|multiple|many|these \d+|all these|in one (go|request|call|shot)|at once|together|these (\w+ )?(customers|members|shoppers|people|users|drivers|guests|employees)|list of (customers|members|ids|shoppers|codes))\b|\b(two|three|four|five|six|ten|twelve|fifteen|twenty|thirty|forty|fifty|hundreds?|thousands?|[2-9]|\d[\d,]{1,5}) (of )?(\w+ ){0,2}(ids|people|\w{3,}s)\b/;
const ONE = /\b(one|single|individually)\b/;
/** 'one' where it does not count anything. */
const NOT_ONE = /\bin one\b|\bone-time\b|\bone (of|in|by)\b/g;

function parseNumber(request: string): Intent['number'] {
  if (/\b(no|not) (in |as )?(a )?(bulk|batch)\b/.test(request)) return 'one';
  if (MANY.test(request.replace(NOT_ROWS, ' '))) return 'many';
  return ONE.test(request.replace(NOT_ONE, ' ')) ? 'one' : undefined;
}

/** 'which coupons expire', 'what tags do we have', 'list stores', 'all promotions'. */
const WANTS_LIST =
  /^(get|fetch|show|retrieve) (the |our )?(\w+ ){0,3}\w{2,}[^s]s$|\b(which|what|list|all|see which|overview|names|ids) (of )?(the |our |all )*(\w+ ){0,2}\w{3,}[^s]s\b/;

/** About one of them, or about what one has. */
const ABOUT_ONE = /\b(an?|this|that|his|her|him|he|she|it|customer|member|shopper|user|by|\d{3,})\b/;

const CROSSES_ORGANIZATIONS =
  /\b(scopes?|connected|coalition|across|(sister|partner|other|another) (brand|org|organi[sz]ation|company)s?)\b/;

const VERSION = /\bv(1\.1|[123])\b(?!\.\d)/g;
const VERSIONS: ReadonlyMap<string | undefined, Version> = new Map([
  ['1', 'v1'],
  ['1.1', 'v1.1'],
  ['2', 'v2'],
  ['3', 'v3'],
]);
const EXCLUDED_VERSION =
  /\b(?:not|isn't|rather than|instead of|no|predates|older than|too old for)\s+(?:yet\s+)?(?:on\s+)?(?:the\s+)?(?:v?(1\.1)|v([123]))\b(?:\s+or\s+v(1\.1|[123])\b)?/g;
const OLDER = /\b(legacy|older?|oldest|classic|first-generation|ancient|deprecated|old-style|intouch)\b/;

export function parseIntent(request: string): Intent {
  const text = request.toLowerCase();
  const excluded = [...text.matchAll(EXCLUDED_VERSION)].flatMap(([, ...numbers]) => numbers);
  const included = [...text.replace(EXCLUDED_VERSION, ' ').matchAll(VERSION)].map(([, number]) => number);
  const customerKey = parseCustomerKey(text);
  const number = parseNumber(text);
  return {
    effects: parseEffects(request),
    ...(customerKey && { customerKey }),
    ...(number && { number }),
    wantsList: WANTS_LIST.test(text) && !ABOUT_ONE.test(text),
    crossesOrganizations: CROSSES_ORGANIZATIONS.test(text),
    versions: toVersions(included),
    excludedVersions: toVersions(excluded),
    wantsOlder: OLDER.test(text),
  };
}

const toVersions = (numbers: readonly (string | undefined)[]): Version[] =>
  numbers.flatMap((number) => VERSIONS.get(number) ?? []);
