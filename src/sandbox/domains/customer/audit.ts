/** Who changed what on customers and cards. Rules record it; the call that caused it is noted when it is answered. */
import { now } from '../../world/clock.js';
import { lastId, nextId, type World } from '../../world/world.js';
import { blank, type IsPersonal } from '../personal-texts.js';
import type { Audit, AuditEvent, Customer } from './state.js';

const KEPT = 5000;

type About = Pick<Audit, 'entityType' | 'entityId' | 'tillId'> & Partial<Pick<Audit, 'source' | 'merge'>>;

/** Records fields that changed at once; nothing where none did. */
export function recordAudit(world: World, about: About, events: readonly AuditEvent[]): void {
  if (events.length === 0 && !about.merge) return;
  world.audits.push({
    id: nextId(world, 'audit'),
    source: 'INSTORE',
    merge: null,
    ...about,
    at: now(world),
    requestId: null,
    userContext: {},
    events: [...events],
  });
  if (world.audits.length > KEPT) world.audits.shift();
}

const textIn = (value: unknown): string | null => {
  if (value === undefined || value === null || value === '') return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** The fields of a record that are to become others. */
export const changedFields = (
  kind: AuditEvent['kind'],
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): AuditEvent[] =>
  Object.entries(after)
    .map(([field, value]) => ({ kind, field, before: textIn(before[field]), after: textIn(value) }))
    .filter((each) => each.before !== each.after);

/** Identifiers that are added and removed; one that replaces another of its type is one change. */
export function changedIdentifiers(
  removed: readonly { type: string; value: string }[],
  added: readonly { type: string; value: string }[],
): AuditEvent[] {
  const left = [...removed];
  const replaced = added.map(({ type, value }): AuditEvent => {
    const index = left.findIndex((each) => each.type === type);
    const [before] = index < 0 ? [] : left.splice(index, 1);
    return { kind: 'Identifier', field: type, before: before?.value ?? null, after: value };
  });
  const gone = left.map(({ type, value }): AuditEvent => {
    return { kind: 'Identifier', field: type, before: value, after: null };
  });
  return [...replaced, ...gone].filter((each) => each.before !== each.after);
}

/** The last audit before a call. */
export const auditMark = (world: World): number => lastId(world, 'audit');

/** A call that may have changed something. */
export interface AuditCause {
  readonly requestId: string;
  /** Whether it is a call of v1 or v1.1, through which changes of custom fields are not logged, as documented. */
  readonly legacy?: boolean;
  /** By lower-case name. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Notes which call caused the audits since a mark, and puts together what it changed on one thing. */
export function attributeAudits(
  world: World,
  mark: number,
  { requestId, legacy = false, headers = {} }: AuditCause,
): void {
  const start = world.audits.findIndex(({ id }) => id > mark);
  if (start < 0) return;
  const userContext = Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('user-context-')));
  const together = new Map<string, Audit>();
  for (const audit of world.audits.slice(start)) {
    const events = audit.events.filter(({ kind }) => !legacy || kind !== 'CustomField');
    const key = audit.merge ? `merge ${audit.id}` : `${audit.entityType} ${audit.entityId} ${audit.source}`;
    const known = together.get(key);
    if (known) known.events.push(...events);
    else if (events.length > 0 || audit.merge) together.set(key, { ...audit, events, requestId, userContext });
  }
  world.audits.splice(start, world.audits.length - start, ...together.values());
}

/** Forgets the values of a customer's fields, and wherever else the person is named. */
export function forgetInAudits(world: World, { id }: Customer, isAddress: IsPersonal): void {
  for (const audit of world.audits) {
    const isOwn = audit.entityType === 'CUSTOMER' && audit.entityId === id;
    if (isOwn) audit.userContext = {};
    for (const event of audit.events) {
      if (isOwn && !event.kind.endsWith('Status')) Object.assign(event, { before: null, after: null });
    }
    blank(audit.events, ['before', 'after'], isAddress);
  }
}
