import { describe, expect, it, vi } from 'vitest';
import { StopSignal } from '../../src/lib/stop-signal.js';

describe('a stop signal', () => {
  it('calls its listeners once, with the first reason', () => {
    const signal = new StopSignal();
    const listener = vi.fn(() => expect([signal.aborted, signal.reason]).toEqual([true, 'first']));
    signal.addEventListener('abort', listener);
    signal.stop('first');
    signal.stop('second');
    expect(listener).toHaveBeenCalledTimes(1);
    expect(signal.reason).toBe('first');
    expect(() => signal.throwIfAborted()).toThrow('first');
  });

  it('does not call a listener that was removed, even by another one', () => {
    const signal = new StopSignal();
    const removed = vi.fn();
    signal.addEventListener('abort', () => signal.removeEventListener('abort', removed));
    signal.addEventListener('abort', removed);
    signal.stop('over');
    expect(removed).not.toHaveBeenCalled();
  });

  it('is not stopped at first, and does not call a listener that comes too late, as an AbortSignal', () => {
    const signal = new StopSignal();
    expect(signal.aborted).toBe(false);
    expect(() => signal.throwIfAborted()).not.toThrow();
    const late = vi.fn();
    signal.stop('over');
    signal.addEventListener('abort', late);
    expect(late).not.toHaveBeenCalled();
  });
});
