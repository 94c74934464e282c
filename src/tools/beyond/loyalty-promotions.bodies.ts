/** Request bodies of Loyalty Promotions, beyond the inventory. */
import { ownProgramId } from '../schemas/common.js';
import { fromConnection } from '../schemas/from-connection.js';
import { freeText, idOf, personIdentifier } from '../schemas/leaf-types.js';
import { PROMOTION_SOURCES } from '../schemas/loyalty-promotion.js';
import { dateTime } from '../schemas/times.js';
import { choice, integer, list, object, text } from '../schemas/values.js';

const MAX_TAG = 50;
const MAX_TEXT = 250;

/** Who revokes, and why. It is kept for audits. */
const sourceDetails = () =>
  object(
    {
      source: text('Calling system', MAX_TAG).optional(),
      sourceId: text('Ticket or job', MAX_TAG).optional(),
      sourceActivity: text('Tag of the reason', MAX_TAG).optional(),
      sourceMetadata: object(
        {
          revokedBy: integer('User id of the admin').optional(),
          reason: freeText('Why', MAX_TEXT).optional(),
          notes: freeText('Anything else', MAX_TEXT).optional(),
          eventIdentifier: text('Rule or campaign behind it', MAX_TAG).optional(),
        },
        'Who and why',
      ).optional(),
    },
    'Audit trail',
  );

export const revokeEnrolmentBody = () =>
  object({
    action: choice(['REVOKE_ENROLL', 'REVOKE_OPTIN'], 'REVOKE_ENROLL ends linked opt-ins, too'),
    programId: ownProgramId('Loyalty program of the promotion'),
    promotion: object(
      {
        promotionId: idOf('loyaltyPromotionNumber', integer('Not the 24-digit id')).optional(),
        promotionIdentifier: idOf('loyaltyPromotionIdentifier', text("The brand's own key")).optional(),
      },
      'Exactly one of the two',
    ),
    customers: list(
      object({
        identifierName: choice(['id', 'mobile', 'email', 'externalId'], 'Kind of identifier'),
        identifierValue: personIdentifier('Mobile with country code'),
        source: fromConnection('source', choice(PROMOTION_SOURCES, 'Default INSTORE')).optional(),
        enrollmentIds: idOf(
          'promotionEnrolment',
          list(integer(), 'For REVOKE_ENROLL without revokeAllEnrollments; at most 10'),
        ).optional(),
        optInIds: idOf(
          'promotionOptIn',
          list(integer(), 'For REVOKE_OPTIN without revokeAllOptIns; at most 10'),
        ).optional(),
      }),
      'Exactly one',
    ),
    requestId: text('Your own unique id: a repeat is refused with 558, so a retry is safe', MAX_TAG).optional(),
    optOutDate: dateTime({ zone: 'offset' }, 'Date of the revocation, now or earlier').optional(),
    storeUnitId: idOf('till', integer('Till to log; default that of the login')).optional(),
    sourceDetails: sourceDetails().optional(),
  });
