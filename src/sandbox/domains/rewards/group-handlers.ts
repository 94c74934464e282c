/** Section Reward groups. */
import {
  rewardGroupCreate,
  rewardGroupGet,
  rewardGroupList,
  rewardGroupUpdate,
} from '../../../tools/beyond/reward-groups.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { sorted } from '../../http/sorting.js';
import { toGroupJson } from './back-office-serializers.js';
import { createGroup, groupById, updateGroup } from './groups.js';
import { NO_PAGE, paged } from './pages.js';
import { succeeded } from './serializers.js';

const UNKNOWN_GROUP = { id: 12008 } as const;

export const rewardGroupHandlers: Handlers = {
  ...handle(rewardGroupCreate, { envelope: 'rewards' }, ({ world, till, body: { name, rank = null } }) =>
    toGroupJson(world, createGroup(world, { name, rank }, till.id)),
  ),

  ...handle(rewardGroupUpdate, { envelope: 'rewards', codes: UNKNOWN_GROUP }, ({ world, till, path, body }) => {
    const group = groupById(world, path.id);
    const { name, rank = group.rank } = body;
    return toGroupJson(world, updateGroup(world, group, { name, rank }, till.id));
  }),

  ...handle(
    rewardGroupList,
    { envelope: 'rewards', codes: { page: NO_PAGE, size: NO_PAGE } },
    ({ world, query: { active, name, sortOn, orderBy, ...asked } }) => {
      const found = Object.values(world.rewardGroups).filter(
        (each) =>
          (active === undefined || each.active === active) && (!name || each.name.toLowerCase() === name.toLowerCase()),
      );
      // Groups without a rank come last.
      const ordered = sorted(
        found,
        ({ id, rank, modifiedOn }) => (sortOn === 'LAST_UPDATED_ON' ? [modifiedOn, id] : [rank ?? Infinity, id]),
        orderBy,
      );
      const { rows, pagingDto } = paged(ordered, asked, { size: 10, first: 0 });
      return {
        status: succeeded(12013, 'Get all groups fetched successfully'),
        groupRoList: rows.map((each) => toGroupJson(world, each)),
        pagingDto,
      };
    },
  ),

  ...handle(rewardGroupGet, { envelope: 'rewards', codes: UNKNOWN_GROUP }, ({ world, path }) =>
    toGroupJson(world, groupById(world, path.id)),
  ),
};
