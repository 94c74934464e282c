/** `capillary-mcp`: serves MCP over stdio. */
import { catalogue } from '../built-catalogue.js';
import type { Config } from '../config.js';
import { createLog } from '../log.js';

export async function serve(config: Config): Promise<void> {
  // Read while the protocol's code loads.
  const listed = catalogue.listed();
  const [{ openFilters }, { errorName, openService }, { serveStdio }] = await Promise.all([
    import('../filters.js'),
    import('../service.js'),
    import('../transports/stdio.js'),
  ]);
  const log = createLog(config.logLevel);
  const facts = (await listed).map((tool) => tool.facts);
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
