/** What the scripted model does: it reads a balance, gives back the last points that the customer spent, and reads again. */

const MOBILE = '919800000001';
const readBalance = {
  name: 'call_read_tool',
  arguments: {
    name: 'customer_lookup_get_points_balance',
    arguments: { source: 'INSTORE', identifierName: 'mobile', identifierValue: MOBILE },
  },
};

/**
 * @param {readonly string[]} results - what the calls so far returned, in order
 * @returns {{ call: { name: string, arguments: object } } | { text: string }} the next call, or the answer
 */
export function nextStep(results) {
  const [before, redemptions, reversal, after] = results;
  if (before === undefined) return { call: readBalance };
  if (redemptions === undefined)
    return { call: { name: 'customer_get_redemptions_v1_1', arguments: { mobile: MOBILE, type: 'POINTS' } } };
  if (reversal === undefined) {
    const redemptionId = findInTable(redemptions, 'redemption_id');
    const body = { redemptionId, identifier: { type: 'mobile', value: MOBILE } };
    return { call: { name: 'points_reverse_redemption', arguments: { body } } };
  }
  if (after === undefined) return { call: readBalance };
  const balance = /totalPoints:(\d+)/;
  const given = find(reversal, /pointsReversed:(\d+)/);
  return {
    text: `The balance was ${find(before, balance)}. I gave back ${given} points. It is ${find(after, balance)} now.`,
  };
}

/** The value of a column in the first row of a table. No value before it has a comma. */
function findInTable(result, column) {
  const columns = find(result, /columns:\[([^\]]+)\]/).split(',');
  return find(result, /rows:\[\[([^[\]]+)/).split(',')[columns.indexOf(column)];
}

/** Frameworks hand results on as they are, as JSON inside of JSON, or printed without quotes. */
function find(result, pattern) {
  const [, found] = pattern.exec(result.replaceAll(/[\\"]/g, '')) ?? [];
  if (found === undefined) throw new Error(`${pattern} is not in this result: ${result.slice(0, 500)}`);
  return found;
}
