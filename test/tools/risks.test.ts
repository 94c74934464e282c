/**
 * Every label of risk is in one table, so that none changes unnoticed. It was reviewed twice; docs/decisions.md has the
 * questions.
 */
import { describe, expect, it } from 'vitest';
import { definitions } from '../../src/tools/catalogue.js';
import { type Method, type ReadCondition, type Risk, risk } from '../../src/tools/define.js';
import table from '../fixtures/risks.json' with { type: 'json' };

interface Label {
  risk: string;
  sensitive?: boolean;
  readUnless?: readonly { argument: string; is: string }[];
  /** Why, if the method suggests another label. */
  reason?: string;
}

const labels: Readonly<Record<string, Label>> = table;

/** What a reader expects of a method. */
const OBVIOUS: { [method in Method]: Risk } = {
  GET: 'read',
  POST: 'write',
  PUT: 'destructive',
  PATCH: 'destructive',
  DELETE: 'destructive',
};

const withoutReason = ({ reason, ...label }: Label): Label => label;

describe('the table of risks', () => {
  it('has every tool, with the label that the catalogue gives it', () => {
    const actual = definitions.map((definition): [string, Label] => {
      const { tool, sensitive, readUnless } = definition;
      const conditions: readonly ReadCondition[] | undefined = readUnless;
      return [
        tool,
        { risk: risk(definition), ...(sensitive && { sensitive }), ...(conditions && { readUnless: conditions }) },
      ];
    });
    const reviewed = Object.entries(labels).map(([tool, label]) => [tool, withoutReason(label)]);
    expect(Object.fromEntries(actual)).toEqual(Object.fromEntries(reviewed));
  });

  it('gives a reason for each label that the method does not suggest, for secrets, and where arguments decide', () => {
    const unexplained = definitions.filter((definition) => {
      const isObvious = risk(definition) === OBVIOUS[definition.method];
      const needsReason = !isObvious || definition.sensitive || definition.readUnless !== undefined;
      return needsReason && (labels[definition.tool]?.reason ?? '').length < 10;
    });
    expect(unexplained.map(({ tool }) => tool)).toEqual([]);
  });

  it('has the same label and reason for a v1 tool and its v1.1 version', () => {
    const twins = definitions.filter(({ tool, version, legacy }) => legacy && version === 'v1' && labels[`${tool}_1`]);
    expect(twins.length).toBeGreaterThan(40);
    for (const { tool } of twins) expect(labels[tool], tool).toEqual(labels[`${tool}_1`]);
  });

  it('calls nothing a read or a mere addition that says it sends, overwrites or gives away something', () => {
    const suspicious = definitions.filter(
      ({ summary, tool }) =>
        labels[tool]?.risk !== 'destructive' &&
        /\b(SENDS|OVERWRITES|MERGES|TAKES|REPLACES|may be notified|SMS may go out)\b/.test(summary),
    );
    expect(suspicious.map(({ tool }) => tool)).toEqual([]);
  });

  it('calls no write a mere addition whose arguments are not documented, because it may overwrite', () => {
    const undocumented = definitions.filter(
      ({ summary, tool }) => labels[tool]?.risk === 'write' && /\bits arguments\b.* are not documented\b/.test(summary),
    );
    expect(undocumented.map(({ tool }) => tool)).toEqual([]);
  });
});
