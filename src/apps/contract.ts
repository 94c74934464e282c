/**
 * What the server and the views agree on. A tool result carries the data of its view in `_meta[VIEW_DATA]`: the text is
 * for the model, may be shortened, and is the same without views; hosts pass the whole result to the view and show `_meta`
 * to no model. It is left out if the client did not declare the extension for views.
 *
 * Amounts of money are numbers in `brand.currency`. Times are ISO 8601 with an offset, in `brand.timeZone` where that is
 * known; days are `YYYY-MM-DD` there. Every text may be long or hostile. Lists come newest first unless they say otherwise,
 * and may be cut: `more` counts what was left out. Whatever was refused, or is not known, is left out.
 */

/** The member of a result's `_meta` that holds the data of its view: a {@link ViewData}. */
export const VIEW_DATA = 'capillary/view';

/** The views; the page of each is the resource `ui://capillary/<name>`. */
export const VIEW_NAMES = ['customer', 'series', 'promotion', 'comparison', 'plan'] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

/** The address of a view's page. */
export const viewUri = (view: ViewName): string => `ui://capillary/${view}`;

/** The extension by which a client says that it shows views, with the media types that it shows. */
export const VIEW_EXTENSION = 'io.modelcontextprotocol/ui';

/** The media type of a view's page. */
export const VIEW_MIME_TYPE = 'text/html;profile=mcp-app';

/** The tool that only views call: it takes `{ plan }`, and answers with an {@link OutcomeData} as its view's data. */
export const APPROVE_PLAN = 'approve_plan';

export type ViewData = CustomerData | SeriesData | PromotionData | ComparisonData | PlanData;

/** The brand that the data is about. */
export interface Brand {
  readonly name?: string;
  /** ISO 4217, such as `INR`. */
  readonly currency?: string;
  /** IANA, such as `Asia/Kolkata`, or an offset such as `+05:30`. */
  readonly timeZone?: string;
  /** The day there. */
  readonly today?: string;
  /** Whether nothing of this is real. */
  readonly sandbox: boolean;
}

/** A part of a view that could not be read. */
export interface Unavailable {
  /** In words, such as `coupons`. */
  readonly part: string;
  readonly reason: string;
}

interface Common {
  readonly brand: Brand;
  readonly unavailable?: readonly Unavailable[];
}

/** A list of which only the first entries are there. */
export interface Entries<T> {
  readonly entries: readonly T[];
  /** Entries that were left out, if their number is known; `true` if there are some. */
  readonly more?: number | true;
}

export interface CustomerData extends Common {
  readonly view: 'customer';
  readonly customer: {
    readonly id?: string;
    readonly name?: string;
    readonly mobile?: string;
    readonly email?: string;
    readonly externalId?: string;
    /** Numbers of cards. */
    readonly cards?: readonly string[];
    readonly registeredOn?: string;
    /** Where the customer registered. */
    readonly store?: string;
    /** As the API spells it, such as `ACTIVE`. */
    readonly status?: string;
  };
  readonly tier?: {
    readonly name?: string;
    readonly expiresOn?: string;
    /** The tier above; absent in the highest. */
    readonly next?: string;
    /** What the next tier takes, in the brand's words. */
    readonly nextNeeds?: string;
    /** How far the customer is on the way to `next`. */
    readonly progress?: Progress;
  };
  /** Numbers of points, but for `value`. */
  readonly points?: {
    /** The loyalty program that points and tier are of, if there are several. */
    readonly program?: string;
    readonly balance?: number;
    /** The balance in money. */
    readonly value?: number;
    /** Earned, but not yet usable. */
    readonly promised?: number;
    /** All that was ever earned. */
    readonly lifetime?: number;
    readonly redeemed?: number;
    readonly expired?: number;
  };
  /** What expires when, soonest first. */
  readonly expiring?: readonly { readonly on: string; readonly points: number }[];
  readonly ledger?: Entries<LedgerEntry>;
  readonly coupons?: Entries<Coupon>;
  readonly bills?: Entries<Bill>;
}

export interface Progress {
  readonly value: number;
  readonly target: number;
  /** What is missing; 0 from the target on. */
  readonly left: number;
  /** What is counted: `points`, `visits`, `money`, which is in the brand's currency, or `tracked`, which may be anything. */
  readonly unit: string;
}

export interface LedgerEntry {
  readonly on: string;
  readonly kind: 'earned' | 'redeemed' | 'expired' | 'reversed' | 'transferred' | 'other';
  /** What the balance changes by: negative if points go. */
  readonly points: number;
  /** The balance afterwards. */
  readonly balance?: number;
  /** Such as the number of a bill. */
  readonly note?: string;
}

export interface Coupon {
  readonly code: string;
  /** The name of its series. */
  readonly series?: string;
  /** In words, such as `10%` or `200 off`. */
  readonly discount?: string;
  readonly state?: 'active' | 'redeemed' | 'expired' | 'revoked';
  readonly issuedOn?: string;
  readonly validUntil?: string;
  readonly redeemedOn?: string;
}

