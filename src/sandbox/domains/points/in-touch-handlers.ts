/** Section Points, v1.1 and v1: checking whether points can be redeemed, sending the code for it, redeeming. */
import { defined } from '../../../lib/defined.js';
import { pointsCheckRedeemable, pointsRedeem, pointsSendValidationCode } from '../../../tools/points/points.legacy.js';
import type { InTouchRowOf, Parameters } from '../../../tools/schemas/decoded.js';
import { fieldsOf, type JsonObject, objectOf, textOf } from '../../http/arguments.js';
import type { Handlers } from '../../http/handler.js';
import { handleInTouchQuery, handleInTouchRows } from '../../http/in-touch-rows.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { knownFields, UNKNOWN_CUSTOM_FIELD } from '../customer/rules.js';
import { customerOf, inTouchCustomer, inTouchIdentifiers, namesMerged } from '../customer/shape.js';
import type { Customer } from '../customer/state.js';
import { issueCode, recipientOf, toldCode } from '../otp/rules.js';
import { defaultGroupOf, findGroup, memberOf } from '../user-group/rules.js';
import { sendCode } from './handlers.js';
import { balance, points3 } from './ledger.js';
import { checkProgram } from './program.js';
import { checkRedeemable, checkValidationCode, redeemPoints, worthOf } from './rules.js';
import type { Entity, PointsRedemption } from './state.js';

const CUSTOMER_CODES = { missing: 802, unknown: 816 } as const;

/** The group selected by the `user_group2_…` parameters; undefined if none is given. */
function redeemedGroup(
  world: World,
  query: Omit<Parameters<typeof pointsRedeem.v1_1.query>, 'validation_type'> & {
    readonly use_default_user_group2?: boolean;
  },
  customer: Customer,
): Entity | undefined {
  const { user_group2_id: id, user_group2_external_id: externalId, use_default_user_group2: byDefault } = query;
  const {
    user_group2_primary_user_identifier_type: type,
    user_group2_primary_user_identifier_value: value,
    user_group2_primary_user_id: primaryUserId = type && customerOf(world, { type, value }).id,
  } = query;
  if (id === undefined && externalId === undefined && primaryUserId === undefined && !byDefault) return undefined;
  const group = byDefault ? defaultGroupOf(world, customer) : findGroup(world, { id, externalId, primaryUserId });
  if (!group) return fail(1632, 'The group does not exist');
  const member = memberOf(group, customer.id);
  if (!member || member.permissions.includes('block_points_redemption')) {
    fail(828, 'The customer may not redeem points of this group');
  }
  return { type: 'USERGROUP2', id: group.id };
}

/** The points of a query: a number of points, or a currency amount converted to points. */
function pointsAsked(
  world: World,
  {
    points = Number.NaN,
    currency_input,
    currency_value = points,
  }: Partial<Parameters<typeof pointsCheckRedeemable.v1_1.query>>,
): { points: number; input_type: 'points' | 'currency' } {
  if (!currency_input) return { points, input_type: 'points' };
  return { points: points3(currency_value / world.organisation.program.pointsToCurrencyRatio), input_type: 'currency' };
}

const echoOf = ({ mobile, email, external_id, points }: JsonObject) => ({
  mobile: textOf(mobile),
  email: textOf(email),
  external_id: textOf(external_id),
  points: textOf(points),
});

function refusalOf({ customer, points_redeemed }: JsonObject): object {
  const { mobile, email, external_id } = objectOf(customer);
  return {
    mobile: textOf(mobile),
    email: textOf(email),
    external_id: textOf(external_id),
    user_id: null,
    points_redeemed: textOf(points_redeemed),
    side_effects: { effect: [] },
  };
}

/** A till by its id or code. */
const tillGiven = (world: World, text: string | undefined): number | undefined =>
  Object.values(world.tills).find((till) => till.code === text || String(till.id) === text)?.id;

function toRedemptionJson(
  world: World,
  redemption: PointsRedemption,
  customer: Customer,
): InTouchRowOf<typeof pointsRedeem.v1_1, 'responses', 'points'> {
  return {
    ...inTouchIdentifiers(customer),
    user_id: String(customer.id),
    redemption_id: redemption.id,
    points_redeemed: String(redemption.points),
    redemption_purpose: redemption.purpose,
    redeemed_value: redemption.value,
    redeemed_local_value: redemption.value,
    balance: balance(world, redemption.entity),
    is_group_redemption: redemption.entity.type === 'USERGROUP2' ? true : undefined,
    side_effects: {
      effect: [
        {
          id: redemption.summaryId,
          case_value: 'false',
          num_points: redemption.points,
          currency_value: redemption.value,
          validation_code: redemption.validationCode,
          points_redemption_summary_id: String(redemption.summaryId),
          redeemed_on_bill_number: redemption.billNumber,
          redeemed_on_bill_id: redemption.transactionId ?? -1,
          type: 'points',
        },
      ],
    },
  };
}

