/** Card: loyalty cards, their numbers and status. */
import { section } from '../define.js';
import { idOf } from '../schemas/leaf-types.js';
import { integer, text } from '../schemas/values.js';
import * as answers from './card.answers.js';
import {
  cardAddBody,
  cardGenerateBody,
  cardSetActiveLimitBody,
  cardUpdateBody,
  cardUpdateBulkBody,
} from './card.bodies.js';
import { CARD } from './card.defaults.js';

export const card = section('Card', CARD);

const format = () => text('json; leave out').optional();

export const cardGenerate = card.post('v2/card/generate', {
  tool: 'card_generate',
  title: 'Develop Cards',
  summary:
    'Generates a stock of new card numbers in a card series, not assigned to customers yet; numbers already in use are skipped. To register one number you already have use card_add; to give a card to a customer customer_link_card.',
  body: cardGenerateBody,
  answer: answers.cardGenerateAnswer,
  effect: 'create',
  checkedBy: ['card_get_generation_log'],
  evidence: 'a run for this series and number of cards at the time of the call',
  nextStep: 'nobody holds these cards yet. customer_link_card gives one to a customer.',
  limits: { batch: '50,000 cards per call' },
  sources: ['https://docs.capillarytech.com/reference/generate-cards', 'Generate Cards, documentation 2022'],
  keywords: [
    'make many cards at once',
    'print a batch of 500 plastic cards',
    'make new membership numbers in bulk',
    'we are running out of gift cards for the shops',
    'produce digital card ids for a series',
    'order blank cards for a new store opening',
    'mint thousands of card numbers',
    'how do i get unassigned loyalty cards to hand out',
    'auto-number cards for the gold range',
    'fresh fuel card stock for a fleet',
    'we need more card numbers',
    'produce a stack of loyalty cards',
    'create empty cards for distribution',
    'produce a number of cards',
    'make cards for a series',
  ],
});

export const cardGetGenerationLog = card.get('v2/card/generation/logs', {
  tool: 'card_get_generation_log',
  title: 'Get Card Generation Log',
  summary:
    'Lists the past runs of card_generate, of one series or all: how many cards, when, by whom, and the handle of the file with the numbers; unpaged. For what happened to one card use card_get_status_log.',
  query: () => ({
    seriesId: idOf('cardSeries', integer('Only runs of this card series')).optional(),
    format: format(),
  }),
  answer: answers.cardGetGenerationLogAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-card-generation-log',
    'Get Card Generation Log, documentation 2022',
  ],
  keywords: [
    'when did we last print cards',
    'how many cards were made for this series',
    'file with the numbers of the march print run',
    'history of bulk card production',
    'who ordered the last batch of membership cards',
    'find the download handle of generated card numbers',
    'audit of card stock creation',
    'list card batches',
    'past card printing jobs',
    'where is the list of cards we produced',
    'download numbers from an earlier card run',
  ],
});

export const cardAdd = card.post('v2/card', {
  tool: 'card_add',
  title: 'Add Card (Single)',
  summary:
    'Registers one card with a known number in a card series, with its status and optionally external id, fields and holder. For many cards numbered by Capillary use card_generate; to give an existing card to a customer customer_link_card.',
  body: cardAddBody,
  answer: answers.cardAddAnswer,
  effect: 'create',
  checkedBy: ['card_get'],
  evidence: 'the card, with the values you sent',
  limits: { batch: 'one card per call' },
  sources: [
    'https://docs.capillarytech.com/reference/add-card-number-to-series',
    'https://docs.capillarytech.com/reference/add-card-details-single',
    'Add Card Details (Single), documentation 2022',
  ],
  keywords: [
    'enter a preprinted card number into the system',
    'register this plastic card',
    'till says card does not exist, create it',
    'add a replacement card by its printed number',
    'import one card from the old program',
    'put card 8001234 into the silver series',
    'create a card with our own reference id',
    'store got a card that is not known yet',
    'type in a single card that we already hold',
    'save a pre-numbered card in a series',
    'make a card known to the system',
    'put a single card into the system',
  ],
});

export const cardUpdate = card.put('v2/card', {
  tool: 'card_update',
  title: 'Update Card Details (Single)',
  summary:
    "Changes one card (its number: cardDetails of customer_get): status (suspend, activate, expire, delete; deletion is final), external id, till or fields. For many cards use card_update_bulk; to change a card's holder customer_link_card.",
  query: () => ({
    format: format(),
  }),
  body: cardUpdateBody,
  answer: answers.cardUpdateAnswer,
  effect: 'update',
  checkedBy: ['card_get', 'card_get_status_log'],
  evidence: 'the values you sent, or a status change at the time of the call',
  idempotent: true,
  destructive: true,
  limits: { batch: 'one card per call', rate: '1,000 per hour' },
  sources: [
    'https://docs.capillarytech.com/reference/update-card-details-single',
    'https://docs.capillarytech.com/reference/add-external-reference-id-to-card',
    'Update Card Details (Single), documentation 2022',
    'Update Card Status, documentation 2022',
  ],
  keywords: [
    'block a lost card',
    'customer says her card was stolen',
    'freeze this membership card',
    'unblock the card, it was found again',
    'switch on a card at the till',
    'cancel a card for good',
    'lost plastic, make it unusable',
    'mark card as expired',
    'correct the custom fields of one card',
    'suspended card should be usable again',
    'shopper lost her card, disable it',
    'stop or resume one card',
    'report a card as stolen or lost',
    'block or unblock a card',
  ],
});

