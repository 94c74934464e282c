/** `capillary-mcp`: serves MCP over stdio. */
import { catalogue } from '../built-catalogue.js';
import type { Config } from '../config.js';
import { openFilters } from '../filters.js';
import { createLog } from '../log.js';
import { errorName, openService } from '../service.js';
import { serveStdio } from '../transports/stdio.js';

export async function serve(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const facts = (await catalogue.listed()).map((tool) => tool.facts);
  const filters = await openFilters(config, facts, (message) => log('warn', message));
  const service = openService({ ...config, catalogue, log });
  serveStdio(service.createServer, {
    allowed: filters.allowed,
    onClose: async () => {
      filters.close();
      await service.close();
    },
    onError: (error) => log('warn', 'protocol error', { error: errorName(error) }),
  });
}
