/** Recent events of a session's streams, so that a client that lost its connection can resume. */
import type { EventStore } from '@modelcontextprotocol/server';

/** Limits for one session; older events are dropped. */
const MAX_EVENTS = 200;
const MAX_BYTES = 1_000_000;

type Message = Parameters<EventStore['storeEvent']>[1];

/** One store per session, so ids need to be unique only within the session. */
export class RecentEvents implements EventStore {
  /** Oldest first. */
  readonly #events: { id: string; streamId: string; message: Message; size: number }[] = [];
  /** The id of the newest event. */
  #lastId = 0;
  /** The size of all events. */
  #bytes = 0;

  async storeEvent(streamId: string, message: Message): Promise<string> {
    this.#lastId += 1;
    const id = String(this.#lastId);
    const size = JSON.stringify(message).length;
    this.#events.push({ id, streamId, message, size });
    this.#bytes += size;
    while (this.#events.length > MAX_EVENTS || (this.#bytes > MAX_BYTES && this.#events.length > 1)) {
      this.#bytes -= this.#events.shift()?.size ?? 0;
    }
    return id;
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
