/**
 * A view's side of MCP Apps (2026-01-26): JSON-RPC 2.0 with the host, by `postMessage`. `@modelcontextprotocol/ext-apps`
 * gives the types alone, because its client is ten times as large as a view.
 */
import type {
  McpUiHostCapabilities,
  McpUiHostContext,
  McpUiInitializeRequest,
  McpUiInitializeResult,
  McpUiMessageRequest,
  McpUiMessageResult,
  McpUiOpenLinkRequest,
  McpUiOpenLinkResult,
  McpUiRequestDisplayModeRequest,
  McpUiRequestDisplayModeResult,
  McpUiToolResultNotification,
  McpUiUpdateModelContextRequest,
} from '@modelcontextprotocol/ext-apps';

export type ToolResult = McpUiToolResultNotification['params'];
export type HostContext = McpUiHostContext;

/** What a view may ask of its host: the parameters and the result of each method. */
interface HostMethods {
  'ui/initialize': [McpUiInitializeRequest['params'], McpUiInitializeResult];
  'ui/message': [McpUiMessageRequest['params'], McpUiMessageResult];
  'ui/open-link': [McpUiOpenLinkRequest['params'], McpUiOpenLinkResult];
  'ui/request-display-mode': [McpUiRequestDisplayModeRequest['params'], McpUiRequestDisplayModeResult];
  'ui/update-model-context': [McpUiUpdateModelContextRequest['params'], object];
  'tools/call': [{ name: string; arguments: Record<string, unknown> }, ToolResult];
}

/** What the host reports. */
export interface BridgeEvents {
  /** The arguments of the call, as far as the model has written them while `partial`. */
  input?(args: Readonly<Record<string, unknown>>, partial: boolean): void;
  result?(result: ToolResult): void;
  cancelled?(reason: string | undefined): void;
  /** Theme, styles, language and so on, all that is known: on connecting, and whenever something changes. */
  context?(context: HostContext): void;
  /** The view is about to be removed. */
  teardown?(): void;
}

type Id = string | number;
type Params = Record<string, unknown>;

interface Message {
  readonly id?: Id;
  readonly method?: string;
  readonly params?: Params;
  readonly result?: unknown;
  readonly error?: { readonly message?: string };
}

const METHOD_NOT_FOUND = -32601;

/** One connection of a view to its host. */
export class Bridge {
  readonly #events: BridgeEvents;
  readonly #host: Window = window.parent;
  readonly #pending = new Map<Id, PromiseWithResolvers<unknown>>();
  #requests = 0;
  #context: HostContext = {};
  #capabilities: McpUiHostCapabilities = {};
  #sizes: ResizeObserver | undefined;

  constructor(events: BridgeEvents) {
    this.#events = events;
  }

  /** What the host offers. Nothing before {@link connect} has finished. */
  get capabilities(): McpUiHostCapabilities {
    return this.#capabilities;
  }

