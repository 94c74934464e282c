/** Section Transaction, beyond the inventory: several bills changed at once, evaluation logs, and earnings. */
import {
  transactionGetEarning,
  transactionSearchEvaluationLog,
  transactionUpdateBulk,
} from '../../../tools/beyond/transaction.js';
import type { JsonObject } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { handleRows } from '../../http/rows.js';
import { fail } from '../../world/failure.js';
import { toChangedBillJson, toEarningJson, toEvaluationsJson } from './beyond-serializers.js';
import { billsNumbered, transactionById } from './lookup.js';
import { ownerOf } from './named.js';
import { updateTransaction } from './rules.js';

/** What a refused row is shown with. */
const echoOf = ({ identifierType, identifierValue, source, id }: JsonObject) => ({
  identifierType,
  identifierValue,
  source,
  id,
});

export const transactionBeyondHandlers: Handlers = {
  ...handleRows(
    transactionUpdateBulk,
    {
      envelope: 'bulk',
      batch: { none: 400, tooMany: 672 },
      codes: {
        identifierType: { missing: 8084, malformed: 8013 },
        identifierValue: 8084,
        source: 8003,
        id: 620,
        'lineItems[].id': 1119,
      },
      echo: echoOf,
    },
    ({ world, row, warn }) => {
      const { identifierType, identifierValue, source, id, ...change } = row;
      const { customer } = ownerOf(world, { name: identifierType, value: identifierValue });
      const bill = transactionById(world, id);
      if (bill.type !== 'REGULAR') fail(620, `Transaction ${id} is not of type REGULAR`);
      warn(updateTransaction(world, bill, { ...change, customer }));
      const changed = (change.lineItems ?? []).map(({ id: lineId, itemCode }) => lineId ?? itemCode);
      return { entityId: id, result: { ...toChangedBillJson(bill, changed), identifierType, identifierValue, source } };
    },
  ),

  ...handle(
    transactionSearchEvaluationLog,
    {
      envelope: 'plain',
      oneOf: [{ of: ['body.search.transactionNumber', 'body.search.transactionId'], code: 400 }],
    },
    ({ world, body: { search } }) => {
      const { transactionId, transactionNumber = '' } = search;
      const bill =
        transactionId === undefined
          ? billsNumbered(world, transactionNumber).at(-1)
          : world.transactions[transactionId];
      return toEvaluationsJson(world, bill, { transactionId: transactionId ?? -1 });
    },
  ),

  ...handle(transactionGetEarning, { envelope: 'single', codes: { transactionId: 1628 } }, ({ world, path }) =>
    toEarningJson(world, transactionById(world, path.transactionId)),
  ),
};
