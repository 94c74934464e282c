import { describe, expect, it } from 'vitest';
import { type Definition, type Effect, risk, type Section, type Spec, section } from '../../src/tools/define.js';
import { integer } from '../../src/tools/schemas/values.js';

const SPEC: Omit<Spec, 'tool' | 'listed' | 'version'> = {
  title: 'A title',
  summary: 'What it does.',
  returns: 'id',
  effect: 'read',
  keywords: [],
  sources: [],
};

const tests = (): Section => section('Points', { domain: 'Points Management', accessGroup: 'Points' });

const only = (made: Section): Definition => {
  const [definition] = made.definitions;
  if (!definition) throw new Error('nothing was defined');
  return definition;
};

describe('a definition', () => {
  it('takes domain, toolset and access group from its section, the version from its path', () => {
    const made = tests();
    made.get('v2/points/{id}', { ...SPEC, tool: 'points_get', path: () => ({ id: integer() }) });
    expect(only(made)).toMatchObject({
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

  it('keeps what the inventory lists where something else is called', () => {
    const made = tests();
    made.post('v2/customers/{id}/x', { ...SPEC, tool: 'x', listed: 'PUT v2/USERID/x' });
    expect(only(made)).toMatchObject({ method: 'POST', listedMethod: 'PUT', listedPath: 'v2/USERID/x' });
  });

  it('is idempotent by itself only where it reads', () => {
    const made = tests();
    made.get('v2/a', { ...SPEC, tool: 'a' });
    made.post('v2/b', { ...SPEC, tool: 'b', effect: 'create' });
    expect(made.definitions.map(({ idempotent }) => idempotent)).toEqual([true, false]);
  });

  it('may have an access group of its own, or none', () => {
    const made = tests();
    made.get('v2/a', { ...SPEC, tool: 'a', accessGroup: null });
    expect(only(made).accessGroup).toBeNull();
  });

  it('refuses a path whose version nobody can tell', () => {
    expect(() => tests().get('api_gateway/v1/badges', { ...SPEC, tool: 'x' })).toThrow(/version/);
    const made = tests();
    made.get('api_gateway/v1/badges', { ...SPEC, tool: 'x', version: 'v1' });
    expect(only(made)).toMatchObject({ version: 'v1', legacy: false });
  });

  it('builds no schema until it is asked to', () => {
    let built = 0;
    const made = tests();
    const query = () => {
      built += 1;
      return { n: integer() };
    };
    made.get('v2/a', { ...SPEC, tool: 'a', query });
    expect(built).toBe(0);
    only(made).query();
    expect(built).toBe(1);
  });
});

describe('an InTouch definition', () => {
  it('gives a v1.1 tool and its v1 twin', () => {
    const made = tests();
    made.inTouch.get('points/isredeemable', { ...SPEC, tool: 'points_check' });
    expect(made.definitions).toMatchObject([
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

  it('counts for access as its v1.1 form does, and points to what is newer', () => {
    const made = tests();
    made.inTouch.get('points/a', { ...SPEC, tool: 'a' });
    made.inTouch.get('points/b', { ...SPEC, tool: 'b', supersededBy: 'b_new' });
    const [, a, , b] = made.definitions;
    expect(a).toMatchObject({ effectiveAccessGroup: 'Points', supersededBy: 'a_v1_1' });
    expect(b).toMatchObject({ supersededBy: 'b_new' });
  });

  it('may exist in v1.1 alone', () => {
    const made = tests();
    made.inTouch.post('customer/notes', { ...SPEC, tool: 'notes', versions: ['v1.1'] });
    expect(made.definitions.map(({ tool }) => tool)).toEqual(['notes_v1_1']);
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
