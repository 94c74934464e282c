/** Loyalty, cart and legacy promotions when accounts are merged. */
import { earlier } from '../../world/clock.js';
import type { World } from '../../world/world.js';
import type { Merge } from '../domain.js';
import { points3 } from '../points/ledger.js';
import { reassign } from '../reassign.js';
import type { CartPromotionChoice } from './cart-state.js';
import { joinBenefits } from './loyalty-benefits.js';

/** What both accounts had of a promotion counts together, also where that is more than one customer can get. */
export function onMerge(world: World, merge: Merge): void {
  joinEnrolments(world, merge);
  addAwards(world, merge);
  reassign(Object.values(world.earnedPromotions), merge);
  reassign(world.cartRedemptions, merge);
  reassign(Object.values(world.cartEvaluations), merge);
  reassign(Object.values(world.cartCodeLinks), merge);
  joinChoices(world, merge);
  joinIssuals(world, merge);
  reassign(Object.values(world.legacyEarns), merge);
}

/** A customer has one active enrolment in a promotion. */
function joinEnrolments(world: World, { victim, survivor }: Merge): void {
  const enrolments = Object.values(world.promotionEnrolments);
  for (const theirs of enrolments.filter(({ customerId }) => customerId === victim.id)) {
    const own = enrolments.find(
      ({ customerId, promotionId, revoked }) =>
        customerId === survivor.id && promotionId === theirs.promotionId && revoked === null,
    );
    if (!own || theirs.revoked) {
      theirs.customerId = survivor.id;
      continue;
    }
    own.enrolledOn = earlier(own.enrolledOn, theirs.enrolledOn);
    own.optIns = [...own.optIns, ...theirs.optIns].sort((a, b) => a.id - b.id);
    delete world.promotionEnrolments[theirs.id];
  }
}

function addAwards(world: World, { victim, survivor }: Merge): void {
  for (const { id } of Object.values(world.loyaltyPromotions)) {
    const theirs = world.promotionAwards[`${id}:${victim.id}`];
    if (!theirs) continue;
    const own = world.promotionAwards[`${id}:${survivor.id}`] ?? { points: 0, times: 0, given: [] };
    world.promotionAwards[`${id}:${survivor.id}`] = {
      points: points3(own.points + theirs.points),
      times: own.times + theirs.times,
      given: joinBenefits([...own.given, ...theirs.given]),
    };
    delete world.promotionAwards[`${id}:${victim.id}`];
  }
}

/** A customer has one open enrolment in a legacy promotion. */
function joinIssuals(world: World, { victim, survivor }: Merge): void {
  const issuals = Object.values(world.legacyIssuals);
  for (const theirs of issuals.filter(({ customerId }) => customerId === victim.id)) {
    const own = issuals.find(
      ({ customerId, promotionId, revoked }) =>
        customerId === survivor.id && promotionId === theirs.promotionId && !revoked,
    );
    if (!own || theirs.revoked) {
      theirs.customerId = survivor.id;
      continue;
    }
    for (const earn of Object.values(world.legacyEarns)) if (earn.issualId === theirs.id) earn.issualId = own.id;
    delete world.legacyIssuals[theirs.id];
  }
}

/** What the survivor chose counts. */
function joinChoices(world: World, { victim, survivor }: Merge): void {
  const chosen = world.cartPromotionChoices.filter(({ customerId }) => customerId === survivor.id);
  const isChosen = ({ promotionId, earnedId }: CartPromotionChoice): boolean =>
    chosen.some((own) => own.promotionId === promotionId && own.earnedId === earnedId);
  world.cartPromotionChoices = world.cartPromotionChoices.filter(
    (each) => each.customerId !== victim.id || !isChosen(each),
  );
  for (const each of world.cartPromotionChoices) if (each.customerId === victim.id) each.customerId = survivor.id;
}
