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

  it('lists the existing fields if a path matches nothing', () => {
    const { value, notes } = project(response, ['profiles[].lastName', 'id']);
    expect(value).toEqual({ id: 7 });
    expect(notes).toEqual(["fields: nothing at 'profiles[].lastName'; 'profiles' has: firstName, identifiers, source"]);
    expect(project(response, ['tier']).notes[0]).toContain('the response has: id, profiles, loyaltyInfo');
  });

  it('accepts a path that only some elements have', () => {
    expect(project(response, ['profiles.source']).notes).toEqual([]);
  });
});
