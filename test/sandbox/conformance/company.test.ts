import { conform } from './conform.js';

const lotus = () => ({ externalId: 'LOTUS-01' });

conform('Company', {
  company_add: {
    args: () => ({
      body: {
        name: 'Westline Transport',
        externalId: 'WEST-01',
        hierarchyDefinitionCode: 'CORPORATE',
        extendedFields: { owner: 'R Iyer' },
      },
    }),
  },
  company_update: { args: () => ({ ...lotus(), body: { name: 'Lotus Resorts' } }) },
  company_get: { args: lotus },
  company_remove: { args: lotus },
  company_list: {
    args: async (_, run) => {
      const parentCompany = lotus();
      await run('company_add', {
        body: { name: 'Lotus Spa', externalId: 'LOTUS-02', hierarchyDefinitionCode: 'CORPORATE', parentCompany },
      });
      return {};
    },
    other: () => ({ status: 'INACTIVE' }),
  },
  company_search_by_extended_field: { args: () => ({ extendedFieldName: 'company_city', q: 'Che' }) },
});
