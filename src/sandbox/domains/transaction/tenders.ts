/** Payment modes (tenders) and the attributes that bills may give for each. */

/** Issuer and type of a card or wallet; cash has no attributes. */
export function tenderAttributes(mode: string): readonly string[] {
  if (/CARD/i.test(mode)) return ['issuer', 'bank', 'card_type'];
  return /UPI|WALLET/i.test(mode) ? ['issuer', 'bank'] : [];
}
