/** Corner Bean: an invented chain of coffee bars in Singapore, where people come often and spend little. */
import type { Organisation, OrgUnit, Store } from '../../domains/organization/state.js';
import type { Catalogue, SeedProduct } from '../../domains/product/seed.js';
import { storeAt, unit } from '../brand.js';
import { ORGANISATION as FASHION } from '../fashion/organisation.js';

export const ORGANISATION: Organisation = {
  id: 100902,
  name: 'Corner Bean',
  currency: { code: 'SGD', symbol: 'S$' },
  timezone: 'Asia/Singapore',
  language: 'en-SG',
  countryCode: '65',
  mobileLength: 8,
  program: {
    id: 814,
    name: 'Bean Club',
    description: 'Ten beans for every dollar',
    currencyPerPoint: 0.1,
    rounding: 'FLOOR',
    registrationPoints: 100,
    pointsToCurrencyRatio: 0.01,
    expiryMonths: 6,
    promisedDays: {},
    redemption: { min: 50, max: 5000, multipleOf: 10 },
    tierWindowMonths: 12,
    tiers: [
      {
        number: 1,
        id: 25411,
        color: '#C8A27A',
        createdOn: '2024-06-03T02:00:00Z',
        name: 'Cup',
        description: 'Everybody starts here',
        threshold: 0,
        multiplier: 1,
        validityMonths: 12,
      },
      {
        number: 2,
        id: 25412,
        color: '#8B5A2B',
        createdOn: '2024-06-03T02:00:00Z',
        name: 'Mug',
        description: 'From S$300 in a year',
        threshold: 300,
        multiplier: 1.2,
        validityMonths: 12,
      },
      {
        number: 3,
        id: 25413,
        color: '#3E2723',
        createdOn: '2024-06-03T02:00:00Z',
        name: 'Pot',
        description: 'From S$900 in a year',
        threshold: 900,
        multiplier: 1.5,
        validityMonths: 12,
      },
    ],
  },
  settings: {
    ...FASHION.settings,
    validateRedemptions: false,
    customFields: {
      customer: ['favourite_drink', 'newsletter'],
      transaction: ['barista', 'own_cup'],
      redemption: ['approved_by'],
      preference: ['favourite_drink', 'milk', 'likes'],
      ticket: ['bill_number', 'called_back'],
      card: ['city'],
    },
    extendedFields: {
      customer: ['gender', 'city', 'date_of_birth'],
      transaction: ['order_channel', 'pickup_time'],
      lineItem: ['milk', 'size'],
      card: ['embossed_name'],
      userGroup: ['ug_status', 'ug_city'],
      lead: ['occasion', 'budget'],
    },
    conceptProducts: false,
    paymentModes: ['CASH', 'CARD', 'WALLET', 'POINTS', 'COUPON'],
    currencyRatios: { USD: 1.34, INR: 0.016, AED: 0.37 },
    referralCampaigns: [
      { token: 'COFFEEFORTWO', name: 'Coffee for two', types: ['MOBILE', 'EMAIL'], active: true },
      { token: 'NEWYEAR26', name: 'New year', types: ['MOBILE'], active: false },
    ],
    trackers: [
      { id: 12601, name: 'SpendTracker', conditionId: 661, conditionName: 'YearlySpend', type: 'BILL_AMOUNT' },
      { id: 12602, name: 'CupTracker', conditionId: 662, conditionName: 'YearlyCups', type: 'LINEITEM_QTY' },
      { id: 12603, name: 'VisitTracker', conditionId: 663, conditionName: 'YearlyVisits', type: 'CUSTOMER_VISITS' },
    ],
  },
};

export const ZONES: readonly OrgUnit[] = [unit(32001, 'central', 'Central'), unit(32002, 'east', 'East')];

export const CONCEPTS: readonly OrgUnit[] = [unit(42001, 'bar', 'Coffee bars'), unit(42002, 'kiosk', 'Kiosks', 42001)];

const bar = storeAt({ domain: 'cornerbean.example.com', numbers: '65800' });
const place = (address: string, pincode: string, latitude: number, longitude: number) => ({
  city: 'Singapore',
  state: 'Singapore',
  country: 'Singapore',
  pincode,
  address,
  latitude,
  longitude,
});

export const STORES: readonly Store[] = [
  bar(52011, 'tbr01', 'Tiong Bahru', {
    ...place('Eng Hoon Street', '169760', 1.2851, 103.8326),
    zoneId: 32001,
    conceptId: 42001,
  }),
  bar(52012, 'rfp01', 'Raffles Place', {
    ...place('Battery Road', '049908', 1.2841, 103.8519),
    zoneId: 32001,
    conceptId: 42002,
  }),
  bar(52013, 'orc01', 'Orchard', {
    ...place('Orchard Road', '238823', 1.3041, 103.8318),
    zoneId: 32001,
    conceptId: 42001,
  }),
  bar(52014, 'kat01', 'Katong', {
    ...place('East Coast Road', '428770', 1.3048, 103.9052),
    zoneId: 32002,
    conceptId: 42001,
  }),
  bar(52015, 'cgi01', 'Changi', {
    ...place('Airport Boulevard', '819643', 1.3592, 103.9894),
    zoneId: 32002,
    conceptId: 42002,
  }),
];

const product = (sku: string, description: string, category: string, price: number): SeedProduct => ({
  sku,
  description,
  brand: 'Corner Bean',
  category,
  price,
});

export const CATALOGUE: Catalogue = {
  products: [
    product('FLAT-WHITE', 'Flat white', 'Coffee', 5.5),
    product('LATTE', 'Latte', 'Coffee', 6),
    product('ESPRESSO', 'Espresso', 'Coffee', 3.5),
    product('COLD-BREW', 'Cold brew', 'Coffee', 6.5),
    product('KOPI', 'Kopi with condensed milk', 'Coffee', 3.2),
    product('MATCHA', 'Matcha latte', 'Tea', 6.8),
    product('CHAI', 'Masala chai', 'Tea', 5),
    product('CROISSANT', 'Butter croissant', 'Bakery', 4.2),
    product('KAYA-TOAST', 'Kaya toast', 'Bakery', 4.8),
    product('BANANA-BREAD', 'Banana bread', 'Bakery', 4.5),
    product('BEANS-250', 'House beans, 250 g', 'Beans', 18),
    product('CUP-KEEP', 'Keep cup', 'Merchandise', 24),
  ],
  parents: { Coffee: 'Drinks', Tea: 'Drinks', Bakery: 'Food' },
};
