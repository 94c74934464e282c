import { conform } from './conform.js';
import { ASHAS_MOBILE } from './people.js';

const UNTIL = '2027-12-31T23:59:59+05:30';

conform('Partner program', {
  partner_program_link_customer: {
    args: () => ({
      body: {
        linkCustomers: [
          {
            customer: { mobile: '919800000020' },
            linkToPartnerPrograms: [
              {
                partnerProgramName: 'CityMiles',
                customerPartnerReference: {
                  partnerMembershipId: 'CM-9901',
                  partnerTierName: 'Silver',
                  partnerTierExpiryDate: UNTIL,
                },
              },
            ],
          },
        ],
      },
    }),
  },
  partner_program_update_customer: {
    args: () => ({
      body: {
        customersPartnerUpdates: [
          {
            customer: { mobile: ASHAS_MOBILE },
            partnerProgramUpdates: [
              {
                partnerProgramName: 'CityMiles',
                updateType: 'UPGRADE',
                updateDetails: { updatedTierName: 'Gold', updatedTierExpiryDate: UNTIL },
              },
            ],
          },
        ],
      },
    }),
  },
  partner_program_delink_customer: {
    args: () => ({
      body: {
        deLinkCustomers: [
          { customer: { mobile: ASHAS_MOBILE }, deLinkFromPartnerPrograms: [{ partnerProgramName: 'CityMiles' }] },
        ],
      },
    }),
  },
  partner_program_get_customer_activity: {
    args: () => ({
      source: 'INSTORE',
      identifierName: 'mobile',
      identifierValue: ASHAS_MOBILE,
      activityType: 'linkingUpdates',
      partnerProgramId: 318,
    }),
    differs: {
      'data[].partnerProgramDetails.benefitsSummary[]': 'the program has no benefits',
      'data[].customerActivityHistory[].benefitDetails': 'only with benefitsAvailed',
      'data[].uniqueId': 'only in the answer of 2022, which lists kinds instead of values',
    },
  },
});
