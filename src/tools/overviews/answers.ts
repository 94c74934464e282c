/** What the overviews answer. */
import { lazy } from '../../lib/lazy.js';
import { anyOf, mapOf, open } from '../schemas/answer.js';
import { email, idOf, mobile, money, personIdentifier, personName } from '../schemas/leaf-types.js';
import { date, dateTime } from '../schemas/times.js';
import { choice, integer, list, number, text } from '../schemas/values.js';

type Shape = Parameters<typeof open>[0];

/** The first of a list, and how many more there are. */
const entries = <S extends Shape>(shape: S) => open({ entries: list(open(shape)), more: integer() });

const currency = () => text();

/** Parts that could not be read, and why. */
const unavailable = lazy(() => list(open({ part: text(), reason: text() })));

export const customerOverviewAnswer = () =>
  open({
    customer: open({
      id: idOf('customer', text()),
      name: personName(),
      mobile: mobile(),
      email: email(),
      externalId: idOf('customerExternalId', text()),
      cards: list(personIdentifier()),
      registeredOn: date(),
      store: text(),
    }),
    tier: open({
      name: text(),
      expiresOn: date(),
      next: text(),
      nextNeeds: text(),
      progress: open({ value: number(), target: number(), left: number(), unit: text() }),
    }),
    points: open({
      program: text(),
      balance: number(),
      value: money(),
      promised: number(),
      lifetime: number(),
      redeemed: number(),
      expired: number(),
    }),
    currency: currency(),
    expiring: entries({ on: date(), points: number() }),
    pointsHistory: entries({
      on: dateTime({ zone: 'offset' }),
      kind: choice(['earned', 'redeemed', 'expired', 'reversed', 'transferred', 'other']),
      points: number(),
      balance: number(),
      note: text(),
    }),
    activeCoupons: entries({
      code: idOf('couponCode', text()),
      series: text(),
      discount: text(),
      issuedOn: date(),
      validUntil: date(),
      redeemedOn: date(),
    }),
    bills: entries({
      kind: choice(['sale', 'return']),
      number: idOf('billNumber', text()),
      on: dateTime({ zone: 'offset' }),
      amount: money(),
      store: text(),
      points: number(),
    }),
    unavailable: unavailable(),
  });

export const seriesOverviewAnswer = () =>
  open({
    series: open({
      id: idOf('couponSeries', text()),
      name: text(),
      code: text(),
      description: text(),
      discount: text(),
      createdOn: date(),
      validFrom: date(),
      validUntil: date(),
      status: choice(['active', 'expired']),
      lastIssuedOn: date(),
      lastRedeemedOn: date(),
    }),
    issued: integer(),
    redeemed: integer(),
    left: integer(),
    currency: currency(),
  });

export const promotionOverviewAnswer = () =>
  open({
    promotion: open({
      kind: text(),
      id: text(),
      name: text(),
      description: text(),
      status: text(),
      startsOn: date(),
      endsOn: date(),
      rule: text(),
      joinedBy: text(),
    }),
    members: list(open({ label: text(), value: integer() })),
    furthest: list(open({ label: personName(), value: number(), target: number() })),
    currency: currency(),
    unavailable: unavailable(),
  });

/** One object for each subject, with what is compared by its name. */
const compared = lazy(() => list(mapOf(anyOf(text(), number()))));

export const compareAnswer = () =>
  open({
    customers: compared(),
    stores: compared(),
    tills: compared(),
    currency: currency(),
    unavailable: unavailable(),
  });
