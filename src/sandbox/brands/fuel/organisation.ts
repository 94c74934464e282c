/** Halden Energy: an invented chain of filling stations in the Emirates, with private drivers and fleets of companies. */
import type { Organisation, OrgUnit, Store } from '../../domains/organization/state.js';
import type { Catalogue, SeedProduct } from '../../domains/product/seed.js';
import { storeAt, unit } from '../brand.js';
import { ORGANISATION as FASHION } from '../fashion/organisation.js';

export const ORGANISATION: Organisation = {
  id: 100901,
  name: 'Halden Energy',
  currency: { code: 'AED', symbol: 'AED' },
  timezone: 'Asia/Dubai',
  language: 'en-AE',
  countryCode: '971',
  mobileLength: 9,
  program: {
    id: 813,
    name: 'Halden Drive',
    description: 'One point for every two dirhams, more for those who drive a lot',
    currencyPerPoint: 2,
    rounding: 'FLOOR',
    registrationPoints: 50,
    pointsToCurrencyRatio: 0.05,
    expiryMonths: 24,
    promisedDays: {},
    redemption: { min: 100, max: 20000, multipleOf: 50 },
    tierWindowMonths: 12,
    tiers: [
      {
        number: 1,
        id: 25311,
        color: '#7A8B99',
        createdOn: '2024-01-15T05:00:00Z',
        name: 'Driver',
        description: 'Everybody starts here',
        threshold: 0,
        multiplier: 1,
        validityMonths: 12,
      },
      {
        number: 2,
        id: 25312,
        color: '#3B82C4',
        createdOn: '2024-01-15T05:00:00Z',
        name: 'Road',
        description: 'From AED 2,500 in a year',
        threshold: 2500,
        multiplier: 1.5,
        validityMonths: 12,
      },
      {
        number: 3,
        id: 25313,
        color: '#1F3A5F',
        createdOn: '2024-01-15T05:00:00Z',
        name: 'Highway',
        description: 'From AED 7,000 in a year',
        threshold: 7000,
        multiplier: 2,
        validityMonths: 12,
      },
    ],
  },
  settings: {
    ...FASHION.settings,
    customFields: {
      customer: ['preferred_fuel', 'newsletter'],
      transaction: ['pump', 'odometer', 'vehicle_plate'],
      redemption: ['approved_by'],
      preference: ['preferred_fuel', 'preferred_station', 'likes'],
      ticket: ['bill_number', 'called_back'],
      card: ['city', 'vehicle_plate'],
    },
    extendedFields: {
      customer: ['gender', 'city', 'date_of_birth', 'licence_number'],
      transaction: ['trip_purpose', 'order_channel'],
      lineItem: ['pump_number', 'grade'],
      card: ['embossed_name', 'daily_limit'],
      userGroup: ['ug_status', 'ug_city', 'fleet_size'],
      lead: ['fleet_size', 'budget'],
    },
    conceptProducts: false,
    paymentModes: ['CASH', 'CARD', 'FLEET_CARD', 'WALLET', 'POINTS', 'COUPON'],
    currencyRatios: { USD: 3.67, INR: 0.044, SGD: 2.72 },
    referralCampaigns: [
      { token: 'RIDETOGETHER', name: 'Bring a driver', types: ['MOBILE', 'EMAIL'], active: true },
      { token: 'SUMMER25', name: 'Summer on the road', types: ['MOBILE'], active: false },
    ],
    trackers: [
      { id: 12501, name: 'SpendTracker', conditionId: 651, conditionName: 'YearlySpend', type: 'BILL_AMOUNT' },
      { id: 12502, name: 'LitreTracker', conditionId: 652, conditionName: 'YearlyLitres', type: 'LINEITEM_QTY' },
      { id: 12503, name: 'VisitTracker', conditionId: 653, conditionName: 'YearlyVisits', type: 'CUSTOMER_VISITS' },
    ],
  },
};

export const ZONES: readonly OrgUnit[] = [unit(31001, 'coast', 'Coast'), unit(31002, 'inland', 'Inland')];

export const CONCEPTS: readonly OrgUnit[] = [
  unit(41001, 'station', 'Filling stations'),
  unit(41002, 'truckstop', 'Truck stops', 41001),
];

const station = storeAt({ domain: 'halden.example.com', numbers: '9715000' });
const place = (city: string, address: string, latitude: number, longitude: number) => ({
  city,
  state: city,
  country: 'United Arab Emirates',
  pincode: '00000',
  address,
  latitude,
  longitude,
});

export const STORES: readonly Store[] = [
  station(51011, 'dxb01', 'Dubai Al Quoz', {
    ...place('Dubai', 'First Al Khail Street', 25.1348, 55.2389),
    zoneId: 31001,
    conceptId: 41001,
  }),
  station(51012, 'dxb02', 'Dubai Jebel Ali', {
    ...place('Dubai', 'Jebel Ali Road', 25.0112, 55.0613),
    zoneId: 31001,
    conceptId: 41002,
  }),
  station(51013, 'auh01', 'Abu Dhabi Mussafah', {
    ...place('Abu Dhabi', 'Street 12', 24.3591, 54.4827),
    zoneId: 31001,
    conceptId: 41002,
  }),
  station(51014, 'aan01', 'Al Ain Hili', {
    ...place('Al Ain', 'Mohammed bin Khalifa Street', 24.2745, 55.7739),
    zoneId: 31002,
    conceptId: 41001,
  }),
];

const product = (sku: string, description: string, category: string, price: number): SeedProduct => ({
  sku,
  description,
  brand: category === 'Shop' ? 'Halden Shop' : 'Halden',
  category,
  price,
});

/** Fuel by the litre, charging by the kilowatt hour. */
export const CATALOGUE: Catalogue = {
  products: [
    product('DIESEL', 'Diesel, a litre', 'Fuel', 2.9),
    product('PETROL-95', 'Petrol 95, a litre', 'Fuel', 2.75),
    product('PETROL-98', 'Petrol 98, a litre', 'Fuel', 2.95),
    product('EV-KWH', 'Fast charging, a kWh', 'Charging', 1.2),
    product('ADBLUE-10', 'AdBlue, 10 litres', 'Care', 32),
    product('OIL-5W30', 'Engine oil 5W-30, 4 litres', 'Care', 145),
    product('WASH-BASIC', 'Car wash, basic', 'Wash', 35),
    product('WASH-PLUS', 'Car wash with wax', 'Wash', 65),
    product('COFFEE', 'Coffee to go', 'Shop', 14),
    product('SANDWICH', 'Club sandwich', 'Shop', 18),
    product('WATER', 'Water, half a litre', 'Shop', 3),
  ],
};
