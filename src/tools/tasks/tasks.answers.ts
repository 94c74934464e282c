/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { open, problem } from '../schemas/answer.js';
import { list } from '../schemas/values.js';
import { taskLog, taskMetadata, taskStatus } from './tasks.entities.js';

const outcome = lazy(() => ({ warnings: list(problem()), errors: list(problem()) }));

export const taskGetLogsAnswer = () => open({ data: list(taskLog()), ...outcome() });

export const taskGetMetadataAnswer = () => open({ data: list(taskMetadata()), ...outcome() });

/** The answer of both calls on statuses. */
export const taskStatuses = lazy(() => open({ data: list(taskStatus()), ...outcome() }));
