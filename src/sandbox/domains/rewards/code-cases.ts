/** The letter cases in which answers can have the codes of coupons. */
export const CODE_CASES = {
  LOWER: (code: string) => code.toLowerCase(),
  UPPER: (code: string) => code.toUpperCase(),
  AS_IT_IS: (code: string) => code,
};
