/** Text as search sees it: words without endings, and the loyalty field's synonyms as one concept. */
import { stemmer } from 'stemmer';

/** Words that mean the same here, each line a concept named by its first word. */
const SYNONYMS = [
  'customer member shopper guest buyer client person lady guy',
  'coupon voucher',
  'transaction bill receipt invoice purchase sale order',
  'store shop outlet branch showroom',
  'tier slab level',
  'staff employee associate worker colleague salesperson seller personnel cashier',
  'mobile phone',
  'lead prospect opportunity enquiry inquiry',
  'task todo job assignment',
  'product item article sku merchandise',
  'till terminal counter pos',
  'company firm business corporate employer',
  'image photo picture avatar selfie',
  'group circle pool family fleet household',
  'label tag',
  'otp passcode',
  'target goal milestone challenge streak',
  'badge medal trophy achievement sticker',
  'survey feedback questionnaire',
  'promotion offer deal campaign',
  'reward gift',
  'referral refer invite friend invitee',
  'delete remove erase drop wipe strip scrap discard',
  'update change edit modify alter correct fix adjust',
  'create add register new define',
  'redeem burn spend',
  'issue give grant award',
  'end close finish stop kill',
  'price cost',
  'enrol enroll join participate',
  'transfer move shift',
  'approve accept authorise authorize',
  'reject decline refuse deny',
  'undo reverse revert rollback',
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
  'category department',
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
  'pii privacy gdpr',
];

const STOP_WORDS = new Set(
  'a an the of to in on for and or is are was were be been it its this that these those i we my our your their his her him she he they them me you us with at by from as so do does did has have had will would can could should which what who whose when where how there here please let not s t use uses used using one up us its no only api legacy old oldest classic intouch want wants know need needs'.split(
    ' ',
  ),
);

/** Porter's stem, but for words it takes for others: a customer is not custom. */
const stem = (word: string): string => (/^customers?$/.test(word) ? 'customer' : stemmer(word));

/** Stem → concept. A concept is written so that no word can be equal to it. */
const concepts = new Map(
  SYNONYMS.flatMap((line) => {
    const words = line.split(' ');
    return words.map((word) => [stem(word), `~${words[0]}`] as const);
  }),
);

/** The concept of a stem, if it has one. */
export const conceptOf = (stemmed: string): string | undefined => concepts.get(stemmed);

/** What one word is indexed by; nothing for numbers and glue. */
function termsOf(word: string): readonly string[] {
  if (word === '' || STOP_WORDS.has(word) || /\d/.test(word)) return [];
  const own = stem(word);
  const concept = concepts.get(own);
  return concept === undefined ? [own] : [own, concept];
}

/** Kept, because a catalogue's words repeat. Requests bring words of their own, so the store is bounded. */
const known = new Map<string, readonly string[]>();

function knownTerms(word: string): readonly string[] {
  const kept = known.get(word);
  if (kept !== undefined) return kept;
  const made = termsOf(word);
  if (known.size < 10_000) known.set(word, made);
  return made;
}

/**
 * What a text is indexed and looked up by: the stems of its words, each with its concept if it has one. `to-do` and
 * `e-mail` are one word, `customerId` are two.
 */
export function terms(text: string): string[] {
  const found: string[] = [];
  for (const word of wordsOf(text)) for (const term of knownTerms(word)) found.push(term);
  return found;
}

/** Letters and digits of any script, by range: `\p{L}` takes five times as long. */
const WORD = /[a-z0-9\u00c0-\u1fff\u2c00-\ud7ff]+/g;

const wordsOf = (text: string): readonly string[] =>
  text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/\b(to|e)-(do|mail)/g, '$1$2')
    .replace(/\bhow many\b/g, 'how much')
    .match(WORD) ?? [];
