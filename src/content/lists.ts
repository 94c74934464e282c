/** Lists of the API that completions take values from. */
import { textAt } from '../lib/json-at.js';

export type ListName = 'store' | 'till' | 'couponSeries' | 'promotion' | 'productBrand';

export interface List {
  tool: string;
  args: Record<string, unknown>;
  /** The arguments that ask for a page, from 0; absent if the tool returns everything. */
  pageArgs?: (page: number) => Record<string, number>;
  /** Where the rows are. */
  rows: readonly string[];
  /** An id or code, and a name after it. */
  toValue: (row: object) => string;
  /** The member with the code of the store that a row belongs to. */
  parentAt?: string;
}

/** Rows of a page, which these tools have at most. */
export const PAGE_ROWS = 100;

const byOffset = (page: number): Record<string, number> => ({ limit: PAGE_ROWS, offset: page * PAGE_ROWS });

const codeAndName = (row: object): string => {
  const [code = '', name = ''] = [textAt(row, 'code'), textAt(row, 'name')];
  return code === name ? code : `${code} ${name}`;
};

export const LISTS: Readonly<Record<ListName, List>> = {
  store: {
    tool: 'location_list',
    args: { type: 'STORE', isActive: true, sortBy: 'entityCode', sortOrder: 'ASC' },
    pageArgs: byOffset,
    rows: ['data'],
    toValue: codeAndName,
  },
  till: {
    tool: 'location_list',
    args: { type: 'TILL', isActive: true, sortBy: 'entityCode', sortOrder: 'ASC' },
    pageArgs: byOffset,
    rows: ['data'],
    toValue: codeAndName,
    parentAt: 'storeParentCode',
  },
  couponSeries: {
    tool: 'coupon_get_series_v1_1',
    args: {},
    rows: ['response', 'series', 'items', 'item'],
    toValue: (row) => `${textAt(row, 'id') ?? ''} ${textAt(row, 'description') ?? ''}`,
  },
  promotion: {
    tool: 'loyalty_promotion_list',
    args: {},
    pageArgs: (page) => ({ page, size: PAGE_ROWS }),
    rows: ['data', 'content'],
    toValue: (row) => `${textAt(row, 'id') ?? ''} ${textAt(row, 'metadata', 'name') ?? ''}`,
  },
  productBrand: {
    tool: 'product_search_brands',
    args: {},
    pageArgs: byOffset,
    rows: ['data'],
    toValue: codeAndName,
  },
};
