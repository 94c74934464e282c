/** Turns text into search terms: word stems, and one concept for each group of synonyms in loyalty. */
import { stemmer } from 'stemmer';

/** Synonyms. Each line is one concept, named by its first word. */
const SYNONYMS = [
  'customer member shopper guest buyer client person people lady guy',
  'coupon voucher',
  'transaction bill receipt invoice purchase sale order',
  'store shop outlet branch showroom station site',
  'tier slab level',
  'staff employee associate worker colleague salesperson seller personnel cashier',
  'mobile phone',
  'lead prospect opportunity enquiry inquiry',
  'task todo job',
  'product item article merchandise',
  'till terminal counter pos',
  'company firm business corporate employer',
  'image photo picture avatar selfie',
  'group circle pool pot family fleet household',
  'label tag',
  'otp passcode',
  'target goal milestone challenge streak contest',
  'badge medal trophy achievement sticker',
  'survey feedback questionnaire',
  'promotion offer deal campaign',
  'reward gift prize perk',
  'referral refer invite friend invitee',
  'delete remove erase erasure drop wipe strip scrap discard',
  'update change edit modify alter correct fix adjust rename',
  'create add register registration new define definition book enter',
  'redeem redemption burn spend',
  'issue issuance issual give grant award',
  'end close finish stop kill',
  'price cost',
  'enrol enroll join participate',
  'transfer transferable transferrable move shift',
  'approve accept authorise authorize',
  'reject decline refuse deny',
  'undo reverse revert rollback',
  'link attach associate connect tie',
  'unlink delink disconnect detach',
  'search find locate',
  'recommend suggest',
  'remind reminder nudge alert',
  'log history trail timeline audit',
  'note remark comment memo',
  'reason explanation cause',
  'return refund',
  'bulk batch many several multiple',
  'cart basket checkout',
  'brand org organisation organization',
  'attribute property',
  'category department rubric',
  'catalog catalogue',
  'program programme',
  'color colour',
  'email mail',
  'sms text',
  'expire expiry expiration lapse',
  'promised pending locked',
  'suspend block freeze',
  'schedule timetable calendar',
  'period cycle round',
  'zone region',
  'hierarchy tree',
  'merge combine',
  'password passphrase',
  'compensation goodwill apology sorry courtesy',
  'pii privacy gdpr personal',
  'subscription subscribe unsubscribe opt consent newsletter',
  'validate verify',
  'ticket complaint grievance',
  'preference taste favourite favorite',
  'answer response reply',
  'manager supervisor',
  'limit restrict restriction cap ceiling maximum',
  'unenrol unenroll unenrolment leave quit',
  'deactivate disable retire',
  'deduct subtract claw',
  'leaderboard ranking standings',
  'mandatory required compulsory obligatory',
];

const STOP_WORDS = new Set(
  'whole entire a an the of to in on for and or is are was were be been it its this that these those i we my our your their his her him she he they them me you us with at by from as so do does did has have had will would can could should which what who whose when where how there here please let not s t use uses used using one up us its no only after before per api legacy old oldest classic intouch want wants know need needs'.split(
    ' ',
  ),
);

/** Porter's stem, except for words that it confuses with others: 'customer' is not 'custom', 'personal' not 'person'. */
const stem = (word: string): string => {
  if (word === 'customers') return 'customer';
  return word === 'customer' || word === 'personal' ? word : stemmer(word);
};

/** Stem → concept. The prefix `~` keeps concepts distinct from words. */
const concepts = new Map(
  SYNONYMS.flatMap((line) => {
    const words = line.split(' ');
    return words.map((word) => [stem(word), `~${words[0]}`] as const);
  }),
);

/** The concept that a stem belongs to, if any. */
export const findConcept = (stemmed: string): string | undefined => concepts.get(stemmed);

/** The terms of one word; none for numbers and stop words. */
function toTerms(word: string): readonly string[] {
  if (word === '' || STOP_WORDS.has(word) || /\d/.test(word)) return [];
  const stemmed = stem(word);
  const concept = concepts.get(stemmed);
  return concept === undefined ? [stemmed] : [stemmed, concept];
}

/** Words that say hardly anything about the subject of a request or of a tool; the intent covers reading. */
const GENERIC_WORDS = new Set(
  'get list show read retrieve fetch see view look display give tell detail details info information data endpoint existing all every any each some currently now'.split(
    ' ',
  ),
);

/** What a word stands for. */
interface Meaning {
  /** The terms by which it is indexed and searched: its stem, and its concept if it has one. */
  readonly terms: readonly string[];
  /** The one term that says what it is about: its concept, or else its stem; none for generic words. */
  readonly subject: string | undefined;
}

/** Meanings by word: the words of a catalogue repeat. Requests add arbitrary words, so the size is bounded. */
const cache = new Map<string, Meaning>();
const MAX_CACHED = 10_000;

export function meaningOf(word: string): Meaning {
  const cached = cache.get(word);
  if (cached !== undefined) return cached;
  const terms = toTerms(word);
  const meaning = { terms, subject: GENERIC_WORDS.has(word) ? undefined : terms.at(-1) };
  if (cache.size < MAX_CACHED) cache.set(word, meaning);
  return meaning;
}

/** The terms of a text, by which it is indexed and searched. */
export function extractTerms(text: string): string[] {
  const found: string[] = [];
  for (const word of splitWords(text)) for (const term of meaningOf(word).terms) found.push(term);
  return found;
}

/** The terms of a text, and its subjects. */
interface Analysis {
  readonly terms: readonly string[];
  readonly subjects: readonly string[];
}

export const analyze = (text: string): Analysis => analyzeWords(splitWords(text));

/** Analyzes each line by itself. Normalizing all of them at once takes a fraction of the time. */
export const analyzeLines = (lines: readonly string[]): Analysis[] =>
  normalize(lines.join('\n'))
    .split('\n')
    .map((line) => analyzeWords(line.match(WORD) ?? []));

function analyzeWords(words: readonly string[]): Analysis {
  const terms: string[] = [];
  const subjects: string[] = [];
  for (const word of words) {
    const meaning = meaningOf(word);
    for (const term of meaning.terms) terms.push(term);
    if (meaning.subject !== undefined) subjects.push(meaning.subject);
  }
  return { terms, subjects };
}

/** Letters and digits of any script, as ranges: `\p{L}` takes five times as long. */
const WORD = /[a-z0-9\u00c0-\u1fff\u2c00-\ud7ff]+/g;

/** The words of a text. `to-do` and `e-mail` count as one word, `customerId` as two. */
export const splitWords = (text: string): readonly string[] => normalize(text).match(WORD) ?? [];

const normalize = (text: string): string =>
  text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/\b(to|e)-(do|mail)/g, '$1$2')
    .replace(/\bhow many\b/g, 'how much');
