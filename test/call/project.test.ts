import { describe, expect, it } from 'vitest';
import { project } from '../../src/call/project.js';

const answer = {
  id: 7,
  profiles: [
    { firstName: 'Asha', identifiers: [{ type: 'mobile', value: '91' }] },
    { firstName: 'Ben', source: 'WEB' },
  ],
  loyaltyInfo: { points: 10, tier: { name: 'Gold' } },
};

describe('fields', () => {
  it('keeps the named parts in their places', () => {
    expect(project(answer, ['id', 'loyaltyInfo.tier.name']).value).toEqual({
      id: 7,
      loyaltyInfo: { tier: { name: 'Gold' } },
    });
  });

  it('goes through arrays with and without brackets', () => {
    const expected = { profiles: [{ firstName: 'Asha' }, { firstName: 'Ben' }] };
    expect(project(answer, ['profiles[].firstName']).value).toEqual(expected);
    expect(project(answer, ['profiles.firstName']).value).toEqual(expected);
  });

  it('takes every key for a star', () => {
    expect(project(answer, ['*.points']).value).toEqual({ loyaltyInfo: { points: 10 } });
  });

  it('keeps the place of elements that lack the part', () => {
    expect(project(answer, ['profiles.source']).value).toEqual({ profiles: [{}, { source: 'WEB' }] });
  });

  it('lets a whole value win over a part of it', () => {
    expect(project(answer, ['loyaltyInfo.points', 'loyaltyInfo']).value).toEqual({ loyaltyInfo: answer.loyaltyInfo });
  });

  it('says what exists where a path leads nowhere', () => {
    const { value, notes } = project(answer, ['profiles[].lastName', 'id']);
    expect(value).toEqual({ id: 7 });
    expect(notes).toEqual(["fields: nothing at 'profiles[].lastName'; 'profiles' has: firstName, identifiers, source"]);
    expect(project(answer, ['tier']).notes[0]).toContain('the answer has: id, profiles, loyaltyInfo');
  });

  it('does not report a path that only some elements have', () => {
    expect(project(answer, ['profiles.source']).notes).toEqual([]);
  });
});
