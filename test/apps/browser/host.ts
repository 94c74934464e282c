/** A host of views, as the package of MCP Apps has it for those who write one. Runs in the browser. */
import { AppBridge, PostMessageTransport } from '@modelcontextprotocol/ext-apps/app-bridge';
import type { Host, Opened } from '../host-api.js';

let bridge: AppBridge;
const asked: { readonly what: string; readonly value: unknown }[] = [];
const note = (what: string, value?: unknown): void => void asked.push({ what, value });

async function open(options: Opened): Promise<void> {
  const frame = document.createElement('iframe');
  frame.title = 'view';
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.style.cssText = 'display: block; border: 0; height: 40px; width: 100%';
  (document.querySelector('#frame') ?? document.body).replaceChildren(frame);
  if (frame.contentWindow === null) throw new Error('The frame has no window.');
  asked.length = 0;
  bridge = bridgeTo(frame, options);
  const ready = Promise.withResolvers<void>();
  bridge.oninitialized = () => ready.resolve();
  await bridge.connect(new PostMessageTransport(frame.contentWindow, frame.contentWindow));
  frame.srcdoc = options.html;
  await ready.promise;
  if (options.input !== undefined) await bridge.sendToolInput({ arguments: options.input });
  if (options.result !== undefined) await bridge.sendToolResult(options.result);
}

function bridgeTo(frame: HTMLIFrameElement, { context = {}, capabilities, tools = {} }: Opened): AppBridge {
  const made = new AppBridge(
    null,
    { name: 'test-host', version: '1' },
    capabilities ?? { serverTools: {}, updateModelContext: { text: {} }, openLinks: {}, message: { text: {} } },
    { hostContext: context },
  );
  made.onsizechange = (size) => {
    note('size', size);
    if (size.height !== undefined) frame.style.height = `${size.height}px`;
  };
  made.onrequestteardown = () => note('teardown');
  made.onupdatemodelcontext = async (params) => {
    note('context', params);
    return {};
  };
  made.onopenlink = async (params) => {
    note('link', params);
    return {};
  };
  made.onmessage = async (params) => {
    note('message', params);
    return {};
  };
  made.onrequestdisplaymode = async ({ mode }) => ({ mode });
  made.oncalltool = async (params) => {
    note('call', params);
    const result = tools[params.name];
    if (result === undefined) throw new Error(`No tool ${params.name}`);
    return result;
  };
  return made;
}

const host: Host = {
  open,
  asked: (what) => asked.filter((each) => each.what === what).map(({ value }) => value),
  changeContext: (context) => bridge.setHostContext(context),
  sendResult: (result) => bridge.sendToolResult(result),
  cancel: (reason) => bridge.sendToolCancelled({ reason }),
  teardown: () => bridge.teardownResource({}),
};

Object.assign(globalThis, { host });
