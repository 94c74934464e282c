/** Answers for each view: little, much, and what nobody should send. */
import type {
  Brand,
  ComparisonData,
  Coupon,
  CustomerData,
  LedgerEntry,
  PlanData,
  PromotionData,
  SeriesData,
  ViewData,
  ViewName,
} from '../../src/apps/contract.js';

const brand: Brand = {
  name: 'Meridian Threads',
  currency: 'INR',
  timeZone: 'Asia/Kolkata',
  today: '2026-05-03',
  sandbox: true,
};

const DAY_MS = 86_400_000;
const TODAY = Date.parse('2026-05-03T00:00:00Z');

/** So many days before or after today, at noon in India. */
const on = (days: number): string => `${new Date(TODAY + days * DAY_MS).toISOString().slice(0, 10)}T12:00:00+05:30`;

/** The same numbers in every run. */
const varied = (index: number, most: number): number => ((index * 7919 + 13) % 97) % most;

const customer: CustomerData = {
  view: 'customer',
  brand,
  customer: {
    id: '1',
    name: 'Asha Rao',
    mobile: '919800000001',
    email: 'asha.rao@example.com',
    externalId: 'MT-1001',
    cards: ['7700000000012'],
    registeredOn: '2024-03-12T10:15:00+05:30',
    store: 'Meridian Indiranagar',
    status: 'ACTIVE',
  },
  tier: {
    name: 'Gold',
    next: 'Platinum',
    expiresOn: '2026-12-31',
    progress: { value: 31_800, target: 50_000, left: 18_200, unit: 'money' },
  },
  points: { balance: 1_245, value: 1_245, promised: 180, lifetime: 4_310, redeemed: 2_600, expired: 465 },
  expiring: [
    { on: '2026-05-21', points: 120 },
    { on: '2026-06-30', points: 430 },
    { on: '2026-09-30', points: 305 },
    { on: '2026-12-31', points: 390 },
  ],
  ledger: { entries: ledger(26, 17) },
  coupons: {
    entries: [
      {
        code: 'SUMMER-7H2K9',
        series: 'Summer of linen',
        discount: '15% off',
        state: 'active',
        validUntil: '2026-06-30',
      },
      { code: 'BDAY-55QTX', series: 'Birthday', discount: '₹500 off', state: 'active', validUntil: '2026-05-20' },
      { code: 'FEST-90PLM', series: 'Festive weekend', discount: '₹200 off', state: 'redeemed', redeemedOn: on(-40) },
      { code: 'WINTER-3M1AA', series: 'Winter sale', discount: '10% off', state: 'expired', validUntil: '2026-02-28' },
    ],
  },
  bills: {
    entries: [
      {
        number: 'MT-20260429-0042',
        on: on(-4),
        amount: 4_299,
        store: 'Meridian Indiranagar',
        points: 43,
        kind: 'sale',
      },
      {
        number: 'MT-20260412-0107',
        on: on(-21),
        amount: 1_150.5,
        store: 'Meridian Koramangala',
        points: 12,
        kind: 'sale',
      },
      {
        number: 'MT-20260405-0019',
        on: on(-28),
        amount: 899,
        store: 'Meridian Koramangala',
        points: -9,
        kind: 'return',
      },
      { number: 'MT-20260318-0230', on: on(-46), amount: 12_480, store: 'Meridian Online', points: 125, kind: 'sale' },
    ],
  },
};

function ledger(count: number, everyDays: number): LedgerEntry[] {
  return Array.from({ length: count }, (_, index): LedgerEntry => {
    const kind = index % 5 === 3 ? 'redeemed' : index % 11 === 7 ? 'expired' : 'earned';
    const points = kind === 'earned' ? 40 + varied(index, 90) : -(60 + varied(index, 80));
    return { on: on(-4 - index * everyDays), kind, points, note: `MT-${1000 - index}` };
  });
}

const manyCoupons = Array.from({ length: 200 }, (_, index): Coupon => {
  const state = (['active', 'redeemed', 'expired', 'revoked'] as const)[index % 4] ?? 'active';
  return {
    code: `SERIES-${index}-7H2K9`,
    series: `Series ${index}`,
    discount: `${5 + (index % 40)}% off`,
    state,
    validUntil: on(index - 60),
  };
});

