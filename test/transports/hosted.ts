/** Starts an HTTP server for a test: on a free port, in front of the sandbox. */
import { afterAll } from 'vitest';
import { filterSetting } from '../../src/config/server.js';
import { createToolAccess, type ToolAccess } from '../../src/discovery/filters.js';
import type { Filters } from '../../src/discovery/selection.js';
import { type MutableObservable, observable } from '../../src/lib/observable.js';
import { type Organization, openOrganization } from '../../src/organization/organization.js';
import type { ConfirmMode } from '../../src/safety/policy.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/http/server.js';
import { definitions } from '../../src/tools/catalogue.js';
import { noAuthentication } from '../../src/transports/auth/authenticator.js';
import type { TenantService } from '../../src/transports/authenticated-request.js';
import { type HttpServer, serveHttp } from '../../src/transports/http.js';
import type { HttpOptions } from '../../src/transports/http-options.js';
import { catalogue } from '../discovery/toolboxes.js';
import { fittingHandlers } from '../sandbox/fitting.js';
import { HTTP_DEFAULTS } from './defaults.js';

export interface Hosted {
  server: HttpServer;
  sandbox: Sandbox;
  organization: Organization;
  service: TenantService;
  /** What the operator allows; a test may change it. */
  allowed: MutableObservable<ToolAccess>;
  /** The errors that the server reported. */
  errors: Error[];
  close(): Promise<void>;
}

export const allowing = (filters: Filters = {}): ToolAccess => createToolAccess(filters, definitions, filterSetting);

/** Starts a server. It closes after the tests of the file, unless `close` is called earlier. */
export async function hosted({
  confirm,
  ...options
}: Partial<HttpOptions> & { confirm?: ConfirmMode } = {}): Promise<Hosted> {
  const sandbox = await startSandbox({
    handlers: fittingHandlers(),
    seed: 1,
    now: '2026-05-03T06:30:00Z',
  });
  const { username, password } = sandbox.credentials;
  const organization = openOrganization({
    catalogue,
    target: { kind: 'capillary', baseUrl: sandbox.url, credentials: { kind: 'basic', username, password } },
    maxResultTokens: 8_000,
    deadlineMs: 20_000,
    concurrency: 16,
    log: () => {},
    confirm,
  });
  const allowed = observable(allowing());
  const service: TenantService = {
    id: 'default',
    allowed,
    createServer: organization.createServer,
    withCredentials: organization.withCredentials,
    idle: organization.idle,
  };
  const errors: Error[] = [];
  const server = await serveHttp({
    ...HTTP_DEFAULTS,
    authenticator: noAuthentication(),
    serviceFor: () => ({ service }),
    services: observable<readonly TenantService[]>([service]),
    facts: definitions,
    onError: (error) => errors.push(error),
    ...options,
  });
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= (async () => {
      await server.close();
      await organization.close();
      await sandbox.close();
    })();
    return closed;
  };
  afterAll(close);
  return { server, sandbox, organization, service, allowed, errors, close };
}
