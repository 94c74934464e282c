/** Meridian Threads: an invented fashion retailer with five stores in India, and how its loyalty program works. */
import type { Organisation, OrgUnit, Store } from '../../domains/organization/state.js';
import { storeAt, unit } from '../brand.js';

export const ORGANISATION: Organisation = {
  id: 100900,
  name: 'Meridian Threads',
  currency: { code: 'INR', symbol: '₹' },
  timezone: 'Asia/Kolkata',
  language: 'en-IN',
  countryCode: '91',
  mobileLength: 10,
  program: {
    id: 812,
    name: 'Meridian Rewards',
    description: 'One point for every ten rupees, more in the higher tiers',
    currencyPerPoint: 10,
    rounding: 'FLOOR',
    registrationPoints: 0,
    pointsToCurrencyRatio: 1,
    expiryMonths: 12,
    // Online orders can be sent back for a fortnight.
    promisedDays: { ECOMMERCE: 15 },
    redemption: { min: 10, max: 5000, multipleOf: 5 },
    tierWindowMonths: 12,
    tiers: [
      {
        number: 1,
        id: 25211,
        color: '#B87333',
        createdOn: '2023-04-01T04:30:00Z',
        name: 'Bronze',
        description: 'Everybody starts here',
        threshold: 0,
        multiplier: 1,
        validityMonths: 12,
      },
      {
        number: 2,
        id: 25212,
        color: '#C0C0C0',
        createdOn: '2023-04-01T04:30:00Z',
        name: 'Silver',
        description: 'From ₹10,000 in a year',
        threshold: 10000,
        multiplier: 1.25,
        validityMonths: 12,
      },
      {
        number: 3,
        id: 25213,
        color: '#D4AF37',
        createdOn: '2023-04-01T04:30:00Z',
        name: 'Gold',
        description: 'From ₹30,000 in a year',
        threshold: 30000,
        multiplier: 1.5,
        validityMonths: 12,
      },
      {
        number: 4,
        id: 25214,
        color: '#E5E4E2',
        createdOn: '2023-04-01T04:30:00Z',
        name: 'Platinum',
        description: 'From ₹75,000 in a year',
        threshold: 75000,
        multiplier: 2,
        validityMonths: 12,
      },
    ],
  },
  settings: {
    validateRedemptions: true,
    otpLength: 6,
    otpValiditySeconds: 15 * 60,
    otpPerDay: 10,
    amountDecimals: 2,
    returnsAllowed: true,
    billDaysBack: 365,
    billDaysAhead: 1,
    transfersAllowed: true,
    reversalsAllowed: true,
    crossMemberRedemption: true,
    batchLimit: 100,
    customFields: {
      customer: ['shoe_size', 'favourite_colour', 'anniversary', 'newsletter'],
      transaction: ['cashier', 'gift_wrap', 'sales_associate'],
      redemption: ['approved_by', 'counter'],
      preference: ['favourite_brand', 'favourite_colour', 'preferred_size', 'likes'],
      ticket: ['bill_number', 'called_back'],
      card: ['city', 'print_batch'],
    },
    extendedFields: {
      customer: ['gender', 'city', 'pincode', 'date_of_birth', 'preferred_store'],
      transaction: ['ship_first_name', 'ship_last_name', 'ship_city', 'order_channel', 'checkin_date'],
      lineItem: ['size', 'colour', 'season'],
      card: ['embossed_name'],
      userGroup: ['ug_status', 'ug_city', 'ug_anniversary'],
      lead: ['trial_status', 'occasion', 'budget'],
    },
    conceptProducts: true,
    paymentModes: ['CASH', 'CARD', 'UPI', 'WALLET', 'GIFT_CARD', 'POINTS', 'COUPON'],
    currencyRatios: { AED: 22.5, SGD: 62, USD: 82.5 },
    statusLabels: {
      Active: 'ACTIVE',
      Suspended: 'SUSPENDED',
      Fraud: 'FRAUD',
      'Pending Deletion': 'PENDING_DELETION',
      Deleted: 'DELETED',
    },
    ticketStatuses: ['OPEN', 'IN_PROGRESS', 'CLOSED'],
    referralCampaigns: [
      { token: 'BRINGAFRIEND', name: 'Bring a friend', types: ['MOBILE', 'EMAIL'], active: true },
      { token: 'DIWALI25', name: 'Diwali with friends', types: ['MOBILE'], active: false },
    ],
    trackers: [
      { id: 12401, name: 'SpendTracker', conditionId: 641, conditionName: 'YearlySpend', type: 'BILL_AMOUNT' },
      { id: 12402, name: 'ItemTracker', conditionId: 642, conditionName: 'YearlyItems', type: 'LINEITEM_QTY' },
      { id: 12403, name: 'VisitTracker', conditionId: 643, conditionName: 'YearlyVisits', type: 'CUSTOMER_VISITS' },
    ],
  },
};

