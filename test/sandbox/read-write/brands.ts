/** One sandbox for each brand, called the way an agent calls: through the check of arguments and the client. */
import { followPointers } from '../../../evals/surfaces/pointers.js';
import { type CallTool, createCallTool } from '../../../src/call/call.js';
import { ApiClient } from '../../../src/client/client.js';
import { BRAND_NAMES } from '../../../src/sandbox/brands/names.js';
import { type Sandbox, startSandbox } from '../../../src/sandbox/http/server.js';
import type { World } from '../../../src/sandbox/world/world.js';
import { definitionOf } from '../conformance/answers.js';
import { fittingHandlers } from '../fitting.js';
import { START } from '../support.js';
import type { Fields } from './pair.js';

class Refusal extends Error {
  readonly code: unknown;
  constructor(tool: string, { message, code }: { message: string; code?: unknown }) {
    super(`${tool}: ${message}`);
    this.code = code;
  }
}

export class Brand {
  readonly name: string;
  readonly #sandbox: Sandbox;
  readonly #client: ApiClient;
  readonly #callTool: CallTool;

  constructor(name: string, sandbox: Sandbox) {
    const { username, password, adminKey, adminOrgId } = sandbox.credentials;
    const client = new ApiClient({
      admin: { key: adminKey, orgId: adminOrgId },
      baseUrl: sandbox.url,
      credentials: { kind: 'basic', username, password },
      proxy: false,
      userAgent: 'test',
    });
    this.name = name;
    this.#sandbox = sandbox;
    this.#client = client;
    this.#callTool = createCallTool({ client: async () => client, maxCharacters: 2_000_000 });
  }

  get world(): World {
    return this.#sandbox.world;
  }

  /** The answer, its pointers followed. @throws Refusal if this server or the API refuses the call */
  async call(tool: string, args: Fields): Promise<unknown> {
    const { isError, content } = await this.#callTool(definitionOf(tool), args);
    const value: unknown = JSON.parse(content[0]?.text ?? 'null');
    if (isError) throw new Refusal(tool, Object(value).error);
    return followPointers(value);
  }

  async close(): Promise<void> {
    await this.#client.close();
    await this.#sandbox.close();
  }
}

export const startBrands = (): Promise<Brand[]> =>
  Promise.all(
    BRAND_NAMES.map(async (name) => {
      const sandbox = await startSandbox({
        handlers: fittingHandlers(),
        seed: 5,
        now: START,
        brand: name,
      });
      return new Brand(name, sandbox);
    }),
  );