export interface Bill {
  readonly number?: string;
  readonly on?: string;
  readonly amount?: number;
  readonly store?: string;
  /** Earned with the bill. */
  readonly points?: number;
  readonly kind: 'sale' | 'return';
}

/** A series of coupons: how many were issued and used. */
export interface SeriesData extends Common {
  readonly view: 'series';
  readonly series: {
    readonly id?: string;
    readonly name?: string;
    readonly code?: string;
    readonly description?: string;
    /** In words. */
    readonly discount?: string;
    readonly createdOn?: string;
    readonly validFrom?: string;
    readonly validUntil?: string;
    /** Such as `active` or `expired`. */
    readonly status?: string;
    readonly lastIssuedOn?: string;
    readonly lastRedeemedOn?: string;
  };
  readonly issued?: number;
  readonly redeemed?: number;
  /** How many can still be issued; absent if that is not limited. */
  readonly left?: number;
  /** Oldest first; days without any are left out. */
  readonly byDay?: readonly { readonly on: string; readonly issued?: number; readonly redeemed?: number }[];
  /** The store with most first. */
  readonly byStore?: readonly { readonly store: string; readonly issued?: number; readonly redeemed?: number }[];
}

/** A loyalty promotion, a milestone or a target. */
export interface PromotionData extends Common {
  readonly view: 'promotion';
  readonly promotion: {
    readonly id?: string;
    readonly name?: string;
    readonly description?: string;
    /** As people call it, such as `promotion`, `milestone` or `streak`. */
    readonly kind: string;
    /** As the API spells it, such as `LIVE`. */
    readonly status?: string;
    readonly startsOn?: string;
    readonly endsOn?: string;
    /** What is rewarded, in words. */
    readonly rule?: string;
    /** How customers come to be in it, as the API spells it, such as `IMPORT`. */
    readonly joinedBy?: string;
  };
  /** How many customers, by what they are: such as `enrolled`, `achieved`, `in progress`. */
  readonly members?: readonly Count[];
  /** How far it is, or how far customers are; the furthest first. */
  readonly progress?: readonly { readonly label: string; readonly value: number; readonly target?: number }[];
  /** What was given, such as `points` or `coupons`; `money` is in the brand's currency. */
  readonly given?: readonly Count[];
  /** Oldest first. */
  readonly byDay?: readonly { readonly on: string; readonly value: number }[];
}

/** A number with its name. */
export interface Count {
  readonly label: string;
  readonly value: number;
}

/** Customers, stores or tills side by side. */
export interface ComparisonData extends Common {
  readonly view: 'comparison';
  readonly of: 'customers' | 'stores' | 'tills';
  readonly subjects: readonly { readonly id: string; readonly name: string }[];
  /** One value for each subject, in their order; null if it is not known. */
  readonly rows: readonly ComparisonRow[];
}

export interface ComparisonRow {
  readonly label: string;
  /** What numbers are; `money` is in the brand's currency. Absent for days, times and words. */
  readonly unit?: string;
  readonly values: readonly (string | number | null)[];
}

/** A call that would change something. */
export interface PlanData extends Common {
  readonly view: 'plan';
  readonly plan?: {
    /** What {@link APPROVE_PLAN} takes. Without a plan, the call cannot be made: `refused` or `warnings` say why. */
    readonly id: string;
    /** When it stops working, by the clock of the server. */
    readonly expiresAt: string;
    /** Milliseconds that it still works, counted from when the result was made. */
    readonly expiresInMs: number;
    /** Whether only the agent can carry it out, because the server does not know that this client shows views. */
    readonly isForAgent?: boolean;
  };
  readonly tool: string;
  /** What the tool does, in a few words. */
  readonly title: string;
  /** Whether it overwrites, removes or gives away something, or only adds. */
  readonly risk: 'read' | 'write' | 'destructive';
  /** What the user will be asked before the call is made. */
  readonly question?: string;
  /** Whom or what it concerns. */
  readonly subjects?: readonly { readonly name: string; readonly detail?: string }[];
  /** What is known to change; `before` and `after` are absent where they are not known. */
  readonly changes?: readonly Change[];
  readonly requests: readonly { readonly method: string; readonly path: string; readonly body?: unknown }[];
  /** What was checked beforehand. */
  readonly checks?: readonly Check[];
  /** How to undo it, in words. */
  readonly undoneBy?: string;
  /** Why the call would be refused. */
  readonly refused?: string;
  readonly warnings?: readonly string[];
}

export interface Change {
  readonly what: string;
  readonly before?: string | number;
  readonly after?: string | number;
  /** What numbers are; `money` is in the brand's currency. */
  readonly unit?: string;
}

export interface Check {
  readonly name: string;
  readonly verdict: 'passed' | 'failed' | 'unknown';
  readonly detail?: string;
}

/** What became of a plan that a view carried out. */
export interface OutcomeData {
  readonly view: 'outcome';
  readonly tool: string;
  /** What it did, or may have done. */
  readonly outcome: 'applied' | 'not_sent' | 'rejected' | 'partial' | 'unknown';
  /** In words, if it did not succeed. */
  readonly message?: string;
  readonly hint?: string;
}
