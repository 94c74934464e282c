/**
 * Section Request workflow: goodwill points that one member of staff asked for and another one decides, as the newer
 * workflow shows them. The sandbox has no other kinds of these requests.
 */
import { compareInstants } from '../../../lib/instant.js';
import { requestWorkflowGet, requestWorkflowList } from '../../../tools/beyond/request-workflow.js';
import type { DecodedShape } from '../../../tools/schemas/decoded.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { during } from '../../http/page-arguments.js';
import { byPage } from '../../http/paging.js';
import { failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Request } from './state.js';
import { isInWorkflow, stateOf, toWorkflowJson, workflowId } from './workflow-serializers.js';

const WRONG_ID = 2007;

type Query = DecodedShape<ReturnType<typeof requestWorkflowList.query>>;

/** Whether a request was made at the till, or in the store, zone or concept, that is asked for. */
function isAt(world: World, { tillId }: Request, { tillId: till, storeId, zoneId, conceptId }: Query): boolean {
  const store = world.stores[world.tills[tillId]?.storeId ?? 0];
  const places: readonly (readonly [asked: string | undefined, own: number | null | undefined])[] = [
    [till, tillId],
    [storeId, store?.id],
    [zoneId, store?.zoneId],
    [conceptId, store?.conceptId],
  ];
  return places.every(([asked, own]) => asked === undefined || asked === '' || asked === String(own));
}

const inWorkflow = (world: World): Request[] => Object.values(world.requests).filter(isInWorkflow);

/** In the order that is asked for; by their beginning unless said otherwise. */
function sorted(world: World, rows: readonly Request[], { sortBy, sortOrder = 'asc' }: Query): Request[] {
  const key = (request: Request): string => {
    const { startTime, endTime } = toWorkflowJson(world, request);
    return (sortBy === 'endDate' ? endTime : startTime) ?? '';
  };
  const ascending = rows.toSorted((a, b) => compareInstants(key(a), key(b)) || a.id - b.id);
  return sortOrder === 'asc' ? ascending : ascending.reverse();
}

export const workflowHandlers: Handlers = {
  ...handle(
    requestWorkflowList,
    {
      envelope: 'plain',
      codes: { requestType: 2009, sortBy: 2011, sortOrder: 2012 },
      paging: byPage({ number: 'PageNo', size: 'limit', first: 1, limit: 10 }),
    },
    ({ world, query, raw, page }) => {
      const { requestType, states, userId, startDate, endDate } = query;
      const isInTime = during(world, { start: startDate, end: endDate, sentEnd: raw.query['endDate'] });
      const found = inWorkflow(world).filter(
        (each) =>
          (requestType === undefined || requestType === 'GOODWILL-POINTS') &&
          (states === undefined || states.includes(stateOf(each))) &&
          (userId === undefined || userId === each.tillId) &&
          isAt(world, each, query) &&
          isInTime(each.createdOn),
      );
      const rows = page(sorted(world, found, query));
      return {
        data: rows.map((each) => toWorkflowJson(world, each)),
        pagination: { totalElements: found.length, numberOfElements: rows.length },
        errors: [],
      };
    },
  ),

  ...handle(requestWorkflowGet, { envelope: 'plain' }, ({ world, path: { requestId } }) => {
    const found = inWorkflow(world).find((each) => workflowId(each) === requestId);
    return { data: toWorkflowJson(world, found ?? failUnknown(WRONG_ID, 'Request', requestId)), errors: [] };
  }),
};
