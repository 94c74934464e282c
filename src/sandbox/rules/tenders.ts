/** Payment modes (tenders) and what bills may tell of each. */

/** Who issued a card or wallet, and what card it is; cash has nothing to tell. */
export function tenderAttributes(mode: string): readonly string[] {
  if (/CARD/i.test(mode)) return ['issuer', 'bank', 'card_type'];
  return /UPI|WALLET/i.test(mode) ? ['issuer', 'bank'] : [];
}
