/** The operator's filters: from the settings and from an optional file, which is reloaded when it changes. */
import {
  createToolAccess,
  describeRenamed,
  FILTERS_SCHEMA,
  omitUndefined,
  type ToolAccess,
} from '../discovery/filters.js';
import type { Filters } from '../discovery/selection.js';
import { ConfigError } from '../lib/config-error.js';
import { type MutableObservable, observable } from '../lib/observable.js';
import { watchFile } from '../lib/watch-file.js';
import type { ToolFacts } from '../presentation/tool-list.js';
import { fileLabel, openForSetting } from './read.js';
import { type Config, filterSetting } from './server.js';

/**
 * Combines the filters of the settings with those of the filters file; the settings win. If a changed file is invalid, the
 * previous filters stay, and `warn` is called with the reason. It is also called with
 * each old name of a tool.
 *
 * @throws ConfigError if the settings or the file are invalid, or name tools or domains that do not exist
 */
export async function openFilters(
  { filters, filtersFile }: Pick<Config, 'filters' | 'filtersFile'>,
  facts: readonly ToolFacts[],
  warn: (message: string) => void,
): Promise<{ allowed: MutableObservable<ToolAccess>; close: () => void }> {
  const create = (combined: Filters): ToolAccess => {
    const access = createToolAccess(combined, facts, filterSetting);
    for (const note of describeRenamed(combined, filterSetting)) warn(note);
    return access;
  };
  if (filtersFile === undefined) return { allowed: observable(create(filters)), close: () => {} };
  const where = fileLabel('filtersFile', filtersFile);
  const read = (text: string): ToolAccess => create({ ...parseFilters(where, text), ...filters });
  const unreadable = `${where}: could not be read.`;
  const watching = watchFile(
    filtersFile,
    (changed) => {
      try {
        allowed.set(read(changed));
      } catch (error) {
        warn(`${error instanceof ConfigError ? error.message : unreadable} ${UNCHANGED}`);
      }
    },
    () => warn(`${unreadable} ${UNCHANGED}`),
  );
  const { text, stop } = await openForSetting('filtersFile', watching, { path: filtersFile });
  let allowed: MutableObservable<ToolAccess>;
  try {
    allowed = observable(read(text));
  } catch (error) {
    stop();
    throw error;
  }
  return { allowed, close: stop };
}

const UNCHANGED = 'The previous filters stay in force.';

function parseFilters(where: string, text: string): Filters {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ConfigError(`${where}: not valid JSON.`);
  }
  const parsed = FILTERS_SCHEMA.safeParse(json);
  if (parsed.success) return omitUndefined(parsed.data);
  const [issue] = parsed.error.issues;
  throw new ConfigError(`${where}: ${issue?.path.join('.') || 'the file'}: ${issue?.message}.`);
}
