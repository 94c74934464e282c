/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anything, open, problem } from '../schemas/answer.js';
import { profile } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf-types.js';
import { date, dateTime } from '../schemas/times.js';
import { integer, keyValues, list, number, text } from '../schemas/values.js';

/** The names of all members but `eventType` and `userRole` are inferred. */
const groupEntry = lazy(() =>
  open({
    eventType: text(),
    userRole: text('TRANSACTING, SOURCE or BOTH'),
    eventDate: dateTime({ zone: 'offset' }),
    transactionRef: text('name inferred'),
    customerId: idOf('customer', integer()),
    points: number('name inferred'),
    breakup: list(open({ customerId: idOf('customer', integer()), points: number() })),
  }),
);

export const pointsLedgerGetGroupRedemptionsAnswer = () =>
  open({
    entity: open({
      groupDetails: open({
        groupId: idOf('userGroup', integer()),
        groupBalance: number(),
        memberCount: integer(),
        members: list(open({ customerId: idOf('customer', integer()), balance: number() })),
      }),
      pageDetails: open({
        pageNumber: integer('from 1'),
        pageSize: integer(),
        totalEntries: integer(),
        pageCount: integer(),
      }),
      entries: list(groupEntry()),
    }),
    warnings: list(problem()),
  });

export const pointsLedgerGetExpiryUpdatesAnswer = () =>
  open({
    id: idOf('customer', integer()),
    profiles: list(profile()),
    loyaltyInfo: open({ loyaltyType: text() }),
    segments: keyValues(),
    singlePointsExpiryUpdateList: list(
      open({
        expiryChangeTime: dateTime({ zone: 'offset' }),
        expiryChangeTimeISO: dateTime({ zone: 'offset' }),
        eventName: text(),
        eventIdentifier: open({ type: text(), value: text() }),
        pointsNewExpiryDate: date(),
        pointsNewExpiryDateISO: dateTime({ zone: 'offset' }),
        pointsUpdatedByProgram: list(
          open({
            programId: idOf('loyaltyProgram', integer()),
            points: number(),
            pointsOldExpiryDate: date(),
            pointsOldExpiryDateISO: dateTime({ zone: 'offset' }),
          }),
        ),
      }),
    ),
    extendedFields: keyValues(),
    warnings: list(problem()),
  });

/** The documentation shows an empty list alone: the names in a row are inferred. */
export const pointsLedgerGetHistoricalAnswer = () =>
  open({
    data: list(
      open({
        type: text('CREDIT or DEBIT'),
        points: number(),
        activity: text(),
        eventDate: dateTime({ zone: 'server' }),
        eventDateISO: dateTime({ zone: 'offset' }),
        billNumber: text(),
        programId: idOf('loyaltyProgram', integer()),
        customFields: list(open({ name: text(), value: anything() })),
      }),
    ),
    errors: list(problem()),
    warnings: list(problem()),
  });
