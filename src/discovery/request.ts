/** The text of a request, reduced to what it asks for: without values and exclusions, and with plain verbs for idioms. */
import { isVerb } from './intent.js';
import { meaningOf, splitWords } from './terms.js';

/** A name in camel case that begins with a small letter, so not InTouch or WhatsApp. */
const CAMEL_CASE = /\b[a-z]+(?:[A-Z][a-z]*)+/g;

/** The words of names separated: an agent may ask for `get_customer_by_phone` or `fetchCustomerTier`. */
const splitNames = (text: string): string =>
  text.replace(/_/g, ' ').replace(CAMEL_CASE, (name) => name.replace(/[A-Z]/g, ' $&'));

/** Email addresses become 'email', and codes such as TZ-9917 nothing: their words are values. */
const withoutValues = (text: string): string =>
  text
    .split(/\s+/)
    .map((word) => {
      if (word.includes('@')) return 'email';
      return word.includes('-') && !word.includes('/') && /\d/.test(word) ? '' : word;
    })
    .join(' ');

/** The request as its intent and its words are read from it. */
export const cleanRequest = (written: string): string => withoutValues(splitNames(written));

const EXCLUSION = /\b(without|rather than|instead of)\b[^,.;:]*|([,.;:]|\b(and|but)) (don't|do not|not|no)\b[^,.;:]*/gi;

/** The request without the clauses that say what it does not want; their words would find exactly that. */
const removeExclusions = (request: string): string => request.replace(EXCLUSION, ' ');

/** The email or mobile that is to be changed identifies the customer. */
const CHANGES_IDENTIFIER =
  /\b(change[ds]?|update|replace|correct|fix|swap|edit|modify) (?=(?:(?!with|by|of|to|from|for|who|and)[\w']+ ){0,3}(?:e-?mail|mobile|phone)\b)/g;

/** Idioms, as the verb that tools use for them. */
const IDIOMS: readonly [RegExp, string][] = [
  [/\bget(?:ting)? rid of\b/g, 'remove'],
  [/\bsay no to\b/g, 'reject'],
  [/\bmake sure\b/g, 'check'],
  [/\bmake (?=(?:[\w']+ ){1,5}(?:usable|valid|active|available)\b)/g, 'reactivate '],
  [/\bmake (?=(?:[\w']+ ){1,6}live\b)/g, 'activate '],
  [/\bmake (?=(?:[\w']+ ){1,6}(?:mandatory|required|compulsory|optional)\b)/g, 'change '],
  [
    /\b(?:remove|delete|kick|take|drop|unsubscribe|withdraw) (?=(?:[\w']+ ){1,3}(?:from|out of) (?:[\w']+ ){0,3}(?:milestone|streak|challenge|contest|target|promotion|campaign)s?\b)/g,
    'unenrol ',
  ],
  [/\bmake\b/g, 'create'],
  [CHANGES_IDENTIFIER, '$1 identifier '],
  [/\b(?:verify|check|confirm|see) (?=(?:how|which|what|who|when)\b)/g, 'show '],
  [/\bstop sending\b/g, 'unsubscribe'],
  [/\bsend (?=(?:[\w']+ ){1,6}(?:again|once more|another time|one more time)\b)/g, 'resend '],
  [/\bwho works?\b/g, 'staff'],
  [/\bcash (?:desk|register)s?\b/g, 'till'],
  [/\b(?:no longer|not) (?:wants?|wish(?:es)?) to (?:take part|participate)\b/g, 'unenrol'],
  [/\b(?:takes?|taking) part\b/g, 'enrol'],
  [/\bto (?:the|our|my|an?) (?:reviewer|approver|checker)s?\b/g, 'submit for approval'],
  [/\b(?:push|stream|forward)(?:es|ed|ing)?\b/g, 'webhook notify'],
  [/\bfindable\b/g, 'searchable'],
  [/\b(?:account|org|organi[sz]ation|brand|company)[- ](?:level|wide)\b/g, 'organization'],
  [/\bdrop (?=(?:[\w']+ ){1,6}into\b)/g, 'give '],
  [/\bby hand\b/g, 'manually'],
  [/\breorder\b/g, 'change order'],
  [
    /\bopts? out of (?=(?:[\w']+ ){0,4}(?:milestone|streak|challenge|contest|promotion|campaign)s?\b)/g,
    'unenrol from ',
  ],
  [/\bun-(?=\w)/g, 'un'],
  [/\bwho (?=(?:added|edited|changed|removed|deleted|updated|renamed)\b)/g, 'audit log who '],
  [/\blet (?:\w+ ){1,3}know\b/g, 'remind'],
  [/\b(?:should|must|may)(?:n't| not| no longer) get\b/g, 'stop'],
  [/\bshould (?:get|receive)\b/g, 'issue'],
  [/^whatsapp (?=(?:the|this|these|our|all|\d+) )/, 'send whatsapp message '],
  [/\b(?:must|should) (?:be|stay|remain) valid\b|\bvalid (?=for (?:\w+ ){1,3}(?:more|longer)\b)/g, 'extend expiry'],
  [/\b(?:points|rewards?|gifts?)[- ](?:shop|store|catalog(?:ue)?)\b/g, 'reward catalog'],
  [/\bset-ups?\b/g, 'setup'],
  [/\b(?:brings|brought|bringing) (?=(?:[\w']+ ){0,4}back\b)|\b(?:brings|brought|bringing) back\b/g, 'return '],
  [/\bone[- ]time (?:codes?|pins?|passwords?)\b/g, 'otp'],
  [/\b(?:can|may) (?=(?:[\w']+ ){1,5}(?:use|spend|redeem|pay) (?:[\w']+ ){0,4}points\b)/g, 'check redeemable '],
  [/\bwhat (?:did|have) we (?:send|sent)\b/g, 'messages sent'],
  [/\bwhich (?=\w+ (?:\w+ ){0,4}(?:in|belongs?)\b)/g, 'find '],
  [/\b(?:get|buy|afford|obtain) (?=(?:with|for|from) (?:\w+ ){0,2}points\b)/g, 'buy rewards '],
];

/** Verbs with a particle, which may come after the object: 'switch the promotion off'. */
const PARTICLE_VERBS: readonly { verbs: string; meaning: Readonly<Record<string, string>> }[] = [
  { verbs: 'take taking took', meaning: { away: 'remove', off: 'remove', out: 'remove', offline: 'disable' } },
  { verbs: 'turn turning switch switching', meaning: { off: 'disable', on: 'activate', down: 'reject' } },
  { verbs: 'opt opted opting', meaning: { out: 'unsubscribe', in: 'unsubscribe' } },
];
const particlesOfVerb = new Map(
  PARTICLE_VERBS.flatMap(({ verbs, meaning }) =>
    verbs.split(' ').map((verb) => [verb, new Map(Object.entries(meaning))] as const),
  ),
);
/** How many words may separate a verb from its particle. */
const MAX_OBJECT = 6;

function replaceParticleVerbs(text: string): string {
  const words = text.split(' ');
  words.forEach((word, start) => {
    const particles = particlesOfVerb.get(word);
    if (!particles) return;
    for (let end = start + 1; end <= start + 1 + MAX_OBJECT; end++) {
      const verb = particles.get(words[end] ?? '');
      if (verb === undefined) continue;
      words[start] = verb;
      words[end] = '';
      return;
    }
  });
  return words.join(' ');
}

/** The part of a request whose words are searched, in lower case. */
export const toSearchText = (request: string): string =>
  replaceParticleVerbs(
    IDIOMS.reduce((text, [idiom, verb]) => text.replace(idiom, verb), removeExclusions(request).toLowerCase()),
  );

/** Words that end the first noun phrase of a request. What follows qualifies it: 'the tier *of a customer*'. */
const BOUNDARIES = new Set(
  'for with by of in at as from on to via that who which whose where when is are was were does do did has have can and or'.split(
    ' ',
  ),
);
/** Weight of a term after the first noun phrase. */
const QUALIFIER_WEIGHT = 0.6;

/** Pronouns, which nearly always mean a customer. */
const PRONOUNS = new Set('she he her his him hers somebody someone anybody who whose'.split(' '));
const LEVELS = new Set('bronze silver gold platinum diamond titanium'.split(' '));
const PERSON = '~customer';
const PRONOUN_WEIGHT = 0.6;
/** Further terms of a request are ignored. */
const MAX_TERMS = 80;

/** The terms of a request, each with its weight. @param text - from `toSearchText` */
export function weighTerms(text: string): Map<string, number> {
  const weights = new Map<string, number>();
  for (const word of splitWords(text)) {
    if (weights.size >= MAX_TERMS) break;
    for (const term of meaningOf(word).terms) weights.set(term, 1);
    if (LEVELS.has(word)) weights.set('~tier', weights.get('~tier') ?? PRONOUN_WEIGHT);
    if (PRONOUNS.has(word)) weights.set(PERSON, weights.get(PERSON) ?? PRONOUN_WEIGHT);
  }
  return weights;
}

/** The subjects of a request, each with its weight. @param text - from `toSearchText` */
export function weighSubjects(text: string): Map<string, number> {
  const weights = new Map<string, number>();
  let weight = 1;
  for (const word of splitWords(text)) {
    if (weights.size > 0 && BOUNDARIES.has(word)) weight = QUALIFIER_WEIGHT;
    const { subject } = meaningOf(word);
    if (subject !== undefined) weights.set(subject, Math.max(weight, weights.get(subject) ?? 0));
    else if (PRONOUNS.has(word)) weights.set(PERSON, Math.max(PRONOUN_WEIGHT, weights.get(PERSON) ?? 0));
  }
  return weights;
}

/** The subjects without those that only say what to do. @param text - the one that they are from */
export function withoutVerbs(subjects: ReadonlyMap<string, number>, text: string): Map<string, number> {
  const nouns = new Map(subjects);
  for (const word of splitWords(text)) if (isVerb(word)) nouns.delete(meaningOf(word).subject ?? '');
  return nouns;
}

/**
 * The share of a request's words that are unknown to all tools, without names. A capital letter inside the request tells
 * a name.
 *
 * @param request - from `cleanRequest`
 * @param text - from `toSearchText`
 * @param unknown - terms
 */
export function shareOfUnknown(request: string, text: string, unknown: ReadonlySet<string>): number {
  if (unknown.size === 0) return 0;
  const names = new Set(
    request
      .split(/\s+/)
      .slice(1)
      .filter((word) => /^\W*[A-Z]/.test(word))
      .flatMap(splitWords),
  );
  const words = new Set(splitWords(text));
  let known = 0;
  let foreign = 0;
  for (const word of words) {
    const { terms, subject } = meaningOf(word);
    if (subject === undefined) continue;
    if (!terms.every((term) => unknown.has(term))) known++;
    else if (!names.has(word)) foreign++;
  }
  return foreign === 0 ? 0 : foreign / (known + foreign);
}
