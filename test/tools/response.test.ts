/** What a response means: each definition's description is well-formed, and comes from layer, section and endpoint. */

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';
import { type Definition, type Spec, section } from '../../src/tools/define.js';
import { CODE_KINDS, type ResponseMeaning, type ResponseSpec } from '../../src/tools/response.js';

/** Keys and `[]`, as the head of src/tools/response.ts describes them. */
const PATH = /^$|^(\[\]|\w+(\[\])?)(\.\w+(\[\])?)*$/;

const pathsOf = ({ rows, warnings, confirmation, beside }: ResponseMeaning): string[] => [
  ...confirmation,
  ...beside.done,
  ...rows.flatMap(({ at, verdict = '', done = [], counted }) => [at, verdict, ...done, ...(counted?.reasons ?? [])]),
  ...warnings.flatMap((place) => [place.at, ...place.in]),
];

const keysOf = ({ rows, verdicts, beside }: ResponseMeaning): string[] => [
  ...rows.flatMap(({ errors, children, counted, result = [] }) => [
    ...(errors === undefined ? [] : [errors]),
    ...(children ? [children.list, children.failedCount] : []),
    ...(counted ? [counted.failed] : []),
    ...result,
  ]),
  ...verdicts,
  ...[beside.lists, beside.maps, beside.ids, beside.found].flat(),
];

const responseOf = (tool: string): ResponseMeaning => {
  const definition = findDefinition(tool);
  if (!definition) throw new Error(`no tool ${tool}`);
  return definition.response;
};

describe('the response of every endpoint', () => {
  it('is described by valid paths and keys', () => {
    for (const { tool, response } of definitions) {
      for (const path of pathsOf(response)) expect(path, tool).toMatch(PATH);
      for (const key of keysOf(response)) expect(key, tool).toMatch(/^\w+$/);
    }
  });

  it('says how the rows in each place report failure', () => {
    for (const { tool, response } of definitions) {
      for (const { errors, verdict, children, counted, allFailed } of response.rows) {
        expect(errors ?? verdict ?? children ?? counted ?? allFailed, tool).toBeDefined();
      }
    }
  });

  it('has no rows that fail in a read', () => {
    for (const { tool, effect, response } of definitions) {
      if (effect === 'read') expect(response.rows, tool).toEqual([]);
      else expect(response.rows, tool).not.toEqual([]);
    }
  });

  it('is the same for a v1 endpoint and its v1.1 version', () => {
    const twins = definitions.filter(({ legacy, version }) => legacy && version === 'v1');
    expect(twins.length).toBeGreaterThan(0);
    for (const { tool, response } of twins) expect(response, tool).toEqual(responseOf(`${tool}_1`));
  });

  it('has the codes of its section, even if defined in another file', () => {
    const codesOf = ({ response: { codes, transientCodes } }: Definition) => ({ codes, transientCodes });
    const first = new Map<string, Definition>();
    for (const definition of definitions) {
      const other = first.get(definition.section) ?? definition;
      first.set(definition.section, other);
      expect(codesOf(definition), `${definition.tool}, ${other.tool}`).toEqual(codesOf(other));
    }
  });

  it('has a meaning for each transient code', () => {
    for (const { tool, response } of definitions) {
      expect(CODE_KINDS).toEqual(expect.arrayContaining(Object.values(response.codes)));
      for (const code of response.transientCodes) expect(response.codes, tool).toHaveProperty(String(code));
    }
  });

  it('is plain data', () => {
    for (const { tool, response } of definitions) {
      expect(JSON.parse(JSON.stringify(response)), tool).toEqual(response);
    }
  });
});

const SPEC: Omit<Spec, 'effect'> = {
  tool: 'test_tool',
  title: 'A title',
  summary: 'What it does.',
  answer: () => z.unknown(),
  keywords: [],
  sources: [],
};

function responseWith(sectionSpec: ResponseSpec, own?: ResponseSpec, effect: Definition['effect'] = 'create') {
  const testSection = section('Points', { domain: 'Points Management', accessGroup: 'Points', response: sectionSpec });
  testSection.post('v2/test', { ...SPEC, effect, ...(own && { response: own }) });
  const [definition] = testSection.definitions;
  if (!definition) throw new Error('nothing was defined');
  return definition.response;
}

describe('a description', () => {
  it('has the envelope of the API layer, and its meaning of codes from 500 to 599', () => {
    expect(responseOf('customer_add')).toMatchObject({ envelope: 'modern', code5xx: 'fault' });
    expect(responseOf('badge_create')).toMatchObject({ envelope: 'modern', code5xx: 'fault' });
    expect(responseOf('customer_add_v1_1')).toMatchObject({ envelope: 'inTouch', code5xx: 'refusal' });
  });

  it("reads the endpoint's rows first, then the section's, then the layer's", () => {
    const row = (at: string) => ({ at, verdict: 'status' });
    const { rows } = responseWith({ rows: [row('of.section[]')] }, { rows: [row('of.endpoint[]')] });
    expect(rows.map(({ at }) => at)).toEqual(['of.endpoint[]', 'of.section[]', 'response[]']);
  });

  it("ignores a section's rows in its reads, and rejects a read with rows of its own", () => {
    const rows = [{ at: 'data[]', errors: 'errors' }];
    expect(responseWith({ rows }, undefined, 'read').rows).toEqual([]);
    expect(() => responseWith({}, { rows }, 'read')).toThrow(
      'test_tool: a read cannot have result rows, because its rows are data',
    );
  });

  it("is confirmed by the endpoint's paths, the section's and the envelope's", () => {
    const { confirmation } = responseWith({ confirmation: ['section'] }, { confirmation: ['endpoint'] });
    expect(confirmation.slice(0, 3)).toEqual(['endpoint', 'section', 'entity']);
    expect(responseOf('customer_add_v1_1').confirmation).toContain('response.status.success');
  });

  it('replaces only the keys for partial results that it lists', () => {
    const { beside } = responseWith({}, { beside: { maps: ['data'] } });
    expect(beside).toEqual({ ...responseWith({}).beside, maps: ['data'] });
  });

  it('prefers the more specific meaning of a code', () => {
    const { codes, transientCodes } = responseWith(
      { codes: { not_found: [700, 409], conflict: [701], transient: [701] } },
      { codes: { permission: [700] } },
    );
    expect(codes).toMatchObject({ 404: 'not_found', 409: 'not_found', 700: 'permission', 701: 'conflict' });
    expect(transientCodes).toEqual([429, 461, 521, 701]);
  });

  it('rejects a code that is listed twice', () => {
    expect(() => responseWith({ codes: { not_found: [700], conflict: [700] } })).toThrow('700');
  });
});
