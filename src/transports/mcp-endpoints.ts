/** The endpoints of everything that is served, each opened by its first request. */
import type { TenantService } from './authenticated-request.js';
import { createEndpoint, type Endpoint } from './endpoint.js';
import type { HttpOptions } from './http-options.js';

export class Endpoints {
  readonly #options: HttpOptions;
  readonly #open = new Map<TenantService, Endpoint>();

  constructor(options: HttpOptions) {
    this.#options = options;
  }

  of(served: TenantService): Endpoint {
    const known = this.#open.get(served);
    if (known) return known;
    const endpoint = createEndpoint(served, this.#options);
    this.#open.set(served, endpoint);
    return endpoint;
  }

  /** Closes the endpoints of what is no longer served, in the background. */
  closeGone(): void {
    const { served, shutdownMs, onError } = this.#options;
    for (const [each, endpoint] of this.#open) {
      if (served.current().includes(each)) continue;
      this.#open.delete(each);
      void endpoint.close(shutdownMs).catch(onError);
    }
  }

  /** Lets calls in flight finish until the limit, then closes all endpoints. */
  async close(limitMs: number): Promise<void> {
    await Promise.all([...this.#open.values()].map((endpoint) => endpoint.close(limitMs)));
  }
}
