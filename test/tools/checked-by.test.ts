/** Every write says how to find out whether it took effect. */
import { describe, expect, it } from 'vitest';
import { unknownOutcomeHint } from '../../src/client/explain.js';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';
import { type Definition, risk } from '../../src/tools/define.js';

const writes = definitions.filter((definition) => risk(definition) !== 'read');

const readsOf = ({ checkedBy = [] }: Definition): readonly string[] => ('unverifiable' in checkedBy ? [] : checkedBy);

const reasonOf = ({ checkedBy = [] }: Definition): string =>
  'unverifiable' in checkedBy ? checkedBy.unverifiable : '';

/** Superseded reads that find something by what the caller knows, where their successor needs the id. */
const NEEDED_ALTHOUGH_SUPERSEDED = ['coupon_get_series_v1_1'];

describe('checkedBy', () => {
  it('is present on every write, and on no read', () => {
    const unchecked = writes.filter((each) => readsOf(each).length === 0 && reasonOf(each).length < 20);
    expect(unchecked.map(({ tool }) => tool)).toEqual([]);
    const checkedReads = definitions.filter((each) => risk(each) === 'read' && each.checkedBy !== undefined);
    expect(checkedReads.map(({ tool }) => tool)).toEqual([]);
    expect(writes.length).toBeGreaterThan(200);
  });

  it('names existing reads that nothing newer replaces', () => {
    for (const write of writes) {
      for (const tool of readsOf(write)) {
        const read = findDefinition(tool);
        if (!read) throw new Error(`${write.tool} is checked by ${tool}, which does not exist`);
        expect(risk(read) === 'read' || read.readUnless !== undefined, `${write.tool}: ${tool}`).toBe(true);
        expect(read.version === 'v1' && read.legacy, `${write.tool}: ${tool} is a v1 twin`).toBe(false);
        if (!NEEDED_ALTHOUGH_SUPERSEDED.includes(tool)) {
          expect(read.supersededBy, `${write.tool}: ${tool} is superseded`).toBeUndefined();
        }
      }
    }
  });

  it('says what the reads show, except where that is the values of an update', () => {
    const silent = writes.filter((each) => readsOf(each).length > 0 && each.evidence === undefined);
    expect(silent.filter(({ effect }) => effect !== 'update').map(({ tool }) => tool)).toEqual([]);
  });

  it('names only tools that exist in its reasons', () => {
    for (const write of writes) {
      for (const name of `${reasonOf(write)} ${write.evidence ?? ''}`.match(/\b[a-z]+_[a-z]+_[a-z_0-9]+\b/g) ?? []) {
        expect(findDefinition(name), `${write.tool}: ${name}`).toBeDefined();
      }
    }
  });

  it('is the same for a v1 tool and its v1.1 version', () => {
    const twins = writes.filter(({ version, legacy }) => legacy && version === 'v1');
    expect(twins.length).toBeGreaterThan(20);
    for (const twin of twins) expect(twin.checkedBy).toEqual(findDefinition(`${twin.tool}_1`)?.checkedBy);
  });
});

describe('the hint of an unknown outcome', () => {
  const hintOf = (tool: string): string => {
    const definition = findDefinition(tool);
    if (!definition) throw new Error(tool);
    return unknownOutcomeHint(definition);
  };

  it('names the reads in the order of use, and what they show', () => {
    expect(hintOf('points_redeem_v1_1')).toMatch(
      /^Do not repeat the call yet.*customer_get_redemptions_v1_1, then points_ledger_get_entries: if they show a redemption/,
    );
    expect(hintOf('customer_update')).toContain('customer_get: if it shows the values you sent, it took effect');
    for (const write of writes) for (const read of readsOf(write)) expect(hintOf(write.tool)).toContain(read);
  });

  it('says so if no read can show the outcome', () => {
    expect(hintOf('otp_generate')).toMatch(/no read shows whether it did\. Ask the customer whether a code arrived/);
  });

  it('allows a repeat if the call changes nothing', () => {
    expect(hintOf('otp_get')).toBe('The call changes nothing, so you can repeat it if you still need the result.');
  });
});
