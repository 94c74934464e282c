/** Search criteria in the seed: members by name and by number, bills by number and by store. */
import { md5 } from '../../../lib/md5.js';
import { agoIn } from '../../brands/timeline.js';
import type { World } from '../../world/world.js';
import type { DataFields, SearchCriteria, SearchField } from './state.js';

const field = (
  fieldId: string,
  fieldType: SearchField['fieldType'],
  fieldReference = fieldId,
  dataType = 'STRING',
): SearchField => ({ fieldId, fieldAlias: fieldId, fieldType, fieldReference, dataType });

const STORE = 'additionalFields.storecode';

const CRITERIA: readonly Pick<SearchCriteria, 'name' | 'entityType' | 'strategy' | 'fields'>[] = [
  {
    name: 'Members by name or number',
    entityType: 'CUSTOMER',
    strategy: 'PREFIX',
    fields: ['firstName', 'lastName', 'mobile', 'email', 'externalId'].map((name) => field(name, 'INDEXED')),
  },
  {
    name: 'Members by mobile',
    entityType: 'CUSTOMER',
    strategy: 'COMBINATION',
    fields: [field('mobile', 'INDEXED'), field('lastName', 'FILTERABLE')],
  },
  {
    name: 'Bills by number',
    entityType: 'TRANSACTION',
    strategy: 'COMBINATION',
    fields: [
      field('billNumber', 'INDEXED'),
      field('billDate', 'FILTERABLE', 'billDate', 'DATE'),
      field('storecode', 'FILTERABLE', STORE),
    ],
  },
  {
    name: 'Bills of a store',
    entityType: 'TRANSACTION',
    strategy: 'COMBINATION',
    fields: [field('storecode', 'INDEXED', STORE), field('billDate', 'INDEXED', 'billDate', 'DATE')],
  },
];

const PEOPLE = ['firstName', 'lastName', 'mobile'].map((name) => field(name, 'DATA'));
const SALES = [
  field('billNumber', 'DATA'),
  field('billDate', 'DATA', 'billDate', 'DATE'),
  field('storecode', 'DATA', STORE),
  field('storename', 'DATA', 'additionalFields.storename'),
];

const DATA: readonly Pick<DataFields, 'entityType' | 'strategy' | 'fields'>[] = [
  { entityType: 'CUSTOMER', strategy: 'PREFIX', fields: PEOPLE },
  { entityType: 'CUSTOMER', strategy: 'COMBINATION', fields: PEOPLE },
  { entityType: 'TRANSACTION', strategy: 'COMBINATION', fields: SALES },
];

const idOf = (number: number): string => `64c1f7a09be2d3584170${(0x6e92 + number).toString(16)}`;

export function seedSearch(world: World): void {
  const [createdByTillId = 0] = Object.keys(world.tills).map(Number);
  const createdOn = agoIn(world)(400);
  const common = { createdOn, createdByTillId };
  for (const [index, each] of CRITERIA.entries()) {
    const retentionDays = each.entityType === 'CUSTOMER' ? 1826 : 365;
    const id = idOf(index);
    world.searchCriteria[id] = { id, ...structuredClone(each), ...common, retentionDays, indexesOlder: true };
  }
  world.searchDataFields = DATA.map((each, index) => ({
    id: md5(`data fields ${index} of ${world.random.seed}`).slice(0, 24),
    ...structuredClone(each),
    ...common,
  }));
}
