/** Arguments that identify a customer, in the forms that tools take. */

/** For `customer_lookup_*`, `customer_get_id`, `transaction_add` and their like. */
export const byMobile = (identifierValue: string) => ({
  source: 'INSTORE',
  identifierName: 'mobile',
  identifierValue,
});
