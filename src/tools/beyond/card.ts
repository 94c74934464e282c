/** Card, beyond the inventory. */
import { CARD } from '../card/card.defaults.js';
import { section } from '../define.js';
import { idOf } from '../schemas/leaf-types.js';
import { integer } from '../schemas/values.js';
import * as answers from './card.answers.js';
import { cardCreateSeriesBody } from './card.bodies.js';

export const cardBeyond = section('Card', CARD);

export const cardListSeries = cardBeyond.get('v2/card/series/get/all', {
  tool: 'card_list_series',
  title: 'List Card Series',
  summary:
    'Lists all card series of the organization: id, code, name, whether cards are generated or only registered, how long they are valid; unpaged. For one of them card_get_series, for the cards made of a series use card_get_generation_log, for one card card_get.',
  inInventory: false,
  accessGroup: null,
  answer: answers.cardListSeriesAnswer,
  effect: 'read',
  confidence: 'partial',
  example: {},
  sources: ['Get All Card Series Details, documentation 2022', 'Get All Card Series, documentation September 2025'],
  keywords: [
    'which card series exist',
    'series id or series code of the gold card',
    'kinds of loyalty cards we have',
    'card types of the brand',
    'is the fleet card series still active',
    'what prefix do our card numbers have',
    'how many active cards may a customer hold per series',
    'what kinds of cards exist',
    'list card series',
    'all ranges of cards',
  ],
});

export const cardCreateSeries = cardBeyond.post('v2/card/series', {
  tool: 'card_create_series',
  title: 'Create Card Series',
  summary:
    'Creates a series of loyalty cards: digital or physical, pattern of the numbers, validity, how many a customer may hold. It makes no cards: card_generate and card_add do, with the id of the series.',
  inInventory: false,
  accessGroup: null,
  rules: [{ each: 'body', when: { field: 'trigger', is: ['OU_ID'] }, needs: ['conceptCode'] }],
  body: cardCreateSeriesBody,
  answer: answers.cardCreateSeriesAnswer,
  effect: 'create',
  nextStep: 'it has no cards yet. card_generate makes numbers of it, card_add registers numbers from elsewhere.',
  checkedBy: ['card_list_series'],
  evidence: 'a series with the code you sent',
  example: {
    body: {
      code: 'GOLD26',
      name: 'Gold 2026',
      type: 'DIGITAL',
      expiryDays: 1000,
      maxActiveCardsPerCustomer: 1,
      cardGenerationEnabled: true,
      cardGenerationConfiguration: { prefix: 'G2', suffix: '26', offset: 1, length: 10, method: 'DEFAULT' },
      isActive: true,
      trigger: 'SERIES_ID',
    },
  },
  sources: [
    'https://docs.capillarytech.com/reference/v2addcardseries',
    'Add Card Series, documentation September 2025',
    'Create Card Series, documentation 2022 (cardExpiryEnabled, conceptCode)',
  ],
  keywords: [
    'new kind of loyalty card',
    'we launch a platinum card',
    'number range for a new fleet card',
    'cards that run out after two years',
    'define prefix and length of card numbers',
    'card type with a check digit',
    'new card series with a prefix',
    'define a series of fleet cards',
    'set up a card series',
  ],
});

export const cardGetSeries = cardBeyond.get('v2/card/series/{seriesId}', {
  tool: 'card_get_series',
  title: 'Get Card Series',
  summary:
    'Shows the settings of one card series by its id: kind, pattern of the numbers, validity, how many a customer may hold. card_list_series finds the id; one card is card_get.',
  inInventory: false,
  accessGroup: null,
  path: () => ({ seriesId: idOf('cardSeries', integer('Series id')) }),
  answer: answers.cardGetSeriesAnswer,
  effect: 'read',
  example: { seriesId: 501 },
  sources: ['Get Card Series, documentation 2022', 'Get Card Series Details, OpenAPI file September 2025'],
  keywords: [
    'settings of the gold card',
    'what do numbers of this card type look like',
    'how long is a card of series 501 valid',
    'may a customer have two cards of this type',
    'check the pattern before printing cards',
    'is this card type still active',
    'details of one card series',
    'number pattern and limits of a series of cards',
    'prefix and validity of a card series',
    'configuration of a card series',
  ],
});
