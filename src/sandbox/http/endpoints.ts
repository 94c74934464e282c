/** The endpoints of the sandbox. Each is loaded with its domain, when the first call to the domain arrives. */
import type { Definition } from '../../tools/define.js';
import { loadDefinition, type Route, routeOf, routes } from '../../tools/routes.js';
import { allHandlers, handlersOf } from '../domains/index.js';
import type { Handler, Handlers } from './handler.js';
import { createRouter, type Router } from './routing.js';

interface Endpoint {
  readonly route: Route;
  readonly definition: Definition;
  readonly handler: Handler;
}

/** Endpoints other than the API's, for tests. */
export interface OtherEndpoints {
  definitions?: readonly Definition[];
  /** By tool name; those of the domains by default. */
  handlers?: Handlers;
}

export class Endpoints {
  readonly find: Router['find'];
  readonly #definition: (tool: string) => Promise<Definition | undefined>;
  readonly #handlers: Handlers | undefined;

  private constructor(all: readonly Route[], { definitions, handlers }: OtherEndpoints) {
    this.find = createRouter(all).find;
    this.#definition = definitions
      ? async (tool) => definitions.find((definition) => definition.tool === tool)
      : loadDefinition;
    this.#handlers = handlers;
  }

  static async create(other: OtherEndpoints): Promise<Endpoints> {
    return new Endpoints(other.definitions?.map(routeOf) ?? (await routes()), other);
  }

  /** The endpoint of routes with the same method and path: the first with a handler, which answers for all. */
  async load(routes: readonly Route[]): Promise<Endpoint> {
    const own = async (route: Route) => this.#handlers ?? (await handlersOf(route.domain));
    // The domains of the sandbox are named like those of the catalogue, but a section may have a domain of its own.
    const found = (await this.#first(routes, own)) ?? (await this.#first(routes, allHandlers));
    if (found) return found;
    throw new Error(`nothing handles ${routes.map(({ tool }) => tool).join(' and ')}`);
  }

  async #first(
    routes: readonly Route[],
    handlersFor: (route: Route) => Promise<Handlers>,
  ): Promise<Endpoint | undefined> {
    for (const route of routes) {
      const handler = (await handlersFor(route))[route.tool];
      const definition = handler && (await this.#definition(route.tool));
      if (definition) return { route, definition, handler };
    }
    return undefined;
  }

  /** The definitions of all endpoints that a request may mean; none if there is no such path. */
  async definitionsAt(method: string, path: string): Promise<readonly Definition[]> {
    const found = this.find(method, path);
    const definitions = found.kind === 'found' ? found.routes.map(({ tool }) => this.#definition(tool)) : [];
    return (await Promise.all(definitions)).filter((each) => each !== undefined);
  }
}
