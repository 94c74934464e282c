/** Request bodies of customers, beyond the inventory. */
import { ownProgramId } from '../schemas/common.js';
import { idOf } from '../schemas/leaf-types.js';
import { boolean, choice, object, text, textOrNumber } from '../schemas/values.js';

export const tierBody = () =>
  object({
    programId: ownProgramId('Loyalty program'),
    slabAction: choice(['UPGRADE', 'DOWNGRADE', 'RENEWAL', 'EXTEND_CURRENT_TIER_EXPIRY_DATE'], 'What to do'),
    toSlabName: idOf('tierName', text('Tier to move to; needed to upgrade or downgrade')).optional(),
    manualSlabActionValidity: choice(
      ['FIXED_DURATION', 'SPECIFIC_DATE', 'CURRENT_TIER_EXPIRY_DATE', 'AS_PER_TIER_STRATEGY'],
      'Until when it holds',
    ),
    manualSlabActionValidityUpto: textOrNumber(
      'Days, or YYYY-MM-DD; needed for FIXED_DURATION, SPECIFIC_DATE',
    ).optional(),
    reassessTierOnNextActivity: boolean('true: the next purchase may move it again').optional(),
    slabChangeReason: text('Why', 255).optional(),
  });
