/** Customers, stores or tills side by side. */
import type { Brand, ComparisonData, ComparisonRow, Unavailable } from '../../apps/contract.js';
import { defined } from '../../lib/defined.js';
import { at, listAt, numberAt, textAt } from '../../lib/json-at.js';
import { type Compose, type Composing, CompositionRefusal, MAX_READS } from '../composition.js';
import { dayAt, personNameAt } from './values.js';

export const composeComparison: Compose = async (call) => {
  const { args } = call;
  const [kind, all] = subjectsIn(args);
  const names = all.slice(0, MAX_READS);
  const reading = kind === 'customers' ? readCustomers(call, names) : readPlaces(call, kind, names);
  const [compared, brand] = await Promise.all([reading, call.brand]);
  const unavailable = [...call.unavailable, ...missing(kind, names, compared), ...tooMany(kind, all)];
  if (compared.length === 0) {
    const [first] = unavailable;
    throw new CompositionRefusal(`none of the ${kind} could be read${first ? `: ${first.reason}` : ''}`, HINTS[kind]);
  }
  const data: ComparisonData = {
    view: 'comparison',
    brand,
    of: kind,
    subjects: compared.map(({ id, name }) => ({ id, name })),
    rows: toRows(compared, ROWS[kind](brand)),
    ...(unavailable.length > 0 && { unavailable }),
  };
  return { view: data, answer: toAnswer(data) };
};

interface Subject {
  readonly id: string;
  readonly name: string;
  /** What the API answered about it. */
  readonly answer: unknown;
}

type Kind = ComparisonData['of'];

const HINTS: Readonly<Record<Kind, string>> = {
  customers: 'customer_search finds customers by a part of their name or number.',
  stores: 'location_list with type STORE lists the codes of stores.',
  tills: 'location_list with type TILL lists the codes of tills.',
};

const textsAt = (args: unknown, name: string): string[] => {
  const list = at(args, name);
  const texts = Array.isArray(list) ? list.flatMap((each) => textAt({ each }, 'each') ?? []) : [];
  return [...new Set(texts)];
};

/** What is compared, and what names each. */
function subjectsIn(args: unknown): readonly [Kind, string[]] {
  const kind = KINDS.find((each) => textsAt(args, each).length > 0) ?? 'customers';
  return [kind, textsAt(args, kind)];
}

const KINDS: readonly Kind[] = ['customers', 'stores', 'tills'];

/** Places that are not in the list; each customer has its own error. */
const missing = (kind: Kind, names: readonly string[], compared: readonly Subject[]): Unavailable[] =>
  kind === 'customers'
    ? []
    : names
        .filter((name) => !compared.some(({ id }) => id.toLowerCase() === name.toLowerCase()))
        .map((name) => ({ part: `${kind.slice(0, -1)} ${name}`, reason: `there is none with this code` }));

const tooMany = (kind: Kind, { length }: readonly string[]): Unavailable[] =>
  length <= MAX_READS
    ? []
    : [{ part: `${length - MAX_READS} more ${kind}`, reason: `a comparison has at most ${MAX_READS}` }];

async function readCustomers({ args, tryRead }: Composing, identifiers: readonly string[]): Promise<Subject[]> {
  const { identifierName = 'mobile', source } = args;
  const found = await Promise.all(
    identifiers.map((identifierValue) =>
      tryRead(`customer ${identifierValue}`, 'customer_lookup_get_details', {
        identifierName,
        identifierValue,
        ...defined({ source }),
        embed: ['points', 'mlp'],
      }),
    ),
  );
  return found.flatMap((answer, index): Subject[] => {
    if (answer === undefined) return [];
    const [profile] = listAt(answer, 'profiles');
    const identifier = identifiers[index] ?? '';
    return [
      {
        id: textAt(answer, 'id') ?? identifier,
        name: personNameAt(profile, 'firstName', 'lastName') ?? identifier,
        answer,
      },
    ];
  });
}

