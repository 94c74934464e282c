/** What was sent on a session's streams lately, so that a client that lost its connection can go on. */
import type { EventStore } from '@modelcontextprotocol/server';

/** Events kept a session, by number and by bytes; older ones are gone for good. */
const MOST = 200;
const MOST_BYTES = 1_000_000;

/** One store a session: ids need be unique within it only. */
export function createEventStore(): EventStore {
  const events: { id: string; streamId: string; message: Parameters<EventStore['storeEvent']>[1]; size: number }[] = [];
  let last = 0;
  let bytes = 0;
  return {
    storeEvent: async (streamId, message) => {
      last += 1;
      const id = String(last);
      const size = JSON.stringify(message).length;
      events.push({ id, streamId, message, size });
      bytes += size;
      while (events.length > MOST || (bytes > MOST_BYTES && events.length > 1)) bytes -= events.shift()?.size ?? 0;
      return id;
    },
    getStreamIdForEventId: async (id) => events.find((event) => event.id === id)?.streamId,
    replayEventsAfter: async (lastId, { send }) => {
      const from = events.findIndex((event) => event.id === lastId);
      const streamId = events[from]?.streamId;
      if (streamId === undefined) throw new Error('an event that is not kept any more');
      for (const event of events.slice(from + 1)) {
        if (event.streamId === streamId) await send(event.id, event.message);
      }
      return streamId;
    },
  };
}
