/** Card, beyond the inventory. */
import { CARD } from '../card/card.defaults.js';
import { section } from '../define.js';
import * as answers from './card.answers.js';

export const cardBeyond = section('Card', CARD);

export const cardListSeries = cardBeyond.get('v2/card/series/get/all', {
  tool: 'card_list_series',
  title: 'List Card Series',
  summary:
    'Lists all card series of the organization: id, code, name, whether cards are generated or only registered, how long they are valid; unpaged. For the cards made of a series use card_get_generation_log, for one card card_get.',
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
  ],
});
