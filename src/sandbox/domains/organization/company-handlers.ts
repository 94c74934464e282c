/** Section Company: companies of business customers. */
import {
  companyAdd,
  companyGet,
  companyList,
  companyRemove,
  companySearchByExtendedField,
  companyUpdate,
} from '../../../tools/organization/company.js';
import type { Answer } from '../../../tools/schemas/decoded.js';
import { textOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { byOffset } from '../../http/paging.js';
import { sorted } from '../../http/sorting.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Company } from '../customer/hierarchy-state.js';
import { addCompany, companiesByField, findCompany, removeCompany, updateCompany } from './companies.js';

/** A company is named by one of two ids; a malformed one is an unknown one. */
const BY_ID = { codes: { id: 1704 }, oneOf: [{ of: ['id', 'externalId'], code: 1708 }] } as const;

const NO_EXTERNAL_ID = 1707;
const MIN_LENGTH = 3;
const PAGES = byOffset({ limit: 100, reported: true });

function toCompanyJson(world: World, company: Company): Answer<typeof companyGet> {
  const parent = world.companies[company.parentId ?? 0];
  return {
    externalId: company.externalId,
    companyId: company.id,
    name: company.name,
    hierarchyDefinitionCode: company.hierarchyCode,
    isActive: company.active,
    parentCompany: parent && { externalId: parent.externalId, companyId: parent.id, name: parent.name },
    extendedFields: company.extendedFields,
  };
}

const byDate = (companies: readonly Company[], order: 'ASC' | 'DESC'): Company[] =>
  sorted(companies, ({ createdOn, id }) => [createdOn, id], order);

export const companyHandlers: Handlers = {
  ...handle(
    companyAdd,
    {
      envelope: 'single',
      codes: { 'body.externalId': NO_EXTERNAL_ID, 'body.hierarchyDefinitionCode': 1701 },
      first: ['body.externalId'],
    },
    ({ world, body }) => toCompanyJson(world, addCompany(world, body)),
  ),

  ...handle(companyUpdate, { envelope: 'single', ...BY_ID }, ({ world, query, body }) => {
    const company = findCompany(world, query);
    if (Object.keys(body).length === 0) fail(400, 'The body contains no changes');
    updateCompany(world, company, body);
    return toCompanyJson(world, company);
  }),

  ...handle(companyGet, { envelope: 'single', ...BY_ID }, ({ world, query }) =>
    toCompanyJson(world, findCompany(world, query)),
  ),

  ...handle(companyRemove, { envelope: 'single', codes: { externalId: 1708 } }, ({ world, query }) => {
    const company = findCompany(world, query);
    removeCompany(world, company);
    return toCompanyJson(world, company);
  }),

  ...handle(companyList, { envelope: 'list', paging: PAGES }, ({ world, query, page }) => {
    const { status = 'ACTIVE', sortBy = 'createdDate', sortOrder = 'DESC' } = query;
    const found = Object.values(world.companies).filter((each) => each.active === (status === 'ACTIVE'));
    return page(byDate(found, sortOrder), { sortBy, sortOrder }).map((each) => toCompanyJson(world, each));
  }),

  ...handle(companySearchByExtendedField, { envelope: 'list', paging: PAGES }, ({ world, query, page }) => {
    const { extendedFieldName: fieldName, q, sortBy = 'createdDate', sortOrder = 'DESC' } = query;
    if (q.length < MIN_LENGTH) fail(400, `q must have at least ${MIN_LENGTH} characters`);
    const found = companiesByField(world, fieldName, q);
    return page(byDate(found, sortOrder), { sortBy, sortOrder }).map(({ id, externalId, name, extendedFields }) => ({
      entityId: id,
      matchedExtendedField: { fieldName, fieldValue: textOf(extendedFields[fieldName]) },
      externalId,
      name,
    }));
  }),
};
