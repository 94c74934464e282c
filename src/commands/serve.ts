/** `capillary-mcp`: serves MCP over stdio. */

import type { Config } from '../config/server.js';
import { createLog } from '../lib/log.js';
import { catalogue } from '../presentation/built-catalogue.js';

export async function serve(config: Config): Promise<void> {
  // Read while the protocol's code loads.
  const listed = catalogue.listed();
  const [{ openFilters }, { errorName, openService }, { serveStdio }] = await Promise.all([
    import('../config/filters-file.js'),
    import('../organization/organization.js'),
    import('../transports/stdio.js'),
  ]);
  const log = createLog(config.logLevel);
  const facts = (await listed).map((tool) => tool.facts);
  const filters = await openFilters(config, facts, (message) => log('warn', message));
  const service = openService({ ...config, catalogue, log });
  serveStdio(service.createServer, {
    allowed: filters.allowed,
    graceMs: config.deadlineMs,
    onClose: async () => {
      filters.close();
      await service.close();
    },
    onError: (error) => log('warn', 'protocol error', { error: errorName(error) }),
  });
}
