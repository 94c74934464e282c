/** Section Company: companies of business customers. */
import { given, type JsonObject, numberOf, objectOf, oneOf, textOf } from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { pageAsked, pageRows } from '../../http/page-arguments.js';
import { type Reply, v2List, v2Single } from '../../http/replies.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Company } from '../customer/hierarchy-state.js';
import { addCompany, companiesByField, findCompany, removeCompany, updateCompany } from './companies.js';

const companyAsked = (world: World, query: JsonObject): Company =>
  findCompany(world, {
    id: given(query['id']) ? (numberOf(query['id']) ?? Number.NaN) : null,
    externalId: textOf(query['externalId']),
  });

function face(world: World, company: Company): object {
  const parent = world.companies[company.parentId ?? 0];
  return {
    externalId: company.externalId,
    companyId: company.id,
    name: company.name,
    hierarchyDefinitionCode: company.hierarchyCode,
    isActive: company.active,
    ...(parent && {
      parentCompany: { externalId: parent.externalId, companyId: parent.id, name: parent.name },
    }),
    extendedFields: company.extendedFields,
  };
}

const sentIn = (body: unknown) => {
  const fields = objectOf(body);
  return {
    name: textOf(fields['name']),
    externalId: textOf(fields['externalId']),
    hierarchyCode: textOf(fields['hierarchyDefinitionCode']),
    extendedFields: { ...objectOf(fields['extendedFields']) },
    parentExternalId: textOf(objectOf(fields['parentCompany'])['externalId']),
  };
};

const add = ({ world, body }: Call): Reply => v2Single(face(world, addCompany(world, sentIn(body))));

function update({ world, query, body }: Call): Reply {
  const company = companyAsked(world, query);
  if (Object.keys(objectOf(body)).length === 0) fail(400, 'The body contains no changes');
  updateCompany(world, company, sentIn(body));
  return v2Single(face(world, company));
}

const get = ({ world, query }: Call): Reply => v2Single(face(world, companyAsked(world, query)));

function remove({ world, query }: Call): Reply {
  const company = findCompany(world, { id: null, externalId: textOf(query['externalId']) });
  removeCompany(world, company);
  return v2Single(face(world, company));
}

const DEFAULT_LIMIT = 100;

/**
 * A page of rows, in the order that both lists support.
 * @throws 400 if the page or the order is not valid
 */
function listed(query: JsonObject, companies: readonly Company[], row: (company: Company) => object): Reply {
  const page = pageAsked(query, DEFAULT_LIMIT, 400);
  if (given(query['sortBy']) && oneOf(['createdDate'], query['sortBy']) === null)
    fail(400, 'sortBy must be createdDate');
  const order = given(query['sortOrder'])
    ? (oneOf(['ASC', 'DESC'], query['sortOrder']) ?? fail(400, 'sortOrder must be ASC or DESC'))
    : 'DESC';
  const sorted = companies.toSorted(
    (a, b) => (order === 'ASC' ? 1 : -1) * (a.createdOn.localeCompare(b.createdOn) || a.id - b.id),
  );
  return v2List(pageRows(sorted, page).map(row), {
    pagination: { ...page, sortBy: 'createdDate', sortOrder: order, total: companies.length },
  });
}

function list({ world, query }: Call): Reply {
  const status = given(query['status'])
    ? (oneOf(['ACTIVE', 'INACTIVE'], query['status']) ?? fail(400, 'status must be ACTIVE or INACTIVE'))
    : 'ACTIVE';
  const companies = Object.values(world.companies).filter((each) => each.active === (status === 'ACTIVE'));
  return listed(query, companies, (company) => face(world, company));
}

const SHORTEST = 3;

function search({ world, query }: Call): Reply {
  const [fieldName, q] = [textOf(query['extendedFieldName']), textOf(query['q'])];
  if (fieldName === '') fail(400, 'extendedFieldName is missing');
  if (q.length < SHORTEST) fail(400, `q must have at least ${SHORTEST} characters`);
  return listed(query, companiesByField(world, fieldName, q), (company) => ({
    entityId: company.id,
    matchedExtendedField: { fieldName, fieldValue: company.extendedFields[fieldName] },
    externalId: company.externalId,
    name: company.name,
  }));
}

export const companyHandlers: Handlers = {
  company_add: add,
  company_update: update,
  company_get: get,
  company_remove: remove,
  company_list: list,
  company_search_by_extended_field: search,
};
