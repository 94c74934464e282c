/** `capillary-mcp`: serves MCP over stdio. */

import { openFilters } from '../config/filters-file.js';
import type { Config } from '../config/server.js';
import { createLog } from '../lib/log.js';
import { errorName, openService } from '../organization/organization.js';
import { catalogue } from '../presentation/built-catalogue.js';
import { serveStdio } from '../transports/stdio.js';

export async function serve(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const facts = (await catalogue.listed()).map((tool) => tool.facts);
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
