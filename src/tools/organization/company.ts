/** Company: business companies of fleet and group loyalty. */
import { section } from '../define.js';
import { limit, offset } from '../schemas/common.js';
import { idOf, personalData } from '../schemas/leaf-types.js';
import { choice, integer, keyValues, object, text } from '../schemas/values.js';
import * as answers from './company.answers.js';

export const company = section('Company', {
  domain: 'Organisation Management',
  accessGroup: 'Companies',
  response: { confirmation: ['companyId'], codes: { not_found: [1701, 1703, 1704], conflict: [1702] } },
});

/** Identifies the company; the API requires one of the two. */
const whichCompany = () => ({
  externalId: idOf('companyExternalId', text("The brand's own id of the company; give this or id")).optional(),
  id: idOf('company', integer("Capillary's company id; give this or externalId")).optional(),
});

const paging = () => ({
  limit: limit(),
  offset: offset(),
  sortBy: choice(['createdDate'], 'Field to sort by').optional(),
  sortOrder: choice(['ASC', 'DESC'], 'Sort direction').optional(),
});

export const companyAdd = company.post('v2/companies', {
  tool: 'company_add',
  title: 'Add Company',
  summary:
    'Registers a business company (B2B or fleet loyalty) in an existing hierarchy, optionally under a parent company. It adds no people: place them with customer_associate; for families and other customer groups use user_group_add.',
  body: () =>
    object({
      name: text('Name of the company'),
      externalId: text("The brand's own id of the company, unique"),
      hierarchyDefinitionCode: idOf('hierarchyCode', text('Code of a hierarchy set up for the organization')),
      extendedFields: personalData(
        keyValues('Extended fields of the company, e.g. industry, owner, company_city, phone'),
      ).optional(),
      parentCompany: object(
        { externalId: idOf('companyExternalId', text('Its external id')).optional() },
        'Parent company',
      ).optional(),
    }),
  answer: answers.company,
  effect: 'create',
  checkedBy: ['company_get'],
  evidence: 'the company, with the values you sent',
  nextStep: 'it has no people yet. customer_associate places them, with its externalId.',
  limits: { batch: 'one company per call' },
  sources: ['https://docs.capillarytech.com/reference/company-1', 'Add Company, documentation 2022'],
  keywords: [
    'onboard a new corporate client',
    'register a transport firm for the fleet program',
    'create a business account',
    'add a subsidiary under its head office',
    'new b2b partner joined',
    'set up a branch below the parent organisation',
    'open an employer account before adding drivers',
    'enrol a haulier in the fuel card scheme',
    'new business customer',
    'create a company account',
    'enrol a firm in b2b loyalty',
  ],
});

export const companyUpdate = company.put('v2/companies', {
  tool: 'company_update',
  title: 'Update Company',
  summary:
    'Changes the name or extended fields of a company named by id or external id; its hierarchy cannot be changed. To move people between companies use customer_update_association; to take a company out company_remove.',
  query: whichCompany,
  body: () =>
    object({
      name: text('New name').optional(),
      externalId: idOf('companyExternalId', text('Current external id')).optional(),
      hierarchyDefinitionCode: idOf('hierarchyCode', text('Current hierarchy code; cannot change')).optional(),
      extendedFields: personalData(keyValues('Extended fields to change; an empty value keeps the old one')).optional(),
    }),
  answer: answers.company,
  effect: 'update',
  checkedBy: ['company_get'],
  idempotent: true,
  sources: ['https://docs.capillarytech.com/reference/company-1', 'Update Company Details, documentation 2022'],
  keywords: [
    'rename a corporate client',
    'fleet firm has a new owner',
    'edit address or phone of a business account',
    'fix a typo in the firm name',
    'fleet manager changed the industry field',
    'the haulier rebranded',
    'modify b2b account details',
    'new contact number for a corporate customer',
    'business customer changed name or details',
    'edit a firm',
    'correct data of a corporate account',
  ],
});

