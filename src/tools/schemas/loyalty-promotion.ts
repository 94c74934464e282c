/** Values that loyalty promotions of every version share. */

/** Sources in which loyalty promotions look up customers. */
export const PROMOTION_SOURCES = [
  'INSTORE',
  'FACEBOOK',
  'WEB_ENGAGE',
  'MARTJACK',
  'TMALL',
  'TAOBAO',
  'JD',
  'ECOMMERCE',
  'WEBSITE',
  'LINE',
  'ALL',
] as const;
