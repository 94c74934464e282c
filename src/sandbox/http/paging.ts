/** How endpoints page their rows, by name. */

import { fail } from '../world/failure.js';
import { isObject } from './arguments.js';

/** A page, as it is requested and as some answers report it. */
interface Page {
  limit: number;
  offset: number;
}

/** How an endpoint pages its rows. */
export interface Paging {
  /**
   * The page that is requested by the decoded parameters.
   * @throws a failure if there is no such page
   */
  readonly pageOf: (parameters: Readonly<Record<string, unknown>>) => Page;
  /** Whether the answer has the page as `pagination`, with the total. */
  readonly reported: boolean;
}

interface Limits {
  /** The default; all rows if absent. */
  limit?: number;
  /** The smallest limit; 1 by default. */
  min?: number;
  /** A larger limit counts as this one. */
  max?: number;
  /** Whether a larger limit is refused instead. */
  strict?: boolean;
  /** The limit that stands for all rows. */
  all?: number;
  /** For a limit that is refused. */
  code?: number;
  /** Whether the answer reports the page. */
  reported?: boolean;
}

/** `limit`, and `offset`, which counts rows, or `page`, which counts pages from 1 and wins. */
export function byOffset(limits: Limits = {}): Paging {
  const { limit: byDefault = Number.MAX_SAFE_INTEGER, min = 1, max = Number.POSITIVE_INFINITY, code = 400 } = limits;
  return {
    pageOf: ({ limit = byDefault, offset = 0, page }) => {
      const rows = Number(limit) === limits.all ? Number.POSITIVE_INFINITY : Number(limit);
      if (rows < min) fail(code, `limit must be at least ${min}`);
      if (limits.strict && rows > max) fail(code, `limit must be at most ${max}`);
      if (page !== undefined && Number(page) < 1) fail(code, 'page must be at least 1');
      return { limit: Math.min(rows, max), offset: page === undefined ? Number(offset) : (Number(page) - 1) * rows };
    },
    reported: limits.reported ?? false,
  };
}

interface PageNumbers {
  /** The parameter with the number of the page; `page` by default. */
  number?: string;
  /** The parameter with the number of rows; `size` by default. */
  size?: string;
  /** The number of the first page; 0 by default. */
  first?: number;
}

/** The number of a page, and how many rows it has. */
export function byPage({ number = 'page', size = 'size', first = 0, ...limits }: PageNumbers & Limits = {}): Paging {
  const { pageOf, reported } = byOffset(limits);
  return {
    pageOf: (parameters) => {
      const { limit } = pageOf({ limit: parameters[size] });
      return { limit, offset: (Number(parameters[number] ?? first) - first) * limit };
    },
    reported,
  };
}

/** A page of rows, with what answers say about it. */
interface PageOfRows<T> {
  readonly rows: readonly T[];
  readonly details: {
    /** From 0. */
    readonly pageNumber: number;
    readonly pageSize: number;
    readonly totalEntries: number;
    readonly pageCount: number;
  };
}

/** The pages of one call. */
export class Pages {
  private readonly page: Page | undefined;
  private readonly isReported: boolean;
  private total = 0;
  private sorting: object = {};

  constructor(paging: Paging | undefined, parameters: unknown) {
    this.page = paging?.pageOf(isObject(parameters) ? parameters : {});
    this.isReported = paging?.reported ?? false;
  }

  /**
   * The rows of the requested page.
   *
   * @param sorting - how they are sorted, where the answer reports that with the page
   */
  rowsOf<T>(rows: readonly T[], sorting: { readonly sortBy?: string; readonly sortOrder?: string } = {}): readonly T[] {
    if (!this.page) throw new Error('the endpoint declares no paging');
    this.total = rows.length;
    this.sorting = sorting;
    return rows.slice(this.page.offset, this.page.offset + this.page.limit);
  }

  /** The same with what answers say about the page. */
  pageOf<T>(all: readonly T[]): PageOfRows<T> {
    const rows = this.rowsOf(all);
    const { limit: pageSize, offset } = this.page ?? { limit: 1, offset: 0 };
    const pageCount = Math.ceil(all.length / pageSize);
    return {
      rows,
      details: { pageNumber: Math.floor(offset / pageSize), pageSize, totalEntries: all.length, pageCount },
    };
  }

  /** Members of the answer beside the rows. */
  reported(): object {
    if (!this.isReported) return {};
    const { total } = this;
    const all = this.page?.limit === Number.POSITIVE_INFINITY && { limit: total };
    return { pagination: { ...this.page, ...this.sorting, total, ...all } };
  }
}