export const ZONES: readonly OrgUnit[] = [
  unit(30001, 'south', 'South India'),
  unit(30002, 'west', 'West India'),
  unit(30003, 'north', 'North India'),
];

export const CONCEPTS: readonly OrgUnit[] = [
  unit(40001, 'flagship', 'Flagship stores'),
  unit(40002, 'outlet', 'Outlets', 40001),
];

const store = storeAt({ domain: 'meridian.example.com', numbers: '9180000' });

/** Each has two tills: `<code>.till01` and `<code>.till02`. */
export const STORES: readonly Store[] = [
  store(50011, 'blr01', 'Bengaluru Indiranagar', {
    city: 'Bengaluru',
    state: 'Karnataka',
    country: 'India',
    pincode: '560038',
    address: '100 Feet Road',
    latitude: 12.9719,
    longitude: 77.6412,
    zoneId: 30001,
    conceptId: 40001,
  }),
  store(50012, 'maa01', 'Chennai Nungambakkam', {
    city: 'Chennai',
    state: 'Tamil Nadu',
    country: 'India',
    pincode: '600034',
    address: 'Khader Nawaz Khan Road',
    latitude: 13.0604,
    longitude: 80.2496,
    zoneId: 30001,
    conceptId: 40001,
  }),
  store(50013, 'bom01', 'Mumbai Bandra', {
    city: 'Mumbai',
    state: 'Maharashtra',
    country: 'India',
    pincode: '400050',
    address: 'Linking Road',
    latitude: 19.0607,
    longitude: 72.8362,
    zoneId: 30002,
    conceptId: 40001,
  }),
  store(50014, 'pnq01', 'Pune Koregaon Park', {
    city: 'Pune',
    state: 'Maharashtra',
    country: 'India',
    pincode: '411001',
    address: 'North Main Road',
    latitude: 18.5362,
    longitude: 73.8939,
    zoneId: 30002,
    conceptId: 40002,
  }),
  store(50015, 'del01', 'Delhi Khan Market', {
    city: 'New Delhi',
    state: 'Delhi',
    country: 'India',
    pincode: '110003',
    address: 'Middle Lane',
    latitude: 28.6003,
    longitude: 77.227,
    zoneId: 30003,
    conceptId: 40001,
  }),
];

/** Ids of tills are the store's id and the number of the till: 5001101 is blr01.till01. */
export const TILLS_PER_STORE = 2;

/** What opens the sandbox. Not secrets: every sandbox has the same. */
export const ACCESS = {
  /** Of blr01.till01; the other tills' usernames are their codes, with the same password. */
  password: 'sandbox-password',
  clientKey: 'sandbox-client-key',
  clientSecret: 'sandbox-client-secret',
  /** An OAuth client of the Points and Customer groups alone. */
  limitedClientKey: 'sandbox-limited-key',
  limitedClientSecret: 'sandbox-limited-secret',
  limitedGroups: ['Points', 'Customer'],
  adminKey: 'sandbox-admin-key',
} as const;
