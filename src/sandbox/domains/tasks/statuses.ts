/** Statuses of tasks: the system's own, and the organization's names for them. */
import { fail } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import type { TaskStatus, TaskStatusMapping, TaskSystemStatus } from './state.js';

const SYSTEM_STATUSES = ['OPEN', 'IN_PROGRESS', 'CLOSED', 'NONE'] as const;

const mappingsOf = (world: World): TaskStatusMapping[] => Object.values(world.taskStatusMappings);

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/**
 * Finds a status by the system's or the organization's name.
 * @throws 5207 if neither has the name
 */
export function statusNamed(world: World, text: string): TaskStatus {
  const system = SYSTEM_STATUSES.find((each) => same(each, text));
  if (system) return { system, mappingId: null };
  const mapping = mappingsOf(world).find((each) => same(each.label, text));
  return mapping ? { system: mapping.value, mappingId: mapping.id } : fail(5207, `${text} is not a status`);
}

/** The name of a status as it was set: the organization's current name, or the system's. */
export function statusText(world: World, { system, mappingId }: TaskStatus): string {
  return (mappingId === null ? undefined : world.taskStatusMappings[mappingId]?.label) ?? system;
}

/** The organization's name of a status, even if it was set by the system's name. */
export function statusLabel(world: World, status: TaskStatus): string {
  if (status.mappingId !== null) return statusText(world, status);
  return mappingsOf(world).find((each) => each.value === status.system)?.label ?? status.system;
}

export const sameStatus = (a: TaskStatus, b: TaskStatus): boolean =>
  a.system === b.system && (a.mappingId === b.mappingId || a.mappingId === null || b.mappingId === null);

/**
 * Adds a name or, with `id`, changes one.
 * @throws 5206 if the id is unknown, or the label is in use
 */
export function mapStatus(
  world: World,
  { id, value, label }: { id?: string; value: TaskSystemStatus; label: string },
): TaskStatusMapping {
  const known =
    id === undefined ? undefined : (world.taskStatusMappings[Number(id)] ?? fail(5206, `No mapping has the id ${id}`));
  const taken = mappingsOf(world).some((each) => each.id !== known?.id && same(each.label, label));
  if (taken) fail(5206, `Label ${label} is already in use`);
  const mapping = { id: known?.id ?? nextId(world, 'taskStatusMapping'), value, label };
  world.taskStatusMappings[mapping.id] = mapping;
  return mapping;
}
