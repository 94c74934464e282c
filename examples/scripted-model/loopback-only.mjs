/** Preloaded into the examples: a connection to another machine fails, and the run with it. */
import { Socket } from 'node:net';

const LOOPBACK = /^(127\.|::1$|localhost$)/;
const connect = Socket.prototype.connect;

Socket.prototype.connect = function connectHere(...args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  const host = typeof first === 'object' ? first.host : args[1];
  if (typeof host === 'string' && !LOOPBACK.test(host)) {
    console.error(`connection to another machine: ${host}`);
    process.exitCode = 1;
    return this.destroy(new Error(`no connection to ${host} here`));
  }
  return connect.apply(this, args);
};
