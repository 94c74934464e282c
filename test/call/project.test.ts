import { describe, expect, it } from 'vitest';
import { project } from '../../src/call/project.js';

const response = {
  id: 7,
  profiles: [
    { firstName: 'Asha', identifiers: [{ type: 'mobile', value: '91' }] },
    { firstName: 'Ben', source: 'WEB' },
  ],
  loyaltyInfo: { points: 10, tier: { name: 'Gold' } },
};

describe('fields', () => {
  it('keeps the named parts in place', () => {
    expect(project(response, ['id', 'loyaltyInfo.tier.name']).value).toEqual({
      id: 7,
      loyaltyInfo: { tier: { name: 'Gold' } },
    });
  });

  it('goes through arrays with and without brackets', () => {
    const expected = { profiles: [{ firstName: 'Asha' }, { firstName: 'Ben' }] };
    expect(project(response, ['profiles[].firstName']).value).toEqual(expected);
    expect(project(response, ['profiles.firstName']).value).toEqual(expected);
  });

  it('matches every key with a star', () => {
    expect(project(response, ['*.points']).value).toEqual({ loyaltyInfo: { points: 10 } });
  });

  it('keeps the positions of elements without the part', () => {
    expect(project(response, ['profiles.source']).value).toEqual({ profiles: [{}, { source: 'WEB' }] });
  });

  it('keeps the whole value if both it and a part are named', () => {
    expect(project(response, ['loyaltyInfo.points', 'loyaltyInfo']).value).toEqual({
      loyaltyInfo: response.loyaltyInfo,
    });
  });

  it('names the nearest path and the nested fields if a path matches nothing', () => {
    const { value, notes } = project(response, ['profiles[].lastName', 'id']);
    expect(value).toEqual({ id: 7 });
    expect(notes).toEqual([
      "fields: nothing at 'profiles[].lastName' (nearest: profiles[].firstName); 'profiles' has: firstName, identifiers[] { type, value }, source",
    ]);
    expect(project(response, ['tier']).notes).toEqual([
      "fields: nothing at 'tier' (nearest: loyaltyInfo.tier); the response has: id, profiles[] { firstName, identifiers[] { type, value }, source }, loyaltyInfo { points, tier { name } }",
    ]);
  });

  it('lists the existing fields only once, however many paths match nothing', () => {
    const { notes } = project(response, ['customer.tier.name', 'profiles.mobile', 'points', 'profiles.Source']);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain(
      "nothing at 'customer.tier.name' (nearest: loyaltyInfo.tier.name), 'profiles.mobile', 'points' (nearest: loyaltyInfo.points), 'profiles.Source' (nearest: profiles[].source); the response has: id,",
    );
    const many = Array.from({ length: 100 }, (_, index) => `wrong${index}`);
    expect(project(response, many).notes[0]).toMatch(/'wrong7' and 92 more; the response has: id, /);
  });

  it('names paths into a list at the top, and says if a list is empty', () => {
    expect(project([{ customer: { id: 1 } }], ['id']).notes).toEqual([
      "fields: nothing at 'id' (nearest: [].customer.id); the response has: customer { id }",
    ]);
    expect(project({ rows: [] }, ['rows.id']).notes).toEqual([
      "fields: nothing at 'rows.id'; the response has: rows[]",
    ]);
    expect(project([], ['id']).notes).toEqual(["fields: nothing at 'id'; the response is an empty list"]);
  });

  it('accepts a path that only some elements have', () => {
    expect(project(response, ['profiles.source']).notes).toEqual([]);
  });

  it.each<[string, readonly string[], unknown]>([
    [
      'a whole value, whichever path comes first',
      ['loyaltyInfo', 'loyaltyInfo.points'],
      { loyaltyInfo: response.loyaltyInfo },
    ],
    ['a path with spaces', [' loyaltyInfo . points '], { loyaltyInfo: { points: 10 } }],
    ['an empty part', ['loyaltyInfo..points.'], { loyaltyInfo: { points: 10 } }],
    ['an empty path among others', ['id', '.'], response],
  ])('accepts %s', (_, paths, expected) => {
    expect(project(response, paths)).toEqual({ value: expected, notes: [] });
  });

  it('reaches into lists of lists, whose brackets stand only at the end of a name', () => {
    const table = { rows: [[{ id: 1, x: 2 }], []], 'odd[]name': 3 };
    expect(project(table, ['rows[][].id']).value).toEqual({ rows: [[{ id: 1 }], []] });
    expect(project(table, ['odd[]name']).value).toEqual({ 'odd[]name': 3 });
  });

  it('keeps an empty list, in which there is nothing to select from', () => {
    expect(project({ rows: [], id: 1 }, ['rows.id']).value).toEqual({ rows: [] });
  });

  it('reports a path that goes beyond a simple value', () => {
    expect(project(response, ['id.x', 'profiles.identifiers.value.x'])).toEqual({
      value: undefined,
      notes: [
        expect.stringMatching(/^fields: nothing at 'id\.x', 'profiles\.identifiers\.value\.x'; the response has: id, /),
      ],
    });
    expect(project([1, response], ['name']).notes).toEqual([
      "fields: nothing at 'name' (nearest: [].loyaltyInfo.tier.name); the response has: id, profiles[] { firstName, identifiers[] { type, value }, source }, loyaltyInfo { points, tier { name } }",
    ]);
    expect(project(response, ['*.nothing']).notes[0]).toContain(
      "'*' has: firstName, identifiers[] { type, value }, source, points, tier { name }",
    );
  });

  it('leaves out nested fields for which there is no room, the deepest first', () => {
    const wide = (count: number, value: unknown) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`field${index}`, value]));
    const notes = project({ rows: [{ inner: wide(20, wide(20, 1)) }] }, ['x']).notes;
    expect(notes[0]).toMatch(/; the response has: rows\[\] \{ inner \{ field0, .*field19 \} \}$/);
  });

  it.each([
    [30, /k29$/],
    [31, /k29, and 1 more$/],
  ])('lists at most 30 fields whose nested ones have no room: %i', (count, end) => {
    const nested = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`nested${index}`, index]));
    const wide = Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, nested]));
    expect(project(wide, ['x']).notes[0]).toMatch(end);
  });

  it('reads the response twice at most for all paths, and survives any depth', () => {
    let listed = 0;
    const row = new Proxy({ id: 1 }, { ownKeys: (target) => Reflect.ownKeys(target).slice(0, ++listed && 1) });
    const paths = Array.from({ length: 100 }, (_, index) => `rows[].wrong${index}`);
    expect(project({ rows: Array(1_000).fill(row) }, paths).notes).toHaveLength(1);
    expect(listed).toBeLessThanOrEqual(1_100);
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(project({ deep }, ['deep.x']).notes).toEqual(["fields: nothing at 'deep.x'; the response has: deep[]"]);
  });
});
