/** Refuses calls over HTTP that a token's scopes do not allow, so that a client can request more from its user. */
import { namedTools } from '../discovery/batch.js';
import { riskOfCaller } from '../discovery/meta-tools.js';
import { withoutPrefix } from '../discovery/tool-name.js';
import { isObject } from '../lib/json.js';
import type { ToolFacts } from '../presentation/tool-list.js';
import { risk } from '../tools/define.js';
import type { AuthenticatedCaller } from './auth/authenticator.js';

export class WriteScope {
  readonly #factsByTool: ReadonlyMap<string, ToolFacts>;

  constructor(facts: readonly ToolFacts[]) {
    this.#factsByTool = new Map(facts.map((each) => [each.tool, each]));
  }

  /**
   * The refusal of a body that calls a tool that changes something, if the caller may only read; undefined otherwise. A
   * call of an unknown tool is not refused: its answer says more.
   */
  refuse({ refuseWrite }: AuthenticatedCaller, body: unknown): Response | undefined {
    if (!refuseWrite) return undefined;
    const messages = Array.isArray(body) ? body : [body];
    return messages.some((message) => this.#isWrite(message)) ? refuseWrite() : undefined;
  }

  #isWrite(message: unknown): boolean {
    if (!isObject(message) || message['method'] !== 'tools/call' || !isObject(message['params'])) return false;
    const { name, arguments: args } = message['params'];
    if (typeof name !== 'string') return false;
    const caller = riskOfCaller(withoutPrefix(name));
    if (caller === undefined) return this.#changesSomething(name);
    // A plan of a batch stands for its tool, too.
    const isUnnamed = caller !== 'read' && isObject(args) && 'plan' in args && !('name' in args);
    return isUnnamed || namedTools(args).some((tool) => this.#changesSomething(tool));
  }

  #changesSomething(tool: string): boolean {
    const facts = this.#factsByTool.get(tool) ?? this.#factsByTool.get(withoutPrefix(tool));
    // Where arguments decide, the call itself judges them.
    return facts !== undefined && facts.readUnless === undefined && risk(facts) !== 'read';
  }
}
