/** Text as search sees it: words without endings, and the loyalty field's synonyms as one concept. */
import { stemmer } from 'stemmer';

/** Words that mean the same here, each line a concept named by its first word. */
const SYNONYMS = [
  'coupon voucher',
  'transaction bill receipt invoice purchase sale order',
  'store shop outlet',
  'tier slab level',
  'staff employee associate worker',
  'mobile phone',
  'lead prospect opportunity',
  'task todo',
  'product item article sku merchandise',
  'till terminal counter pos',
  'company firm',
  'image photo picture',
  'group circle pool family fleet',
  'label tag',
  'otp passcode',
  'target goal milestone challenge',
  'survey feedback questionnaire',
  'promotion offer deal campaign',
  'reward gift',
  'referral refer invite friend invitee',
  'delete remove erase drop wipe strip',
  'update change edit modify alter correct fix adjust',
  'create add register new define',
  'redeem burn spend',
  'issue give grant award',
  'log history',
  'bulk batch many several multiple',
  'cart basket checkout',
  'brand org organisation organization',
  'attribute property',
  'category department',
  'email mail',
  'sms text',
  'expire expiry expiration',
  'suspend block freeze',
  'schedule timetable calendar',
  'zone region',
  'merge combine',
  'compensation goodwill',
];

const STOP_WORDS = new Set(
  'a an the of to in on for and or is are was were be been it its this that these those i we my our your their his her him she he they them me you us with at by from as so do does did has have had will would can could should which what who whose when where how there here please let not s t use uses used using one up us its no only'.split(
    ' ',
  ),
);

/** Kept as the stemmer would give them, but for words it takes for others: a customer is not custom. */
const stems = new Map([
  ['customer', 'customer'],
  ['customers', 'customer'],
]);

/** Porter's stem, kept: a catalogue's words repeat. Requests bring words of their own, so the store is bounded. */
function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const made = stemmer(word);
  if (stems.size < 10_000) stems.set(word, made);
  return made;
}

/** Stem → concept. A concept is written so that no word can be equal to it. */
const concepts = new Map(
  SYNONYMS.flatMap((line) => {
    const words = line.split(' ');
    return words.map((word) => [stem(word), `~${words[0]}`] as const);
  }),
);

/**
 * What a text is indexed and looked up by: the stems of its words, each with its concept if it has one. `to-do` is one
 * word, `customerId` are two; numbers and glue are nothing.
 */
export function terms(text: string): string[] {
  const found: string[] = [];
  const words = text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/\bto-do/g, 'todo')
    .split(/[^\p{L}\p{N}]+/u);
  for (const word of words) {
    if (word === '' || STOP_WORDS.has(word) || /\d/.test(word)) continue;
    const own = stem(word);
    found.push(own);
    const concept = concepts.get(own);
    if (concept !== undefined) found.push(concept);
  }
  return found;
}
