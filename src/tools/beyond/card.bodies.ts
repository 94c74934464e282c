/** Request bodies of Card, beyond the inventory. */
import { idOf } from '../schemas/leaf-types.js';
import { boolean, choice, integer, object, text } from '../schemas/values.js';

export const cardCreateSeriesBody = () =>
  object({
    code: text('Unique; letters and digits', 50),
    name: text('Name to show; the code if absent').optional(),
    type: choice(['DIGITAL', 'PHYSICAL'], 'Kind of cards'),
    expiryDays: integer('Days a card is valid after it is issued', { min: 0 }).optional(),
    cardExpiryEnabled: boolean('false: cards do not expire, whatever expiryDays says').optional(),
    maxActiveCardsPerCustomer: integer('Active cards that one customer may hold', { min: 0 }).optional(),
    cardGenerationEnabled: boolean('true: card_generate makes the numbers; false: card_add registers them').optional(),
    isActive: boolean('false: no cards yet').optional(),
    trigger: choice(
      ['SERIES_ID', 'OU_ID', 'REGISTRATION'],
      'When a customer gets one: the series is named, first contact at an org unit, any registration',
    ).optional(),
    conceptCode: idOf('conceptCode', text('Org unit; needed with trigger OU_ID')).optional(),
    cardGenerationConfiguration: object(
      {
        prefix: text('No special characters', 50).optional(),
        suffix: text('No special characters', 50).optional(),
        offset: integer('First running number', { min: 0 }).optional(),
        length: integer('Whole length of a number, with prefix and suffix: 5 to 150').optional(),
        method: choice(
          ['DEFAULT', 'LUHNALGO', 'MOD7_ALGO', 'RANDOM', 'RANDOM_LUHN', 'RANDOM_MOD7'],
          'Running or random, with or without check digit; default DEFAULT',
        ).optional(),
      },
      'Pattern of the numbers; needed with cardGenerationEnabled',
    ).optional(),
  });