export const companyGet = company.get('v2/companies', {
  tool: 'company_get',
  rules: [{ needs: ['id', 'externalId'] }],
  title: 'Get Company Details',
  summary:
    'Reads one company by id or external id: name, hierarchy, parent, fields, whether active. For all companies use company_list; with only a field value such as the owner company_search_by_extended_field.',
  query: whichCompany,
  answer: answers.company,
  effect: 'read',
  sources: ['https://docs.capillarytech.com/reference/company-1', 'Get Company Details, documentation 2022'],
  keywords: [
    'show the business account west-01',
    'which head office does this firm belong to',
    'is this corporate client still active',
    'profile of one fleet operator',
    'look up a firm by our reference number',
    'who is the owner of company 98',
    'contact data of a b2b partner',
    'check the hierarchy code of a firm',
    'details of a business customer',
    'look up one firm',
    'show a company by id',
    'details of a company',
  ],
});

export const companyRemove = company.delete('v2/companies', {
  tool: 'company_remove',
  title: 'Remove Company',
  summary:
    'Deactivates a company AND all its sub-companies, by external id; it cannot be undone. Customers in them stay active; to move one customer elsewhere use customer_update_association.',
  query: () => ({
    externalId: idOf('companyExternalId', text("The brand's own id of the company")),
  }),
  answer: answers.company,
  effect: 'delete',
  consent: 'always',
  question: 'Deactivate company {externalId} and all companies under it?',
  undoneBy: 'nothing',
  subjects: [],
  watch: { tool: 'company_get', args: { externalId: 'externalId' }, fields: ['isActive', 'name'] },
  checkedBy: ['company_get'],
  evidence: 'the company with isActive false',
  idempotent: true,
  destructive: true,
  sources: ['https://docs.capillarytech.com/reference/company-1', 'Delete Company, documentation 2022'],
  keywords: [
    'corporate client left the program',
    'close a business account',
    'delete a fleet firm and its branches',
    'offboard a b2b partner',
    'contract ended, shut the employer account',
    'take out a duplicate firm',
    'disable a haulier and its subsidiaries',
    'get rid of a business in the hierarchy',
    'business customer leaves',
    'delete a firm',
    'take a company out of the program',
  ],
});

export const companyList = company.get('v2/companies/all', {
  tool: 'company_list',
  title: 'Get Org Companies',
  summary:
    'Lists the companies of the organization, active ones unless status says otherwise, with parent and extended fields; page with limit and offset. For one company use company_get; by a field value company_search_by_extended_field.',
  query: () => ({
    status: choice(['ACTIVE', 'INACTIVE'], 'Default ACTIVE').optional(),
    ...paging(),
  }),
  answer: answers.companyListAnswer,
  effect: 'read',
  limits: { pagination: 'limit, offset' },
  sources: ['https://docs.capillarytech.com/reference/company-1', 'Get Org Companies, documentation 2022'],
  keywords: [
    'all companies',
    'list all corporate clients',
    'how many fleet firms do we have',
    'every business account, newest first',
    'which b2b partners were deactivated',
    'export the firms in the program',
    'overview of hauliers and their head offices',
    'browse employer accounts',
    'all organisations enrolled in fleet loyalty',
    'all business customers',
    'list of firms',
    'companies we serve',
    'list companies',
  ],
});

export const companySearchByExtendedField = company.get('v2/companies/extendedFieldSearch', {
  tool: 'company_search_by_extended_field',
  title: 'Get Companies by Extended Field Values',
  summary:
    'Finds companies by the beginning of an extended field, e.g. owner or city, and returns their ids and the field matched; page with limit and offset. With an id use company_get, for all company_list.',
  query: () => ({
    extendedFieldName: idOf('companyField', text('Extended field to search in, e.g. owner')),
    q: personalData(text('First characters of the value, at least 3')),
    ...paging(),
  }),
  answer: answers.companySearchByExtendedFieldAnswer,
  effect: 'read',
  whenEmpty: 'q takes the beginning of the value. company_list has all companies with their fields.',
  limits: { pagination: 'limit, offset' },
  sources: ['Get Companies by Extended Field Values, documentation 2022'],
  keywords: [
    'find the firm whose owner is iyer',
    'which corporate clients are in pune',
    'search business accounts by phone or pincode',
    'fleet operators in the logistics industry',
    'locate a b2b partner by tax number',
    'firms with a certain account manager',
    'do not know the id, only the owner of the haulier',
    'partial match on a field of the employer account',
    'find a firm by city, owner or tax number',
    'which company has this value in a field',
    'search business customers by an attribute',
  ],
});
