/** A view with nothing but its side of the connection: tests call it as `bridge`, and read what it was sent in `heard`. */
import { Bridge, type BridgeEvents } from '../../../src/apps/bridge.js';

const heard: unknown[] = [];
const hear =
  (what: keyof BridgeEvents) =>
  (...values: unknown[]): void =>
    void heard.push([what, ...values]);

const bridge = new Bridge({
  input: hear('input'),
  result: hear('result'),
  cancelled: hear('cancelled'),
  context: hear('context'),
  teardown: hear('teardown'),
});
Object.assign(globalThis, { bridge, heard });
void bridge.connect({ name: 'bare', version: '1' });
