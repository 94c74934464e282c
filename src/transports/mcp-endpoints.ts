/** The MCP endpoints of all tenants, each opened by its first request. */
import type { TenantService } from './authenticated-request.js';
import { createMcpEndpoint, type EndpointOptions, type McpEndpoint } from './mcp-endpoint.js';

export class McpEndpoints {
  readonly #options: EndpointOptions;
  readonly #open = new Map<TenantService, McpEndpoint>();

  constructor(options: EndpointOptions) {
    this.#options = options;
  }

  of(service: TenantService): McpEndpoint {
    const existing = this.#open.get(service);
    if (existing) return existing;
    const endpoint = createMcpEndpoint(service, this.#options);
    this.#open.set(service, endpoint);
    return endpoint;
  }

  /** Closes the endpoints of tenants that are no longer served, in the background. */
  closeRemoved(): void {
    const { services, shutdownMs, onError } = this.#options;
    for (const [service, endpoint] of this.#open) {
      if (services.current().includes(service)) continue;
      this.#open.delete(service);
      void endpoint.close(shutdownMs).catch(onError);
    }
  }

  /** Waits until calls in flight finish, or until the limit; then closes all endpoints. */
  async close(limitMs: number): Promise<void> {
    await Promise.all([...this.#open.values()].map((endpoint) => endpoint.close(limitMs)));
  }
}
