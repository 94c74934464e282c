/** Serves the suite's fixtures through the product's own transports and guards. */
import { InMemoryServerEventBus } from '@modelcontextprotocol/server';
import { createToolAccess } from '../../src/discovery/filters.js';
import { observable } from '../../src/lib/observable.js';
import { definitions } from '../../src/tools/catalogue.js';
import { noAuthentication } from '../../src/transports/auth/authenticator.js';
import type { TenantService } from '../../src/transports/authenticated-request.js';
import { type HttpServer, serveHttp } from '../../src/transports/http.js';
import { HTTP_DEFAULTS } from '../transports/defaults.js';
import { createFixtureFactory, type FixtureOptions } from './fixtures.js';

export interface FixtureServer extends HttpServer {
  /** Errors that the server reported, including refused requests. */
  errors: readonly Error[];
}

export interface ServeOptions extends Pick<FixtureOptions, 'revisions'> {
  /** Whether clients of the 2025 revisions get sessions. */
  sessions: boolean;
}

/** Serves the fixtures on a free loopback port. */
export async function serveFixtures({ sessions, revisions }: ServeOptions): Promise<FixtureServer> {
  const allowed = observable(createToolAccess({}, definitions, (filter) => filter));
  const bus = new InMemoryServerEventBus();
  const createServer = createFixtureFactory({
    // Like a changed filters file.
    changeTools: () => allowed.set(createToolAccess({}, definitions, (filter) => filter)),
    // The product has no prompts, but every event on the bus reaches clients.
    changePrompts: () => bus.publish({ kind: 'prompts_list_changed' }),
    ...(revisions && { revisions }),
  });
  const service: TenantService = {
    id: 'conformance',
    allowed,
    createServer,
    withCredentials: () => createServer,
    bus,
    idle: async () => {},
  };
  const errors: Error[] = [];
  const server = await serveHttp({
    ...HTTP_DEFAULTS,
    sessions,
    authenticator: noAuthentication(),
    serviceFor: () => ({ service }),
    services: observable<readonly TenantService[]>([service]),
    facts: definitions,
    onError: (error) => errors.push(error),
  });
  return { ...server, errors };
}
