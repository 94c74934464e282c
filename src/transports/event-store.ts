/** Recent events of a session's streams, so that a client that lost its connection can resume. */
import type { EventStore } from '@modelcontextprotocol/server';

/** Limits for one session; older events are dropped. */
const MAX_EVENTS = 200;
const MAX_BYTES = 1_000_000;

type Message = Parameters<EventStore['storeEvent']>[1];

/** Limits the events of all sessions together: the session with the most bytes loses its oldest event. */
export class EventBudget {
  readonly #maxBytes: number;
  readonly #stores = new Set<RecentEvents>();
  #total = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The size of all events. */
  get total(): number {
    return this.#total;
  }

  /** Counts bytes that a store has added (or dropped, if negative), and makes room if there are too many. */
  count(store: RecentEvents, bytes: number): void {
    this.#total += bytes;
    if (store.bytes > 0) this.#stores.add(store);
    else this.#stores.delete(store);
    if (bytes <= 0) return;
    while (this.#total > this.#maxBytes) this.#largest()?.dropOldest();
  }

  #largest(): RecentEvents | undefined {
    let largest: RecentEvents | undefined;
    for (const store of this.#stores) if (store.bytes > (largest?.bytes ?? 0)) largest = store;
    return largest;
  }
}

/** One store per session, so ids need to be unique only within the session. */
export class RecentEvents implements EventStore {
  readonly #budget: EventBudget;
  /** Oldest first. */
  readonly #events: { id: string; streamId: string; message: Message; size: number }[] = [];
  /** The id of the newest event. */
  #lastId = 0;
  #bytes = 0;

  constructor(budget: EventBudget) {
    this.#budget = budget;
  }

  /** The size of all events. */
  get bytes(): number {
    return this.#bytes;
  }

  async storeEvent(streamId: string, message: Message): Promise<string> {
    this.#lastId += 1;
    const id = String(this.#lastId);
    const size = JSON.stringify(message).length;
    this.#events.push({ id, streamId, message, size });
    this.#add(size);
    while (this.#events.length > MAX_EVENTS || (this.#bytes > MAX_BYTES && this.#events.length > 1)) this.dropOldest();
    return id;
  }

  dropOldest(): void {
    this.#add(-(this.#events.shift()?.size ?? 0));
  }

  /** Drops all events, when the session ends. */
  clear(): void {
    this.#events.length = 0;
    this.#add(-this.#bytes);
  }

  #add(bytes: number): void {
    this.#bytes += bytes;
    this.#budget.count(this, bytes);
  }

  async getStreamIdForEventId(id: string): Promise<string | undefined> {
    return this.#events.find((event) => event.id === id)?.streamId;
  }

  async replayEventsAfter(
    lastId: string,
    { send }: { send: (id: string, message: Message) => Promise<void> },
  ): Promise<string> {
    const from = this.#events.findIndex((event) => event.id === lastId);
    const streamId = this.#events[from]?.streamId;
    if (streamId === undefined) throw new Error('The event is no longer stored.');
    for (const event of this.#events.slice(from + 1)) {
      if (event.streamId === streamId) await send(event.id, event.message);
    }
    return streamId;
  }
}