/** Locations, in the order in which they were asked for. */
async function readPlaces(
  { read }: Composing,
  kind: Exclude<Kind, 'customers'>,
  codes: readonly string[],
): Promise<Subject[]> {
  const answer = await read('location_list', {
    type: kind === 'stores' ? 'STORE' : 'TILL',
    entityCodes: codes.join(','),
    includeChildren: kind === 'stores',
    limit: 100,
  });
  const places = listAt(answer, 'data');
  return codes.flatMap((code): Subject[] => {
    const place = places.find((each) => textAt(each, 'code')?.toLowerCase() === code.toLowerCase());
    if (place === undefined) return [];
    return [{ id: textAt(place, 'code') ?? code, name: textAt(place, 'name') ?? code, answer: place }];
  });
}

interface Row {
  readonly label: string;
  readonly unit?: string;
  readonly show: (answer: unknown) => string | number | undefined;
}

const programOf = (answer: unknown): unknown =>
  listAt(answer, 'loyaltyProgramDetails')[0] ?? at(answer, 'pointsSummary');
const inProgram = (name: string) => (answer: unknown) => numberAt(programOf(answer), name);

const ROWS: Readonly<Record<Kind, (brand: Brand) => readonly Row[]>> = {
  customers: (brand) => [
    { label: 'Tier', show: (answer) => textAt(programOf(answer), 'currentSlab') },
    { label: 'Points balance', unit: 'points', show: inProgram('loyaltyPoints') },
    { label: 'Points ever earned', unit: 'points', show: inProgram('lifetimePoints') },
    { label: 'Points redeemed', unit: 'points', show: inProgram('redeemed') },
    { label: 'Points expired', unit: 'points', show: inProgram('expired') },
    { label: 'Purchases', unit: 'money', show: (answer) => numberAt(answer, 'loyaltyInfo', 'lifetimePurchases') },
    {
      label: 'Registered on',
      show: (answer) => dayAt(brand, listAt(answer, 'profiles')[0], 'attribution', 'createDate'),
    },
    { label: 'Registered at', show: (answer) => textAt(answer, 'associatedWith') },
  ],
  stores: () => [
    { label: 'Active', show: isActive },
    { label: 'Zone', show: (answer) => textAt(answer, 'areaParentCode') },
    { label: 'Concept', show: (answer) => textAt(answer, 'groupParentCode') },
    { label: 'Tills', unit: 'tills', show: countTills },
    { label: 'Currency', show: (answer) => textAt(answer, 'currency') },
    { label: 'Time zone', show: (answer) => textAt(answer, 'timezone') },
    { label: 'Email', show: (answer) => textAt(answer, 'email') },
    { label: 'Phone', show: (answer) => textAt(answer, 'mobile') },
  ],
  tills: () => [
    { label: 'Active', show: isActive },
    { label: 'Store', show: (answer) => textAt(answer, 'storeParentCode') },
    { label: 'Zone', show: (answer) => textAt(answer, 'areaParentCode') },
    { label: 'Currency', show: (answer) => textAt(answer, 'currency') },
    { label: 'Time zone', show: (answer) => textAt(answer, 'timezone') },
  ],
};

function isActive(answer: unknown): string | undefined {
  const active = at(answer, 'isActive');
  return active === undefined ? undefined : active === true || active === 'true' ? 'yes' : 'no';
}

function countTills(answer: unknown): number | undefined {
  const children = at(answer, 'children');
  return Array.isArray(children) ? children.filter((each) => textAt(each, 'type') === 'TILL').length : undefined;
}

/** The rows of which at least one value is known. */
const toRows = (subjects: readonly Subject[], rows: readonly Row[]): ComparisonRow[] =>
  rows.flatMap(({ label, unit, show }) => {
    const values = subjects.map(({ answer }) => show(answer) ?? null);
    return values.every((value) => value === null) ? [] : [{ label, ...defined({ unit }), values }];
  });

/** One object for each subject, because that is how people ask about them. */
function toAnswer({ of, subjects, rows, unavailable, brand: { currency } }: ComparisonData) {
  return {
    [of]: subjects.map(({ id, name }, index) => ({
      id,
      name,
      ...Object.fromEntries(
        rows.flatMap(({ label, values }) => (values[index] === null ? [] : [[label, values[index]]])),
      ),
    })),
    ...defined({ currency, unavailable }),
  };
}
