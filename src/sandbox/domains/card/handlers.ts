/** Section Card: generating and changing cards, and their history. */
import { defined } from '../../../lib/defined.js';
import { cardCreateSeries, cardGetSeries, cardListSeries } from '../../../tools/beyond/card.js';
import {
  cardAdd,
  cardGenerate,
  cardGet,
  cardGetGenerationLog,
  cardGetStatusLog,
  cardSetActiveLimit,
  cardUpdate,
  cardUpdateBulk,
} from '../../../tools/card/card.js';
import type { Body } from '../../../tools/schemas/decoded.js';
import { inBody } from '../../http/codes.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { handleRows } from '../../http/rows.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import { failUnknown } from '../../world/failure.js';
import { customerById } from '../customer/rules.js';
import { setConfig } from '../organization/config.js';
import {
  addCard,
  type CardChange,
  cardNumbered,
  cardSeriesOf,
  cardStatus,
  changeCard,
  generateCards,
  generationsOf,
  knownCardFields,
  linkCard,
} from './rules.js';
import {
  toCardJson,
  toCardSeriesJson,
  toChangedCardJson,
  toGenerationJson,
  toOneCardSeriesJson,
  toStatusChangeJson,
} from './serializers.js';
import { createSeries } from './series.js';

/** Codes of arguments that cannot be read: no such series, no till. */
const CHANGE_CODES = { seriesId: 3000, 'mappedEntity.type': 3049, 'mappedEntity.id': 3048 } as const;

function changeMeant({ cardNumber, cardExternalId, statusInfo, mappedEntity, ...change }: Body<typeof cardUpdate>) {
  const { value: code, ...till } = mappedEntity ?? {};
  return {
    ...change,
    ...defined({
      number: cardNumber,
      externalId: cardExternalId,
      reason: statusInfo?.reason,
      issuedAt: mappedEntity && Object.keys(mappedEntity).length > 0 ? { ...till, ...defined({ code }) } : undefined,
    }),
  } satisfies CardChange;
}

const MAX_ROWS = 200;

export const cardHandlers: Handlers = {
  ...handle(
    cardGenerate,
    { envelope: 'plain', codes: { 'body.seriesId': 3000, 'body.count': 3025 } },
    ({ world, till, body: { seriesId, ...run } }) => {
      const { numbers, duplicates } = generateCards(world, cardSeriesOf(world, { seriesId }), {
        ...run,
        tillId: till.id,
      });
      const warning = { status: false, code: 3059, message: 'Some card numbers already exist', duplicates };
      return { data: numbers, warnings: duplicates.length > 0 ? [warning] : [], errors: [] };
    },
  ),

  ...handle(cardListSeries, { envelope: 'list' }, ({ world }) =>
    Object.values(world.cardSeries).map((each) => toCardSeriesJson(world, each)),
  ),

  ...handle(
    cardCreateSeries,
    {
      envelope: 'entity',
      codes: {
        'body.code': { missing: 3001 },
        'body.type': { missing: 3003 },
        'body.cardGenerationConfiguration': 3007,
        'body.cardGenerationConfiguration.prefix': 3022,
        'body.cardGenerationConfiguration.suffix': 3023,
        'body.cardGenerationConfiguration.length': 3005,
      },
    },
    ({ world, till, body }) => createSeries(world, body, { tillId: till.id }).id,
  ),

  ...handle(cardGetSeries, { envelope: 'single', codes: { seriesId: 3000 } }, ({ world, path }) =>
    toOneCardSeriesJson(world, world.cardSeries[path.seriesId] ?? failUnknown(3004, 'Card series', path.seriesId)),
  ),

  ...handle(cardGetGenerationLog, { envelope: 'single', codes: { seriesId: 3000 } }, ({ world, query }) => ({
    entity: generationsOf(world, query.seriesId).map((each) => toGenerationJson(world, each)),
  })),

  ...handle(
    cardAdd,
    { envelope: 'entity', codes: { 'body.seriesId': 3000, 'body.statusLabel': 3011, 'body.customerId': 8015 } },
    ({ world, till, body, warn }) => {
      const { cardNumber: number, statusLabel, customerId } = body;
      const series = cardSeriesOf(world, body);
      cardStatus(statusLabel);
      const { warnings, ...known } = knownCardFields(world, body);
      const customer = customerId === undefined ? undefined : customerById(world, customerId);
      const stock = { number, ...defined({ externalId: body.cardExternalId }), tillId: till.id, ...known };
      const status = { statusLabel, ...defined({ reason: body.statusInfo?.reason }) };
      warn(warnings);
      if (!customer) return addCard(world, series, { ...stock, ...status }).id;
      const card = allOrNothing(world, (tried, tracked) => {
        addCard(tried, tracked(series), stock);
        return linkCard(tried, tracked(customer), { number, ...status }, { tillId: till.id });
      });
      return card.id;
    },
  ),

  ...handle(cardUpdate, { envelope: 'single', codes: inBody(CHANGE_CODES) }, ({ world, till, body, warn }) => {
    const { card, warnings } = changeCard(world, changeMeant(body), { tillId: till.id });
    warn(warnings);
    return toChangedCardJson(world, card);
  }),

  ...handleRows(
    cardUpdateBulk,
    {
      envelope: 'bulk',
      batch: { none: 400, tooMany: 1060, max: MAX_ROWS },
      codes: CHANGE_CODES,
      echoId: (row) => row,
    },
    ({ world, till, row, warn }) => {
      const { card, warnings } = changeCard(world, changeMeant(row), { tillId: till.id });
      warn(warnings);
      return { entityId: toChangedCardJson(world, card) };
    },
  ),

  ...handle(cardGet, { envelope: 'single', codes: { number: 3010 } }, ({ world, query }) =>
    toCardJson(world, cardNumbered(world, query.number)),
  ),

  ...handle(cardGetStatusLog, { envelope: 'list', codes: { number: 3010 } }, ({ world, query }) => {
    const card = cardNumbered(world, query.number);
    return card.statusLog.map((change) => toStatusChangeJson(world, card, change));
  }),

  ...handle(
    cardSetActiveLimit,
    { envelope: 'single', codes: { 'body.scope': { malformed: 3211 } } },
    ({ world, body }) => {
      const { id, keyName, value } = setConfig(world, body.keyName, body.value);
      return { id, entityId: world.organisation.id, keyName, value };
    },
  ),
};
