/** A moment: ISO 8601 in UTC, whole seconds, e.g. 2026-05-03T12:00:00Z. Texts compare chronologically. */
export type Instant = string;
