/** A body in the form of an older or newer endpoint: the refusal names the tool that takes it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkArguments } from '../../src/call/arguments.js';
import { withSiblingHint } from '../../src/call/sibling-hint.js';
import { CapillaryError } from '../../src/client/errors.js';
import { findDefinition } from '../../src/tools/catalogue.js';
import type { Definition } from '../../src/tools/define.js';

const examples: Record<string, unknown> = JSON.parse(
  readFileSync(new URL('../fixtures/body-examples.json', import.meta.url), 'utf8'),
);

function definitionOf(tool: string): Definition {
  const definition = findDefinition(tool);
  if (!definition) throw new Error(`no tool ${tool}`);
  return definition;
}

/** The hint that a body is refused with; undefined if nothing is wrong with the body. */
async function hintFor(
  tool: string,
  body: unknown,
  canCall = async (_tool: string) => true,
): Promise<string | undefined> {
  const definition = definitionOf(tool);
  try {
    checkArguments(definition, { body });
    return undefined;
  } catch (error) {
    if (!(error instanceof CapillaryError)) throw error;
    const problems: { argument: string }[] = Object(error.details).arguments;
    if (!problems.some(({ argument }) => argument.startsWith('body'))) return undefined;
    return (await withSiblingHint(error, definition, { body }, canCall)).hint;
  }
}

const OLD_BILL = { root: { transaction: [{ type: 'regular', number: 'b1', amount: 10 }] } };
const NEW_BILL = { type: 'REGULAR', billNumber: 'b1', billAmount: 10, billingDate: '2026-05-03T12:00:00+05:30' };

describe('the hint for a body of another form', () => {
  it('names the older or newer tool that takes it', async () => {
    expect(await hintFor('transaction_add', OLD_BILL)).toContain('Or call transaction_add_v1_1,');
    expect(await hintFor('transaction_add_v1_1', NEW_BILL)).toContain('Or call transaction_add,');
  });

  it('does not name a tool that is hidden', async () => {
    expect(await hintFor('transaction_add', OLD_BILL, async () => false)).not.toContain('Or call');
  });

  it('names none if the body is wrong for that one, too', async () => {
    expect(await hintFor('transaction_add', { root: { transaction: [{ type: 'unheard-of' }] } })).not.toContain(
      'Or call',
    );
    expect(await hintFor('transaction_add', {})).not.toContain('Or call');
  });

  it('leads from the documented body of a tool, passed to its older or newer form, back to the tool', async () => {
    const led: string[] = [];
    for (const [tool, body] of Object.entries(examples)) {
      const base = tool.replace(/_v1(_1)?$/, '');
      // A v1 tool takes the same as its v1.1 form, which is named instead.
      if (/_v1$/.test(tool)) continue;
      for (const other of [base, `${base}_v1_1`].filter((each) => each !== tool && findDefinition(each)?.body)) {
        const hint = await hintFor(other, body);
        if (hint !== undefined) expect(hint).toContain(`Or call ${tool},`);
        if (hint !== undefined) led.push(other);
      }
    }
    expect(led.length).toBeGreaterThan(10);
  });
});
