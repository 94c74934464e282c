/** Section Customer labels: labels of the organization, and the customers who have them. */
import { type JsonObject, numberOf, objectOf, objectsOf, textOf } from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { pageAsked, pageRows } from '../../http/page-arguments.js';
import { type Reply, v2Entity, v2List } from '../../http/replies.js';
import { fail } from '../../world/failure.js';
import { addLabels, changeLabels, labelNamed, tagsOf } from './labels.js';
import { customerById } from './rules.js';

function create({ world, body, till }: Call): Reply {
  const rows = objectsOf(objectOf(body)['orgLabels']);
  if (rows.length === 0) fail(400, 'orgLabels is missing or empty');
  const given = rows.map((row) => ({ name: textOf(row['name']), description: textOf(row['description']) }));
  addLabels(world, given, till.id);
  return v2Entity(world.organisation.id);
}

const list = ({ world }: Call): Reply =>
  v2List(
    Object.values(world.customerLabels).map(({ id, name, description, tillId }) => ({
      id,
      orgId: world.organisation.id,
      description,
      lastUpdatedBy: tillId,
      name,
      active: true,
    })),
  );

/** Names of `[{labelName}]`; empty ones are ignored, as in the API. */
const namesIn = (rows: unknown): string[] =>
  objectsOf(rows)
    .map((row) => textOf(row['labelName']))
    .filter((name) => name !== '');

function change({ world, path, body, till }: Call): Reply {
  const customer = customerById(world, path['userId'] ?? '');
  const fields = objectOf(body);
  const asked = { add: namesIn(fields['add']), remove: namesIn(fields['remove']) };
  if (asked.add.length + asked.remove.length === 0) fail(400, 'Give labels in add or remove');
  changeLabels(world, customer, { ...asked, tillId: till.id });
  return v2Entity(customer.id);
}

function ofCustomer({ world, path }: Call): Reply {
  const customer = customerById(world, path['userId'] ?? '');
  return v2List(
    tagsOf(world, customer.id).map(({ id, labelId, tillId }) => ({
      id,
      orgId: world.organisation.id,
      addedBy: tillId,
      labelId,
      userId: customer.id,
      labelName: world.customerLabels[labelId]?.name ?? '',
      deleted: false,
    })),
  );
}

/** `limit` -1 means all. */
function pageOf(query: JsonObject, total: number) {
  return numberOf(query['limit']) === -1
    ? pageAsked({ ...query, limit: Math.max(total, 1) }, 10, 400)
    : pageAsked(query, 10, 400);
}

function search({ world, query }: Call): Reply {
  const q = textOf(query['q']);
  if (q === '') fail(400, 'q is missing');
  const label = labelNamed(world, q);
  const found = Object.values(world.labelTags).filter((each) => each.labelId === label?.id);
  const page = pageOf(query, found.length);
  return v2List(
    pageRows(found, page).map(({ customerId, labelId }) => ({
      userId: customerId,
      customerLabels: [{ orgId: world.organisation.id, labelId, userId: customerId, labelName: label?.name ?? '' }],
    })),
    { pagination: { ...page, total: found.length } },
  );
}

export const customerLabelHandlers: Handlers = {
  customer_label_create: create,
  customer_label_list: list,
  customer_label_tag: change,
  customer_label_get_for_customer: ofCustomer,
  customer_label_search_customers: search,
};
