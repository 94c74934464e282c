import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { type Definition, type Effect, risk, type Section, type Spec, section } from '../../src/tools/define.js';
import { integer, object, text } from '../../src/tools/schemas/values.js';

const SPEC: Omit<Spec, 'tool' | 'listed' | 'version'> = {
  title: 'A title',
  summary: 'What it does.',
  answer: () => z.unknown(),
  effect: 'read',
  keywords: [],
  sources: [],
};

const tests = (): Section => section('Points', { domain: 'Points Management', accessGroup: 'Points' });

const only = (testSection: Section): Definition => {
  const [definition] = testSection.definitions;
  if (!definition) throw new Error('nothing was defined');
  return definition;
};

describe('a definition', () => {
  it('takes domain, toolset and access group from its section, and the version from its path', () => {
    const testSection = tests();
    testSection.get('v2/points/{id}', { ...SPEC, tool: 'points_get', path: () => ({ id: integer() }) });
    expect(only(testSection)).toMatchObject({
      section: 'Points',
      domain: 'Points Management',
      toolset: 'points',
      version: 'v2',
      legacy: false,
      accessGroup: 'Points',
      effectiveAccessGroup: 'Points',
      method: 'GET',
      path: 'v2/points/{id}',
      listedMethod: 'GET',
      listedPath: 'v2/points/{id}',
      host: 'api',
      auth: 'any',
      confidence: 'documented',
    });
  });

  it('keeps the listed method and path if it calls a different one', () => {
    const testSection = tests();
    testSection.post('v2/customers/{id}/x', { ...SPEC, tool: 'x', listed: 'PUT v2/USERID/x' });
    expect(only(testSection)).toMatchObject({ method: 'POST', listedMethod: 'PUT', listedPath: 'v2/USERID/x' });
  });

  it('is idempotent by default only if it reads', () => {
    const testSection = tests();
    testSection.get('v2/a', { ...SPEC, tool: 'a' });
    testSection.post('v2/b', { ...SPEC, tool: 'b', effect: 'create' });
    expect(testSection.definitions.map(({ idempotent }) => idempotent)).toEqual([true, false]);
  });

  it('may have an access group of its own, or none', () => {
    const testSection = tests();
    testSection.get('v2/a', { ...SPEC, tool: 'a', accessGroup: null });
    expect(only(testSection).accessGroup).toBeNull();
  });

  it('rejects a path without a version', () => {
    expect(() => tests().get('api_gateway/v1/badges', { ...SPEC, tool: 'x' })).toThrow(/version/);
    const testSection = tests();
    testSection.get('api_gateway/v1/badges', { ...SPEC, tool: 'x', version: 'v1' });
    expect(only(testSection)).toMatchObject({ version: 'v1', legacy: false });
  });

  it('builds no schema until it is needed', () => {
    let built = 0;
    const testSection = tests();
    const query = () => {
      built += 1;
      return { n: integer() };
    };
    testSection.get('v2/a', { ...SPEC, tool: 'a', query });
    expect(built).toBe(0);
    only(testSection).query();
    expect(built).toBe(1);
  });
});

describe('an InTouch definition', () => {
  it('defines a v1.1 tool and its v1 twin', () => {
    const testSection = tests();
    testSection.inTouch.get('points/isredeemable', { ...SPEC, tool: 'points_check' });
    expect(testSection.definitions).toMatchObject([
      {
        tool: 'points_check_v1_1',
        path: 'v1.1/points/isredeemable',
        version: 'v1.1',
        legacy: true,
        accessGroup: 'Points',
      },
      { tool: 'points_check_v1', path: 'v1/points/isredeemable', version: 'v1', legacy: true, accessGroup: null },
    ]);
  });

  it('has the access group of its v1.1 version, and points to the newer tool', () => {
    const testSection = tests();
    testSection.inTouch.get('points/a', { ...SPEC, tool: 'a' });
    testSection.inTouch.get('points/b', { ...SPEC, tool: 'b', supersededBy: 'b_new' });
    const [, a, , b] = testSection.definitions;
    expect(a).toMatchObject({ effectiveAccessGroup: 'Points', supersededBy: 'a_v1_1' });
    expect(b).toMatchObject({ supersededBy: 'b_new' });
  });

  it('can exist only in v1.1', () => {
    const testSection = tests();
    testSection.inTouch.post('customer/notes', { ...SPEC, tool: 'notes', versions: ['v1.1'] });
    expect(testSection.definitions.map(({ tool }) => tool)).toEqual(['notes_v1_1']);
  });
});

describe('risk', () => {
  it.each<[Effect, boolean, boolean, string]>([
    ['read', false, false, 'read'],
    ['read', false, true, 'destructive'],
    ['create', false, false, 'write'],
    ['create', true, false, 'destructive'],
    ['update', false, false, 'destructive'],
    ['delete', true, false, 'destructive'],
    ['action', false, false, 'destructive'],
  ])('of %s (destructive %s, sensitive %s) is %s', (effect, destructive, sensitive, expected) => {
    expect(risk({ effect, destructive, sensitive })).toBe(expected);
  });
});

describe('the type of a definition', () => {
  const spec = { title: 'A title', summary: 'What it does.', effect: 'read', keywords: [], sources: [] } as const;
  const path = () => ({ id: integer() });
  const query = () => ({ name: text().optional() });
  const body = () => object({ points: integer() });
  const answer = () => object({ data: integer() });

  it('has the name, what each place takes, and the answer', () => {
    const added = tests().post('v2/points/{id}', { ...spec, tool: 'points_add', path, query, body, answer });
    expectTypeOf(added).toExtend<Definition>();
    expectTypeOf(added.tool).toEqualTypeOf<'points_add'>();
    expectTypeOf(added.pathParameters).toEqualTypeOf(path);
    expectTypeOf(added.query).toEqualTypeOf(query);
    expectTypeOf(added.headers).toEqualTypeOf<() => Record<never, z.core.$ZodType>>();
    expectTypeOf(added.body).toEqualTypeOf<typeof body | undefined>();
    expectTypeOf(added.answer).toEqualTypeOf(answer);
  });

  it('has no body if it takes none', () => {
    const read = tests().get('v2/points', { ...spec, tool: 'points_get', answer });
    expectTypeOf(read.body).toEqualTypeOf<(() => z.ZodNever) | undefined>();
  });

  it('of an InTouch endpoint names each of its layers', () => {
    const { inTouch } = tests();
    const both = inTouch.get('points/get', { ...spec, tool: 'points_get', query, answer });
    expectTypeOf<keyof typeof both>().toEqualTypeOf<'v1_1' | 'v1'>();
    expectTypeOf(both.v1_1.tool).toEqualTypeOf<'points_get_v1_1'>();
    expectTypeOf(both.v1.tool).toEqualTypeOf<'points_get_v1'>();
    expectTypeOf(both.v1.query).toEqualTypeOf(query);
    expectTypeOf(both.v1.answer).toEqualTypeOf(answer);
    const one = inTouch.get('points/all', { ...spec, tool: 'points_list', versions: ['v1'], answer });
    expectTypeOf<keyof typeof one>().toEqualTypeOf<'v1'>();
  });

  it('is refused with a part that no definition has', () => {
    // @ts-expect-error `whenEmtpy` is misspelt
    tests().get('v2/points', { ...spec, tool: 'points_get', answer, whenEmtpy: 'Look elsewhere.' });
    // @ts-expect-error an InTouch endpoint has no version of its own
    tests().inTouch.get('points', { ...spec, tool: 'points_get', answer, version: 'v3' });
  });
});
