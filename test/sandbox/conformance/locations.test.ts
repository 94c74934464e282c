import { conform } from './conform.js';

conform('Locations', {
  location_list: { args: () => ({ type: 'STORE' }), other: () => ({ type: 'ZONE' }) },
  location_add: {
    args: () => ({
      locationType: 'stores',
      body: [
        {
          code: 'hyd01',
          name: 'Hyderabad Banjara Hills',
          areaParentCode: 'south',
          groupParentCode: 'flagship',
          language: 'en-IN',
          currency: 'INR',
          timezone: 'Asia/Kolkata',
        },
      ],
    }),
    differs: {
      'response[].result.storeParentCode': 'only tills have one',
      'response[].result.externalIds': 'a list, as the call takes them',
    },
  },
  location_update: {
    args: () => ({
      locationType: 'stores',
      body: [
        {
          identifierName: 'CODE',
          identifierValue: 'blr01',
          name: 'Bengaluru 100 Feet Road',
          latitude: '12.9784',
          customFields: { format: 'flagship' },
        },
      ],
    }),
  },
});
