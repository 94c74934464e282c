/** What `tools/list` shows with these settings, and whether hosts take that much. */
import { openFilters } from '../config/filters-file.js';
import type { Config } from '../config/server.js';
import { createList } from '../discovery/list.js';
import type { HostName } from '../hosts/hosts.js';
import { ConfigError } from '../lib/config-error.js';
import type { ToolCatalogue, ToolFacts } from '../presentation/tool-list.js';
import { type Finding, fail, warn } from './finding.js';
import { checkHostLimits } from './host-limits.js';

export async function checkListedTools(
  config: Config,
  facts: readonly ToolFacts[],
  catalogue: ToolCatalogue,
  mcpHost: HostName | undefined,
): Promise<Finding[]> {
  try {
    const { allowed, close } = await openFilters(config, facts, () => undefined);
    close();
    const { selection } = allowed.current();
    const tools = createList(selection, await catalogue.listed());
    const isEmpty = !facts.some((tool) => !selection.hiddenBy(tool));
    return isEmpty
      ? [warn('tools', 'the filters disable every tool', 'Allow more: two filters may have nothing in common.')]
      : checkHostLimits(
          tools.map(({ name }) => name),
          mcpHost,
        );
  } catch (thrown) {
    // A filters file that is wrong is reported by its own check.
    if (!(thrown instanceof ConfigError)) throw thrown;
    return config.filtersFile === undefined ? [fail('tools', thrown.message)] : [];
  }
}
