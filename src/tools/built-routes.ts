import type { Method } from './define.js';
import type { DomainSlug } from './domains.js';

/** The endpoint of a tool: its method and path, and the domain in which it is defined. */
export interface Route {
  readonly tool: string;
  readonly method: Method;
  /** With placeholders: `v2/customers/{userId}`. */
  readonly path: string;
  readonly domain: DomainSlug;
}

/**
 * Where the endpoint of each tool is. The build replaces this module with its result (scripts/build/routes.ts), so that a
 * call loads only the domain of its tool. Without a build, routes.ts finds it on first use.
 */
export const builtRoutes: readonly Route[] | undefined = undefined;
