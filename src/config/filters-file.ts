/** The operator's filters: those of the settings and, where one is configured, of a file that may change. */
import { type Allowed, allow, FILTERS_SHAPE, withoutUndefined } from '../discovery/filters.js';
import type { Filters } from '../discovery/selection.js';
import { ConfigError } from '../lib/config-error.js';
import { type MutableObservable, observable } from '../lib/observable.js';
import { watchFile } from '../lib/watch-file.js';
import type { ToolFacts } from '../presentation/tool-list.js';
import { openNamed } from './read.js';
import { type Config, filterSetting } from './server.js';

/**
 * The selection of the settings and, where one is configured, of the filters file, which is read again when it
 * changes. A changed file that is wrong changes nothing and is told to `warn`.
 *
 * @throws ConfigError where the settings or the file name what does not exist
 */
export async function openFilters(
  { filters, filtersFile }: Pick<Config, 'filters' | 'filtersFile'>,
  facts: readonly ToolFacts[],
  warn: (message: string) => void,
): Promise<{ allowed: MutableObservable<Allowed>; close: () => void }> {
  if (filtersFile === undefined) return { allowed: observable(allow(filters, facts, filterSetting)), close: () => {} };
  const read = (text: string): Allowed =>
    allow({ ...parseFilters(filtersFile, text), ...filters }, facts, filterSetting);
  const watching = watchFile(
    filtersFile,
    (changed) => {
      try {
        allowed.set(read(changed));
      } catch (error) {
        warn(error instanceof ConfigError ? error.message : `${filtersFile}: could not be read; nothing changed.`);
      }
    },
    () => warn(`${filtersFile}: could not be read; nothing changed.`),
  );
  const { text, stop } = await openNamed('filtersFile', watching);
  let allowed: MutableObservable<Allowed>;
  try {
    allowed = observable(read(text));
  } catch (error) {
    stop();
    throw error;
  }
  return { allowed, close: stop };
}

function parseFilters(path: string, text: string): Filters {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ConfigError(`${path}: not JSON.`);
  }
  const parsed = FILTERS_SHAPE.safeParse(json);
  if (parsed.success) return withoutUndefined(parsed.data);
  const [issue] = parsed.error.issues;
  throw new ConfigError(`${path}: ${issue?.path.join('.') || 'the file'}: ${issue?.message}.`);
}
