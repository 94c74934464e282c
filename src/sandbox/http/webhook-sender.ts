/**
 * Sends notifications to webhooks over HTTP. It connects to no other machine unless the person who runs the sandbox
 * allowed it: the addresses come from callers, who may be agents.
 */
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isLoopback } from '../../lib/loopback.js';
import {
  type Attempt,
  type DueDelivery,
  deliveryOf,
  giveUp,
  recordAttempt,
  takeDueDeliveries,
} from '../domains/events/delivery-rules.js';
import { payloadOf } from '../domains/events/payloads.js';
import type { Webhook } from '../domains/events/state.js';
import { now } from '../world/clock.js';
import type { CurrentWorld } from '../world/current.js';

/** How long a receiver may take to answer. */
const TIMEOUT_MS = 10_000;
/** Requests at the same time, to all webhooks together. */
const MAX_CONNECTIONS = 20;

/** Headers that belong to the connection, not to who sends over it. */
const RESERVED: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'expect',
  'te',
  'trailer',
]);

/** Where notifications may be sent. */
export interface Allowed {
  /** This machine. */
  loopback: boolean;
  /** Further origins, such as `https://hooks.example.com`. */
  origins: readonly string[];
}

interface SenderParts {
  current: CurrentWorld;
  allowed: Allowed;
  /** The sandbox's own port, to which nothing is sent: a notification could cause the next one without end. */
  ownPort: number;
}

export class WebhookSender {
  readonly #parts: SenderParts;
  /** Deliveries that are being attempted, by notification and webhook, with the end of the attempt. */
  readonly #running = new Map<string, { webhookId: string; ended: Promise<void> }>();
  readonly #closing = new AbortController();

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  /** Starts to send what is due, and returns at once. */
  send(): void {
    const { current } = this.#parts;
    const { world } = current;
    if (this.#closing.signal.aborted || world.nextDelivery === null || world.nextDelivery > now(world)) return;
    for (const due of takeDueDeliveries(world)) this.#attempt(due);
    current.changed();
  }

  /** Resolves when nothing is being sent. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all([...this.#running.values()].map(({ ended }) => ended));
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.settled();
  }

  #attempt({ webhook, notification, delivery }: DueDelivery): void {
    const { world } = this.#parts.current;
    const key = `${notification.eventId} ${webhook.id}`;
    if (this.#running.has(key)) return;
    const url = new URL(webhook.url);
    const refused = this.#refusal(url);
    if (refused !== undefined) {
      giveUp(world, delivery, refused);
      return;
    }
    if (!this.#hasFreeConnection(webhook)) {
      // It stays due: the end of an attempt looks for the next one.
      world.nextDelivery = delivery.nextAttemptOn;
      return;
    }
    const body = JSON.stringify(payloadOf(world, webhook, notification));
    const ended = attempt(url, webhook, body, this.#closing.signal).then((result) => {
      this.#running.delete(key);
      if (world === this.#parts.current.world) this.#record(notification.eventId, webhook.id, result);
      this.send();
    });
    this.#running.set(key, { webhookId: webhook.id, ended });
  }

  #hasFreeConnection({ id, maxAllowedConnections }: Webhook): boolean {
    const own = [...this.#running.values()].filter(({ webhookId }) => webhookId === id).length;
    return own < maxAllowedConnections && this.#running.size < MAX_CONNECTIONS;
  }

  /** Why nothing is sent to an address; undefined if it is. */
  #refusal({ protocol, hostname, port, origin }: URL): string | undefined {
    const { allowed, ownPort } = this.#parts;
    const number = Number(port === '' ? (protocol === 'https:' ? 443 : 80) : port);
    if (isLoopback(hostname) && number === ownPort) return 'The sandbox sends nothing to itself';
    if (allowed.origins.includes(origin)) return undefined;
    if (!isLoopback(hostname))
      return `The sandbox sends nothing to ${origin}; ask the person who runs it to allow that`;
    return allowed.loopback
      ? undefined
      : 'This sandbox is part of another server and sends nothing; start one with `capillary-mcp sandbox`';
  }

  /** Meanwhile, the notification may have been forgotten, or given up. */
  #record(eventId: string, webhookId: string, result: Attempt | undefined): void {
    const { current } = this.#parts;
    const { world } = current;
    const found = deliveryOf(world, eventId, webhookId);
    if (!found || found.delivery.nextAttemptOn === null) return;
    // What was interrupted is sent again when the state is loaded.
    if (result === undefined) world.nextDelivery = found.delivery.nextAttemptOn;
    else recordAttempt(world, found.notification, found.delivery, result);
    current.changed();
  }
}

/** Sends one notification. Never rejects; undefined if the sandbox was closed meanwhile. */
function attempt(url: URL, webhook: Webhook, body: string, closing: AbortSignal): Promise<Attempt | undefined> {
  const started = performance.now();
  const ended = (httpStatus: number | null, problem: string): Attempt => ({
    httpStatus,
    duration: Math.round(performance.now() - started),
    problem,
  });
  return new Promise((resolve) => {
    const failed = (error: unknown): void =>
      resolve(closing.aborted ? undefined : ended(null, error instanceof Error ? error.message : String(error)));
    try {
      const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
        method: webhook.method,
        headers: { ...headersOf(webhook), 'content-length': Buffer.byteLength(body) },
        agent: false,
        signal: AbortSignal.any([closing, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      request.on('error', failed);
      request.on('response', (response) => {
        // Only the status counts, and redirects are not followed: they could lead anywhere.
        resolve(ended(response.statusCode ?? null, ''));
        request.destroy();
      });
      request.end(body);
    } catch (error) {
      failed(error);
    }
  });
}

function headersOf({ headers }: Webhook): Record<string, string> {
  const own = Object.entries(headers).filter(([name]) => !RESERVED.has(name.toLowerCase()));
  const hasType = own.some(([name]) => name.toLowerCase() === 'content-type');
  return { ...(hasType ? {} : { 'content-type': 'application/json' }), ...Object.fromEntries(own) };
}
