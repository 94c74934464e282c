/** Statuses of tasks: the system's own, and the names that the organisation has for them. */
import { fail } from '../failure.js';
import type { TaskStatus, TaskStatusMapping, TaskSystemStatus } from '../state/task.js';
import { nextId, type World } from '../world.js';

export const SYSTEM_STATUSES = ['OPEN', 'IN_PROGRESS', 'CLOSED', 'NONE'] as const;

const mappingsOf = (world: World): TaskStatusMapping[] => Object.values(world.taskStatusMappings);

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The status that a text means, be it the system's or the organisation's name. 5207 for neither. */
export function statusNamed(world: World, text: string): TaskStatus {
  const system = SYSTEM_STATUSES.find((each) => same(each, text));
  if (system) return { system, mappingId: null };
  const mapping = mappingsOf(world).find((each) => same(each.label, text));
  return mapping ? { system: mapping.value, mappingId: mapping.id } : fail(5207, `${text} is no status`);
}

/** A status as it was set: the organisation's name for it now, or the system's. */
export function statusText(world: World, { system, mappingId }: TaskStatus): string {
  return (mappingId === null ? undefined : world.taskStatusMappings[mappingId]?.label) ?? system;
}

/** What the organisation calls a status, also where it was set by the system's name. */
export function statusLabel(world: World, status: TaskStatus): string {
  if (status.mappingId !== null) return statusText(world, status);
  return mappingsOf(world).find((each) => each.value === status.system)?.label ?? status.system;
}

export const sameStatus = (a: TaskStatus, b: TaskStatus): boolean =>
  a.system === b.system && (a.mappingId === b.mappingId || a.mappingId === null || b.mappingId === null);

/**
 * Adds a name, or, with `id`, changes one. 5208 for a value that is no system status, 5205 without a label, 5206 for an
 * unknown id or a label in use.
 */
export function mapStatus(
  world: World,
  { id, value, label }: { id: string; value: TaskSystemStatus | null; label: string },
): TaskStatusMapping {
  if (value === null) return fail(5208, 'The value is no internal status');
  if (label === '') fail(5205, 'The label is missing');
  const known =
    id === '' ? undefined : (world.taskStatusMappings[Number(id)] ?? fail(5206, `No mapping has the id ${id}`));
  const taken = mappingsOf(world).some((each) => each.id !== known?.id && same(each.label, label));
  if (taken) fail(5206, `The label ${label} is in use`);
  const mapping = { id: known?.id ?? nextId(world, 'taskStatusMapping'), value, label };
  world.taskStatusMappings[mapping.id] = mapping;
  return mapping;
}