const much = {
  customer: {
    ...customer,
    customer: { ...customer.customer, cards: Array.from({ length: 12 }, (_, index) => `77000000000${index}`) },
    points: { balance: 61_240, value: 61_240, promised: 2_180, lifetime: 184_310, redeemed: 92_600, expired: 30_465 },
    expiring: Array.from({ length: 60 }, (_, index) => ({ on: on(3 + index * 9), points: 10 + varied(index, 90) })),
    ledger: { entries: ledger(1000, 1), more: 2_400 },
    coupons: { entries: manyCoupons, more: true },
    bills: {
      entries: Array.from({ length: 300 }, (_, index) => ({
        number: `MT-2026-${index}`,
        on: on(-index),
        amount: 200 + varied(index, 90) * 61.5,
        store: `Meridian ${index % 7}`,
        points: varied(index, 60),
        kind: 'sale' as const,
      })),
      more: 1_200,
    },
  } satisfies CustomerData,
  series: {
    view: 'series',
    brand,
    series: {
      id: '311',
      name: 'Summer of linen',
      description: 'For members who bought linen last year.',
      discount: '15% off, at most ₹600',
      validFrom: '2026-03-01',
      validUntil: '2026-06-30',
      status: 'active',
    },
    issued: 18_420,
    redeemed: 5_311,
    left: 31_580,
    byDay: Array.from({ length: 64 }, (_, index) => ({
      on: on(index - 63),
      issued: 120 + varied(index, 90) * 4,
      redeemed: index < 6 ? 0 : 20 + varied(index + 5, 90),
    })),
    byStore: Array.from({ length: 34 }, (_, index) => ({
      store: `Meridian ${['Indiranagar', 'Koramangala', 'Bandra West', 'Connaught Place', 'Online'][index % 5]}${index > 4 ? ` ${index}` : ''}`,
      issued: Math.round(2_900 / (index + 1)),
      redeemed: Math.round(900 / (index + 1)) - (index % 3) * 4,
    })),
  } satisfies SeriesData,
  promotion: {
    view: 'promotion',
    brand,
    promotion: {
      id: '8812',
      name: 'Five visits in a season',
      kind: 'milestone',
      status: 'LIVE',
      startsOn: '2026-03-01',
      endsOn: '2026-05-31',
      rule: 'Five purchases of ₹1,000 or more between March and May give 500 points and a ₹500 coupon.',
    },
    members: [
      { label: 'enrolled', value: 2_180 },
      { label: 'in progress', value: 1_604 },
      { label: 'achieved', value: 412 },
      { label: 'given up', value: 164 },
    ],
    progress: Array.from({ length: 40 }, (_, index) => ({
      label: `Member ${index + 1}`,
      value: Math.max(5 - Math.floor(index / 8), 0),
      target: 5,
    })),
    given: [
      { label: 'points', value: 206_000 },
      { label: 'coupons', value: 412 },
      { label: 'money', value: 206_000 },
    ],
    byDay: Array.from({ length: 60 }, (_, index) => ({ on: on(index - 59), value: varied(index, 30) })),
  } satisfies PromotionData,
  comparison: {
    view: 'comparison',
    brand,
    of: 'stores',
    subjects: Array.from({ length: 10 }, (_, index) => ({ id: String(index), name: `Meridian store ${index + 1}` })),
    rows: Array.from({ length: 16 }, (_, row) => ({
      label: `measure ${row + 1}`,
      unit: row % 3 === 0 ? 'money' : 'count',
      values: Array.from({ length: 10 }, (_, index) => (index === 4 ? null : varied(row * 10 + index, 90) * 37)),
    })),
  } satisfies ComparisonData,
  plan: {
    ...planOf('destructive'),
    subjects: Array.from({ length: 30 }, (_, index) => ({ name: `Customer ${index}`, detail: `9198000${index}` })),
    changes: Array.from({ length: 40 }, (_, index) => ({
      what: `Balance of customer ${index}`,
      before: 1_200 + index,
      after: 700 + index,
      unit: 'points',
    })),
    warnings: ['The limit of points per call is 10,000.', 'One customer has not consented to messages.'],
    requests: Array.from({ length: 12 }, (_, index) => ({
      method: 'POST',
      path: `/v2/points/transfer?source=INSTORE&batch=${index}`,
      body: { points: 500, from: index, to: index + 1, reason: 'Merged households' },
    })),
  } satisfies PlanData,
} as const;