  /** @throws Error if the host refuses the connection */
  async connect(appInfo: McpUiInitializeRequest['params']['appInfo']): Promise<void> {
    window.addEventListener('message', this.#receive);
    const { hostCapabilities, hostContext } = await this.#request('ui/initialize', {
      appInfo,
      appCapabilities: { availableDisplayModes: ['inline', 'fullscreen'] },
      protocolVersion: '2026-01-26',
    });
    this.#capabilities = hostCapabilities ?? {};
    this.#changeContext(hostContext ?? {});
    this.#send({ method: 'ui/notifications/initialized' });
    this.#sizes = observeSize((size) => this.#send({ method: 'ui/notifications/size-changed', params: size }));
  }

  /** Calls a tool of the server. @throws Error if the host does not pass the call on */
  callTool(name: string, args: Record<string, unknown>): Promise<ToolResult> {
    return this.#request('tools/call', { name, arguments: args });
  }

  /** Opens a page in the user's browser. @returns whether the host did */
  async openLink(url: string): Promise<boolean> {
    return (await this.#request('ui/open-link', { url })).isError !== true;
  }

  /** Says something in the conversation in the user's name. @returns whether the host took it */
  async sendMessage(text: string): Promise<boolean> {
    return (await this.#request('ui/message', { role: 'user', content: [{ type: 'text', text }] })).isError !== true;
  }

  /** Tells the model what happened in the view, for its next turn. */
  async updateModelContext(text: string): Promise<void> {
    await this.#request('ui/update-model-context', { content: [{ type: 'text', text }] });
  }

  /** @returns the mode that the host has chosen */
  async requestDisplayMode(mode: McpUiRequestDisplayModeRequest['params']['mode']): Promise<string> {
    return (await this.#request('ui/request-display-mode', { mode })).mode;
  }

  /** Asks the host to remove the view. */
  requestTeardown(): void {
    this.#send({ method: 'ui/notifications/request-teardown' });
  }

  close(): void {
    window.removeEventListener('message', this.#receive);
    this.#sizes?.disconnect();
    for (const { reject } of this.#pending.values()) reject(new Error('The view was closed.'));
    this.#pending.clear();
  }

  #request<M extends keyof HostMethods>(method: M, params: HostMethods[M][0]): Promise<HostMethods[M][1]> {
    const id = ++this.#requests;
    const answer = Promise.withResolvers<unknown>();
    this.#pending.set(id, answer);
    this.#send({ id, method, params });
    // What a host answers is of the type that the protocol says: the view trusts its host as much as its browser.
    return answer.promise as Promise<HostMethods[M][1]>;
  }

  /** A sandboxed view does not know the origin of its host, so only the window is fixed. */
  #send(message: object): void {
    this.#host.postMessage({ jsonrpc: '2.0', ...message }, '*');
  }

  readonly #receive = ({ source, data }: MessageEvent): void => {
    if (source !== this.#host || !isMessage(data)) return;
    if (data.method === undefined) this.#settle(data);
    else if (data.id === undefined) this.#notice(data.method, data.params ?? {});
    else this.#answer(data.id, data.method);
  };

  #settle({ id, result, error }: Message): void {
    const answer = id === undefined ? undefined : this.#pending.get(id);
    if (id === undefined || answer === undefined) return;
    this.#pending.delete(id);
    if (error === undefined) answer.resolve(result);
    else answer.reject(new Error(error.message ?? 'The host refused.'));
  }

  #answer(id: Id, method: string): void {
    if (method === 'ping' || method === 'ui/resource-teardown') this.#send({ id, result: {} });
    else this.#send({ id, error: { code: METHOD_NOT_FOUND, message: `Unknown method: ${method}` } });
    if (method !== 'ui/resource-teardown') return;
    this.#events.teardown?.();
    this.close();
  }

  #notice(method: string, params: Params): void {
    switch (method) {
      case 'ui/notifications/tool-input':
      case 'ui/notifications/tool-input-partial':
        this.#events.input?.(isObject(params['arguments']) ? params['arguments'] : {}, method.endsWith('-partial'));
        break;
      case 'ui/notifications/tool-result':
        this.#events.result?.(params as ToolResult);
        break;
      case 'ui/notifications/tool-cancelled':
        this.#events.cancelled?.(typeof params['reason'] === 'string' ? params['reason'] : undefined);
        break;
      case 'ui/notifications/host-context-changed':
        this.#changeContext(params);
    }
  }

  #changeContext(change: HostContext): void {
    this.#context = { ...this.#context, ...change };
    this.#events.context?.(this.#context);
  }
}

/** Reports the size of the document now and whenever it changes, at most once a frame. */
function observeSize(report: (size: { width: number; height: number }) => void): ResizeObserver {
  let last = '';
  let isPlanned = false;
  const measure = (): void => {
    isPlanned = false;
    const size = {
      width: Math.ceil(window.innerWidth),
      height: Math.ceil(document.documentElement.getBoundingClientRect().height),
    };
    if (`${size.width} ${size.height}` === last) return;
    last = `${size.width} ${size.height}`;
    report(size);
  };
  const observer = new ResizeObserver(() => {
    if (isPlanned) return;
    isPlanned = true;
    requestAnimationFrame(measure);
  });
  observer.observe(document.documentElement);
  return observer;
}

const isObject = (value: unknown): value is Params => typeof value === 'object' && value !== null;

const isMessage = (value: unknown): value is Message => isObject(value) && value['jsonrpc'] === '2.0';
