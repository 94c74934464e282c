import { conform } from './conform.js';

const asked = (value: string) => ({
  body: {
    entityType: 'CUSTOMER',
    searchConditions: [{ fieldId: 'firstName', operator: 'STARTS_WITH', values: [value] }],
    enrichmentFields: { enrichedFields: ['customerStatus'], customFields: [], extendedFields: ['*'] },
  },
});

conform('Global Search', { search_entities: { args: () => asked('Ash'), other: () => asked('Kab') } });
