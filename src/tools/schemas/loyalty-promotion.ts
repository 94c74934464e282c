/** Pieces that loyalty promotions of every version share. */

/** Sources by which loyalty promotions find a customer. */
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
