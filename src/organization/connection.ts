/** What one connection knows: for agents that ask, and for the arguments that their calls leave out. */
import type { ConnectionValues } from '../call/filled-in.js';
import type { ToolResult } from '../call/result.js';
import type { Selection } from '../discovery/selection.js';
import { lazyAsync } from '../lib/lazy.js';
import type { ConnectionFactsOptions } from './connection-facts.js';
import type { DescribeOptions } from './describe-connection.js';

export type ConnectionOptions = ConnectionFactsOptions & DescribeOptions;

export interface Connection {
  values: ConnectionValues;
  /** The time zone of the organization; undefined if it is not known. Never rejects. */
  timeZone(): Promise<string | undefined>;
  /** Answers `describe_connection`. Never throws. */
  describe(selection: Selection): Promise<ToolResult>;
}

/** Reads nothing before the first call that needs it. */
export function openConnection(options: ConnectionOptions): Connection {
  const facts = lazyAsync(async () => {
    const { ConnectionFacts } = await import('./connection-facts.js');
    return new ConnectionFacts(options);
  });
  return {
    values: {
      defaultSource: options.defaultSource,
      lookUp: async (value) => (await facts()).lookUp(value),
    },
    timeZone: async () => {
      const { value: organization } = await (await facts()).organization();
      return 'value' in organization ? (organization.value.timeZone ?? organization.value.offset) : undefined;
    },
    describe: async (selection) => {
      const { describeConnection } = await import('./describe-connection.js');
      return describeConnection(await facts(), options, selection);
    },
  };
}
