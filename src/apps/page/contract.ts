/** What the sandbox and its page agree on. Texts may be long or hostile; times are as in the contract of the views. */
import type { Brand, CustomerData, PromotionData, SeriesData } from '../contract.js';

/** Where the page reads: {@link Glance}, {@link ListPage}, {@link DetailData}, {@link Connection}, and the calls. */
export const PAGE_PATH = '/__sandbox/page/';

/** The page itself. */
export interface SandboxPage {
  readonly html: string;
  /** The Content-Security-Policy: only this script and this style, and requests to where it came from. */
  readonly policy: string;
}

/** The lists of the page, by their names in addresses. */
export const LIST_NAMES = [
  'customers',
  'coupons',
  'promotions',
  'rewards',
  'badges',
  'groups',
  'stores',
  'tills',
] as const;
export type ListName = (typeof LIST_NAMES)[number];

/** Rows of a page of a list. */
export const PAGE_SIZE = 25;

/** Whose entries the views of src/apps/ show whole. */
export type DetailData = CustomerData | SeriesData | PromotionData;

/** The brand at a glance. */
export interface Glance {
  readonly brand: Brand;
  /** By the clock of the sandbox. */
  readonly now: string;
  readonly members: number;
  /** Points that customers and groups can use, and what they are worth. */
  readonly held: number;
  readonly worth: number;
  /** Oldest first; days without any are left out. */
  readonly byDay: readonly PointsDay[];
  /** From the lowest. */
  readonly tiers: readonly { readonly name: string; readonly members: number }[];
  readonly bills: number;
  readonly coupons: { readonly issued: number; readonly redeemed: number };
  /** Those with most coupons. */
  readonly series: readonly { readonly name: string; readonly issued: number; readonly redeemed: number }[];
  /** Those that run. */
  readonly promotions: readonly Row[];
}

/** How many points came and went on a day, by the clock of the brand. */
export interface PointsDay {
  readonly on: string;
  readonly issued: number;
  /** Without those that were given back. */
  readonly redeemed: number;
  /** Expired, or taken back by returns and by hand. */
  readonly lost: number;
}

/** A part of a list. */
export interface ListPage {
  readonly brand: Brand;
  readonly columns: readonly ListColumn[];
  readonly rows: readonly Row[];
  /** How many there are, or match the search. */
  readonly found: number;
  /** Counted from 1. */
  readonly page: number;
  readonly pages: number;
}

export interface ListColumn {
  readonly title: string;
  readonly kind: 'text' | 'number' | 'money' | 'day' | 'state';
  /** Left out on phones. */
  readonly minor?: true;
}

export interface Row {
  /** Of the {@link DetailData}, if there is one. */
  readonly id?: string;
  readonly name: string;
  readonly note?: string;
  /** One for each column; null if there is no such thing. */
  readonly cells: readonly (string | number | null)[];
}

/** A call as it was answered. */
export interface CallRow {
  /** Counts up. */
  readonly id: number;
  /** By the clock of the sandbox. */
  readonly at: string;
  readonly method: string;
  /** With the query, without secrets. */
  readonly path: string;
  readonly status: number;
  /** The tools that make such a call; empty if there is no such endpoint. */
  readonly tools: readonly string[];
  /** From the arrival to the answer. */
  readonly milliseconds: number;
  /** Why it failed, in the words of the answer. */
  readonly error?: string;
}

/** What the stream of calls sends, each as an event of that name with JSON. */
export interface CallEvents {
  /** The last ones, oldest first, when the stream begins and after they were forgotten. */
  calls: readonly CallRow[];
  call: CallRow;
  /** The state or the clock was changed by other means than a call. */
  changed: null;
}

/** How an agent connects to the sandbox. */
export interface Connection {
  readonly brand: Brand;
  readonly url: string;
  /** What clients need to know, with its name. */
  readonly settings: readonly { readonly name: string; readonly value: string; readonly about: string }[];
  /** Empty if the sandbox does not know how this server is started. */
  readonly hosts: readonly HostCommand[];
  /** Whether a server with an agent of its own runs the sandbox. */
  readonly embedded: boolean;
}

/** How a host is connected. */
export interface HostCommand {
  readonly title: string;
  /** For the shell of this machine. */
  readonly command: string;
  /** What to do then. */
  readonly next: string;
}
