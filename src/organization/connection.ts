/** What one connection knows: for agents that ask, and for the arguments that their calls leave out. */
import type { Brand } from '../apps/contract.js';
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
  /** What points of the default program are worth, such as `₹50`; undefined if that is not known. Never rejects. */
  worth(points: number): Promise<string | undefined>;
  /** What is known of the brand. Never rejects. */
  brand(): Promise<Brand>;
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
    worth: async (points) => {
      const known = await facts();
      const [{ value: programs }, { value: organization }] = await Promise.all([
        known.programs(),
        known.organization(),
      ]);
      const program = 'value' in programs ? programs.value.find(({ isDefault }) => isDefault) : undefined;
      if (program?.pointValue === undefined || !('value' in organization)) return undefined;
      const { currencySymbol, currency = '' } = organization.value;
      const amount = (points * program.pointValue).toLocaleString('en-US', { maximumFractionDigits: 2 });
      return currencySymbol === undefined ? `${amount} ${currency}`.trim() : `${currencySymbol}${amount}`;
    },
    brand: async () => {
      const { describeBrand } = await import('./describe-connection.js');
      return describeBrand(await facts(), options);
    },
    describe: async (selection) => {
      const { describeConnection } = await import('./describe-connection.js');
      return describeConnection(await facts(), options, selection);
    },
  };
}
