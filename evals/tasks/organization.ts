/** Tasks about the organization: its companies, zones and tills. */
import { tasksOf } from '../task.js';

const subsidiary = (under: object) => ({
  body: {
    name: 'Northgate Cold Chain',
    externalId: 'NGL-02',
    hierarchyDefinitionCode: 'FLEET',
    extendedFields: { company_city: 'Sharjah' },
    ...under,
  },
});
const ENTITIES = 'response.organization.entities.entity';

export const organizationTasks = tasksOf('organization', [
  {
    id: 'a-new-subsidiary',
    brand: 'fuel',
    kind: 'write',
    prompt:
      'Northgate Logistics has founded a subsidiary, Northgate Cold Chain. Please register it as a fleet company that belongs to Northgate, with Sharjah as its city. Our own number for it is NGL-02.',
    expect: {
      state: {
        'companies[externalId=NGL-02]': {
          name: 'Northgate Cold Chain',
          parentId: 31,
          hierarchyCode: 'FLEET',
          active: true,
          'extendedFields.company_city': 'Sharjah',
        },
        'companies.*.#': '+1',
      },
      unchanged: ['companies[externalId!=NGL-02]', 'userGroups'],
    },
    reference: [
      ['company_list', {}],
      ['company_add', subsidiary({ parentCompany: { externalId: '{1.data[name=Northgate Logistics].externalId}' } })],
    ],
    // A company of its own.
    wrong: [
      ['company_list', {}],
      ['company_add', subsidiary({})],
    ],
    otherWays: [
      [
        ['company_search_by_extended_field', { extendedFieldName: 'company_city', q: 'Dub' }],
        ['company_add', subsidiary({ extendedFields: {}, parentCompany: { externalId: 'NGL-01' } })],
        ['company_update', { externalId: 'NGL-02', body: { extendedFields: { company_city: 'Sharjah' } } }],
      ],
    ],
  },
  {
    id: 'tills-in-the-east',
    brand: 'coffee',
    kind: 'look-up',
    prompt:
      'A technician visits our shops in the East zone tomorrow to update the tills. Which shops are these, and which tills (their codes) does each of them have?',
    expect: {
      answer: [
        'Katong',
        'kat01.till01',
        'kat01.till02',
        'Changi',
        'cgi01.till01',
        'cgi01.till02',
        { none: /tbr01|rfp01|orc01/ },
      ],
      unchanged: true,
    },
    reference: [
      ['organization_get_entities_v1_1', { type: 'STORE' }],
      ['organization_get_entities_v1_1', { type: 'TILL' }],
      `{1.${ENTITIES}[parent.code=east].name}: {2.${ENTITIES}[parent.code=kat01].code}, {2.${ENTITIES}[parent.code=cgi01].code}`,
    ],
    wrong: [['organization_get_active_tills', {}], 'Katong and Changi: {1.data.code}'],
    otherWays: [
      [
        ['organization_get_entities_v1_1', { type: 'STORE' }],
        [
          'organization_get_entities_v1_1',
          { type: 'TILL', parent_identifier_type: 'STORE_CODE', parent_identifier_value: 'kat01' },
        ],
        [
          'organization_get_entities_v1_1',
          { type: 'TILL', parent_identifier_type: 'STORE_CODE', parent_identifier_value: 'cgi01' },
        ],
        `Katong has {2.${ENTITIES}.code}; Changi has {3.${ENTITIES}.code}.`,
      ],
      [
        ['location_list', { type: 'ZONE', q: 'name:east', includeChildren: true }],
        '{1.data.0.children.name}, with {1.data.0.children.children.code}.',
      ],
    ],
  },
]);