export const pointsInTouchHandlers: Handlers = {
  ...handleInTouchQuery(
    pointsCheckRedeemable,
    {
      answered: ['points', 'redeemable'],
      alone: true,
      codes: { points: 801, program_id: 1101, user_group2_id: 1632, user_group2_primary_user_id: 1632 },
      optional: ['points'],
      echo: (query) => ({ ...echoOf(query), is_redeemable: 'false' }),
    },
    ({ world, query }) => {
      checkProgram(world, query.program_id, 1101);
      if (query.group_redemption) fail(3316, 'The customer is not in a group program');
      const customer = inTouchCustomer(world, query, CUSTOMER_CODES);
      const { points, input_type } = pointsAsked(world, query);
      const entity = redeemedGroup(world, query, customer);
      checkRedeemable(world, { customer, points, ...(entity && { entity }) });
      if (query.validation_code && !query.skip_validation) {
        checkValidationCode(world, customer, query.validation_code);
      }
      const [sent] = query.issue_otp ? sendCode(world, customer, 'POINTS') : [];
      const fields = {
        ...inTouchIdentifiers(customer),
        points,
        is_redeemable: 'true',
        points_redeem_value: worthOf(world, points),
        points_redeem_local_value: worthOf(world, points),
        input_type,
        points_currency_ratio: String(world.organisation.program.pointsToCurrencyRatio),
      };
      if (sent?.code === 876) return { fields, ...sent };
      return { fields, code: 800, message: `Points can be redeemed${sent ? `. ${sent.message}` : ''}` };
    },
  ),

  ...handleInTouchQuery(
    pointsSendValidationCode,
    {
      answered: ['validation_code', 'code'],
      alone: true,
      message: 'Operation Successful',
      codes: { points: 801 },
      echo: echoOf,
    },
    ({ world, query }) => {
      const { points } = query;
      const customer = inTouchCustomer(world, query, CUSTOMER_CODES);
      checkRedeemable(world, { customer, points });
      const { code } = issueCode(world, recipientOf(customer), 'POINTS');
      const fields = { user_id: String(customer.id), ...inTouchIdentifiers(customer), points };
      const way = code.entityType === 'MOBILE' ? 'SMS' : 'email';
      return { fields, code: 200, message: `Validation Code Issued by ${way}. ${toldCode(code)}` };
    },
  ),

  ...handleInTouchRows(
    pointsRedeem,
    {
      sent: 'redeem',
      answered: ['responses', 'points'],
      alone: true,
      batch: { none: { code: 400, message: 'root.redeem contains no redemptions' } },
      codes: { customer: 802, points_redeemed: 801, redemption_time: 859, billing_time: { malformed: 'ignored' } },
      echo: refusalOf,
    },
    ({ world, till, query, row }) => {
      checkProgram(world, query.program_id, 1101);
      if (row.group_redemption) fail(3316, 'The customer is not in a group program');
      const customer = inTouchCustomer(world, row.customer, CUSTOMER_CODES);
      if (query.block_merged_customers && namesMerged(world, row.customer)) {
        fail(816, `The customer was merged into ${customer.id}`);
      }
      const entity = redeemedGroup(world, query, customer);
      const configured = world.organisation.settings.customFields.redemption;
      const { known } = knownFields(fieldsOf(row.custom_fields), configured, UNKNOWN_CUSTOM_FIELD);
      const redemption = redeemPoints(
        world,
        { customer, points: row.points_redeemed, ...(entity && { entity }) },
        {
          tillId: tillGiven(world, row.till_id) ?? till.id,
          customFields: Object.fromEntries(Object.entries(known).map(([name, value]) => [name, textOf(value)])),
          ...defined({
            validationCode: row.validation_code,
            skipValidation: query.skip_validation,
            billNumber: row.transaction_number,
            externalReferenceNumber: row.external_reference_number,
            redeemedOn: row.redemption_time,
            purpose: row.redemption_purpose,
            notes: row.notes,
          }),
        },
      );
      return { fields: toRedemptionJson(world, redemption, customer), code: 800, message: 'Points Redeemed' };
    },
  ),
};