export const cardUpdateBulk = card.put('v2/card/bulk', {
  tool: 'card_update_bulk',
  title: 'Update Card Details (Bulk)',
  summary:
    'Changes status, external id, till or fields of up to 200 cards, each independently: rows can fail while the call succeeds, so read failureCount. Deletion is final; for one card use card_update.',
  query: () => ({
    format: format(),
  }),
  body: cardUpdateBulkBody,
  answer: answers.cardUpdateBulkAnswer,
  effect: 'update',
  consent: 'overLimit',
  question: 'Change {count body[]} cards?',
  subjects: [],
  checkedBy: ['card_get', 'card_get_status_log'],
  evidence: 'for each card, the values you sent, or a status change at the time of the call',
  idempotent: true,
  destructive: true,
  limits: { batch: '200 per call' },
  sources: [
    'https://docs.capillarytech.com/reference/update-card-details-bulk',
    'https://docs.capillarytech.com/reference/add-card-number-to-a-card-series',
    'Update Card Details (Bulk), documentation 2022',
  ],
  keywords: [
    'activate a whole box of cards sent to a store',
    'suspend a list of cards at once',
    'deactivate all cards of the stolen batch',
    'assign many cards to a till',
    'change status of 150 card numbers',
    'mass edit card custom fields',
    'block every fuel card of this fleet',
    'retire old membership cards from a spreadsheet',
    'block lots of cards',
    'hundreds of cards change state together',
    'make a pile of cards live',
    'kill a stolen pack of cards',
  ],
});

export const cardGet = card.get('v2/card', {
  tool: 'card_get',
  title: 'Get Card Details',
  summary:
    'Reads one card by its number: series, status, holder, issue and expiry dates, fields. For earlier statuses use card_get_status_log; for the person who holds it customer_lookup_get_details.',
  query: () => ({
    number: idOf('cardNumber', text('Card number')),
    format: format(),
  }),
  answer: answers.cardGetAnswer,
  effect: 'read',
  sources: ['https://docs.capillarytech.com/reference/get-card-details', 'Get Card Details, documentation 2022'],
  keywords: [
    'is this card active',
    'who owns card number 8001234',
    'when does the membership card expire',
    'look up a swiped card',
    'why is the card refused at the till',
    'which series does this card belong to',
    'check a card before handing it out',
    'found card in the shop, whose is it',
    'physical or digital card?',
    'tell me about this card',
    'card status by number',
    'is the plastic valid or blocked',
    'is the card active',
  ],
});

export const cardGetStatusLog = card.get('v2/card/statusLog', {
  tool: 'card_get_status_log',
  title: 'Get Status Log',
  summary:
    "Lists a card's status changes, by card number: each label with time, reason and author; unpaged. For the current state use card_get; for a customer's own status history customer_get_status_log.",
  query: () => ({
    number: idOf('cardNumber', text('Card number')),
  }),
  answer: answers.cardGetStatusLogAnswer,
  effect: 'read',
  limits: { rate: '1,000 per hour' },
  sources: [
    'Get Card Status Changes Log, documentation 2022',
    'https://docs.capillarytech.com/reference/apis-updated-with-additional-timezone-fields',
  ],
  keywords: [
    'when was this card blocked',
    'why was the card suspended, and by whom',
    'history of a membership card',
    'trace activations and suspensions of one card',
    'was this card ever expired before',
    'timeline of card state changes',
    'support agent checks who reactivated the card',
    'audit trail for a plastic card',
    'everything that happened to a card',
    'card life story: issued, blocked, reactivated',
    'who froze the card and for what reason',
  ],
});

export const cardSetActiveLimit = card.post('v2/organization/configs', {
  tool: 'card_set_active_limit',
  title: 'Limit Active Cards per Customer',
  summary:
    'Sets how many active cards one customer may hold, for the WHOLE organization; other configuration keys are set here too, e.g. ORG_MAX_LABEL_COUNT. Read the current value first with organization_get_config_values.',
  accessGroup: 'Organization',
  query: () => ({
    format: format(),
  }),
  body: cardSetActiveLimitBody,
  answer: answers.cardSetActiveLimitAnswer,
  effect: 'update',
  checkedBy: ['organization_get_config_values'],
  evidence: 'the value you sent',
  idempotent: true,
  limits: { rate: '1,000 per hour' },
  sources: [
    'https://docs.capillarytech.com/reference/limit-active-cards-per-customer',
    'Set Max Active Cards per Customer, documentation 2022',
  ],
  keywords: [
    'allow members to have three cards each',
    'one card per person rule',
    'raise the cap on cards in use per shopper',
    'change an organisation setting',
    'set a config key',
    'program manager wants fewer active cards per account',
    'increase how many customer tags we may define',
    'limit duplicate cards, how many may be live at a time',
    'how many cards can somebody have, set the cap',
    'restrict number of usable cards per member',
    'brand-wide rule on parallel cards',
    'how many cards one customer may have',
    'maximum of active cards for each person',
  ],
});