function planOf(risk: PlanData['risk']): PlanData {
  return {
    view: 'plan',
    brand,
    plan: { id: 'pl_7H2K9', expiresAt: '2100-01-01T00:00:00Z', expiresInMs: 599_000 },
    tool: 'points_transfer',
    title: 'Transfer customer points',
    risk,
    question: 'Move 500 points from Asha Rao (919800000001) to Ben Mathew (919800000002)?',
    subjects: [
      { name: 'Asha Rao', detail: '919800000001 · Gold' },
      { name: 'Ben Mathew', detail: '919800000002 · Silver' },
    ],
    changes: [
      { what: 'Balance of Asha Rao', before: 1_245, after: 745, unit: 'points' },
      { what: 'Balance of Ben Mathew', before: 80, after: 580, unit: 'points' },
    ],
    checks: [
      { name: 'Both customers are active', verdict: 'passed' },
      {
        name: 'The points can be transferred',
        verdict: 'passed',
        detail: 'points_check_transferrable answered that 745 are left.',
      },
    ],
    requests: [
      { method: 'POST', path: '/v2/points/transfer', body: { points: 500, from: 1, to: 2, reason: 'Asked by phone' } },
    ],
    undoneBy: 'A transfer in the other direction.',
  };
}

const typical: Readonly<Record<ViewName, ViewData>> = {
  customer,
  series: {
    ...much.series,
    byDay: much.series.byDay.slice(-21),
    byStore: much.series.byStore.slice(0, 5),
  },
  promotion: {
    ...much.promotion,
    progress: much.promotion.progress.filter((_, index) => index % 8 === 0),
    byDay: much.promotion.byDay.slice(-30),
  },
  comparison: {
    view: 'comparison',
    brand,
    of: 'customers',
    subjects: [
      { id: '1', name: 'Asha Rao' },
      { id: '2', name: 'Ben Mathew' },
      { id: '3', name: 'Chitra Iyer' },
    ],
    rows: [
      { label: 'tier', values: ['Gold', 'Silver', 'Platinum'] },
      { label: 'points', unit: 'points', values: [1_245, 80, 9_310] },
      { label: 'lifetime purchases', unit: 'money', values: [31_800, 8_450.5, 118_200] },
      { label: 'visits', unit: 'visits', values: [14, 3, 41] },
      { label: 'last purchase', values: ['2026-04-29', '2025-11-02', '2026-05-01'] },
      { label: 'coupons that can be used', unit: 'coupons', values: [2, 0, null] },
    ],
  },
  plan: planOf('destructive'),
};

const nothing: Brand = { sandbox: false };

const little: Readonly<Record<ViewName, ViewData>> = {
  customer: {
    view: 'customer',
    brand: nothing,
    customer: { mobile: '919800000002' },
    points: { balance: 0 },
    expiring: [],
    ledger: { entries: [] },
    coupons: { entries: [] },
    bills: { entries: [{ kind: 'sale', on: '2026-05-01T10:00:00Z', amount: 10 }] },
    unavailable: [{ part: 'tier', reason: 'The till may not read it (403).' }],
  },
  series: {
    view: 'series',
    brand: nothing,
    series: { id: '5' },
    issued: 0,
    redeemed: 0,
    byDay: [{ on: '2026-05-01', issued: 1 }],
  },
  promotion: { view: 'promotion', brand: nothing, promotion: { kind: 'target' }, progress: [], given: [], byDay: [] },
  comparison: {
    view: 'comparison',
    brand: nothing,
    of: 'tills',
    subjects: [{ id: '1', name: 'till.1' }],
    rows: [{ label: 'bills', values: [0] }],
  },
  plan: {
    view: 'plan',
    brand: nothing,
    tool: 'lead_set_status',
    title: 'Set status',
    risk: 'write',
    requests: [],
    refused: 'The limit of calls an hour is reached.',
  },
};

/** What would run if it were HTML, what turns the direction of text around, and what does not end. */
export const HOSTILE = [
  '<img src=x onerror="document.title=\'pwned\'">',
  '</script><script>document.title="pwned"</script>',
  '\u202Eevil\u2066\u2067',
  'W'.repeat(300),
  '{{constructor.constructor("alert(1)")()}}',
];

/** The data with every text replaced, but for those that have a meaning. */
function hostile<T>(data: T, key = ''): T {
  let count = 0;
  const replaced = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) return value.slice(0, 40).map((each) => replaced(each, name));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([inner, each]) => [inner, replaced(each, inner)]));
    }
    const isFree = typeof value === 'string' && !MEANT.has(name) && !/^\d{4}-\d\d-\d\d/.test(value);
    return isFree ? HOSTILE[count++ % HOSTILE.length] : value;
  };
  return replaced(data, key) as T;
}

const MEANT = new Set(['view', 'kind', 'state', 'verdict', 'risk', 'of', 'currency', 'timeZone', 'expiresAt']);

/** Each view with each amount of data. */
export const ANSWERS: Readonly<
  Record<'little' | 'typical' | 'much' | 'hostile', Readonly<Record<ViewName, ViewData>>>
> = {
  little,
  typical,
  much,
  hostile: hostile(typical),
};
