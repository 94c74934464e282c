/** Section Card: generating and changing cards, and their history. */
import { given, type JsonObject, listOf, numberOf, objectOf, oneOf, textOf } from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { type BulkRow, type Reply, reply, v2Bulk, v2Entity, v2List, v2Single } from '../../http/replies.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import { fail, failUnknown, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { customerById } from '../customer/rules.js';
import type { CardSeries } from '../customer/state.js';
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
import { cardFace, cardSeriesFace, changedCardFace, generationFace, statusChangeFace } from './serializers.js';

/**
 * The series of a body, by id or else by code.
 * @throws 3000 if the series does not exist
 */
function seriesIn(world: World, body: JsonObject): CardSeries {
  if (!given(body['seriesId'])) return cardSeriesOf(world, { seriesCode: textOf(body['seriesCode']) });
  return cardSeriesOf(world, { seriesId: numberOf(body['seriesId']) ?? Number.NaN });
}

function generate({ world, body, till }: Call): Reply {
  const asked = objectOf(body);
  const { numbers, duplicates } = generateCards(world, seriesIn(world, asked), {
    count: numberOf(asked['count']),
    ...(given(asked['statusLabel']) && { statusLabel: textOf(asked['statusLabel']) }),
    tillId: till.id,
  });
  const warning = { status: false, code: 3059, message: 'Some card numbers already exist', duplicates };
  return reply({ data: numbers, warnings: duplicates.length > 0 ? [warning] : [], errors: [] });
}

/** All series of the organization. */
const listSeries = ({ world }: Call): Reply =>
  v2List(Object.values(world.cardSeries).map((each) => cardSeriesFace(world, each)));

function getGenerationLog({ world, query }: Call): Reply {
  const seriesId = given(query['seriesId'])
    ? (numberOf(query['seriesId']) ?? failUnknown(3000, 'Card series', textOf(query['seriesId'])))
    : null;
  return v2Single({ entity: generationsOf(world, seriesId).map((each) => generationFace(world, each)) });
}

function add({ world, body, till }: Call): Reply {
  const asked = objectOf(body);
  const series = seriesIn(world, asked);
  const number = textOf(asked['cardNumber']);
  if (number === '') fail(400, 'cardNumber is missing');
  const statusLabel = textOf(asked['statusLabel']);
  cardStatus(statusLabel);
  const fields = readFields(asked);
  const { warnings, ...known } = knownCardFields(world, fields);
  const customer = given(asked['customerId']) ? customerById(world, textOf(asked['customerId'])) : null;
  const stock = { number, externalId: textOf(asked['cardExternalId']), tillId: till.id, ...known };
  const reason = textOf(objectOf(asked['statusInfo'])['reason']);
  if (!customer) return v2Entity(addCard(world, series, { ...stock, statusLabel, reason }).id, warnings);
  const card = allOrNothing(world, (tried, tracked) => {
    addCard(tried, tracked(series), stock);
    return linkCard(tried, tracked(customer), { number, statusLabel, reason }, { tillId: till.id });
  });
  return v2Entity(card.id, warnings);
}

const readFields = (row: JsonObject): Pick<CardChange, 'customFields' | 'extendedFields'> => ({
  customFields: objectOf(row['customFields']),
  extendedFields: objectOf(row['extendedFields']),
});

function readChange(row: JsonObject): CardChange {
  const mapped = objectOf(row['mappedEntity']);
  const seriesId = given(row['seriesId']) ? (numberOf(row['seriesId']) ?? Number.NaN) : undefined;
  return {
    number: textOf(row['cardNumber']),
    externalId: textOf(row['cardExternalId']),
    ...(seriesId !== undefined && { seriesId }),
    ...(given(row['statusLabel']) && { statusLabel: textOf(row['statusLabel']) }),
    reason: textOf(objectOf(row['statusInfo'])['reason']),
    ...(Object.keys(mapped).length > 0 && {
      issuedAt: { type: textOf(mapped['type']), id: numberOf(mapped['id']), code: textOf(mapped['value']) },
    }),
    ...readFields(row),
  };
}

function update({ world, body, till }: Call): Reply {
  const { card, warnings } = changeCard(world, readChange(objectOf(body)), { tillId: till.id });
  return v2Single(changedCardFace(world, card), warnings);
}

const MOST_ROWS = 200;

function updateBulk({ world, body, till }: Call): Reply {
  const rows = listOf(body).map(objectOf);
  if (rows.length === 0) fail(400, 'The body contains no cards', 400);
  if (rows.length > MOST_ROWS) fail(1060, `At most ${MOST_ROWS} cards can be sent in one call`);
  return v2Bulk(rows.map((row) => updateOne(world, row, till.id)));
}

/** One row. A failed row is echoed. */
function updateOne(world: World, row: JsonObject, tillId: number): BulkRow {
  try {
    const { card, warnings } = changeCard(world, readChange(row), { tillId });
    return { entityId: changedCardFace(world, card), warnings };
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    return { entityId: row, failure: error };
  }
}

const get = ({ world, query }: Call): Reply => v2Single(cardFace(world, cardNumbered(world, textOf(query['number']))));

function getStatusLog({ world, query }: Call): Reply {
  const card = cardNumbered(world, textOf(query['number']));
  return v2List(card.statusLog.map((change) => statusChangeFace(world, card, change)));
}

function setOrganisationConfig({ world, body }: Call): Reply {
  const { keyName, value, scope } = objectOf(body);
  for (const [name, each] of Object.entries({ keyName, value, scope })) {
    if (!given(each)) fail(400, `${name} is missing`);
  }
  if (oneOf(['ORG'], scope) === null) fail(3211, 'scope must be ORG');
  const config = setConfig(world, textOf(keyName), textOf(value));
  return v2Single({ id: config.id, entityId: world.organisation.id, keyName: config.keyName, value: config.value });
}

export const cardHandlers: Handlers = {
  card_generate: generate,
  card_list_series: listSeries,
  card_get_generation_log: getGenerationLog,
  card_add: add,
  card_update: update,
  card_update_bulk: updateBulk,
  card_get: get,
  card_get_status_log: getStatusLog,
  card_set_active_limit: setOrganisationConfig,
};
