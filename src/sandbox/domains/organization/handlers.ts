/** Section Organization: fields, settings, tills, programs, and adding stores. */
import {
  organizationAddStore,
  organizationGetActiveTills,
  organizationGetConfigValues,
  organizationGetCustomFields,
  organizationGetPrograms,
  organizationGetTill,
} from '../../../tools/organization/organization.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { fail, failUnknown } from '../../world/failure.js';
import type { PartnerProgram } from '../leads/partner-program-state.js';
import { allConfigs } from './config.js';
import { fieldsFor, NO_FIELDS } from './fields.js';
import { toTillJson } from './serializers.js';
import { createStore } from './stores.js';

const toPartnerProgramJson = ({ id, name, description, type, tiers, durationMonths }: PartnerProgram) => ({
  partnerProgramId: id,
  partnerProgramName: name,
  partnerProgramDescription: description,
  pointsExchangeRate: 1,
  partnerProgramType: type,
  ...(durationMonths !== null && { membershipPeriodType: 'MONTHS', membershipPeriodValue: durationMonths }),
  tierBased: tiers.length > 0,
  ...(tiers.length > 0 && {
    partnerProgramTiers: tiers.map((tierName, index) => ({ tierNumber: index + 1, tierName })),
  }),
});

export const organizationHandlers: Handlers = {
  ...handle(organizationGetCustomFields, { envelope: 'list', codes: { scope: NO_FIELDS } }, ({ world, query }) =>
    fieldsFor(world, query).map(({ id: _, helptext: __, attrs, ...each }) => ({
      ...each,
      scope: each.scope.toLowerCase(),
      options: attrs,
    })),
  ),

  ...handle(organizationGetConfigValues, { envelope: 'single' }, ({ world, query: { name } }) => {
    const found =
      allConfigs(world).find((each) => each.keyName === name) ?? failUnknown(3209, 'Configuration key', name);
    return { id: found.id, entityId: 0, keyName: found.keyName, value: found.value, scope: 'ORG' };
  }),

  ...handle(
    organizationGetTill,
    { envelope: 'single', oneOf: [{ of: ['code', 'tillId', 'name'], code: 400 }] },
    ({ world, query: { code, tillId, name } }) => {
      const entity =
        Object.values(world.tills).find((till) =>
          code !== undefined
            ? till.code === code
            : tillId !== undefined
              ? String(till.id) === tillId
              : till.name === name,
        ) ?? fail(3202, 'No till matches');
      return toTillJson(world, entity);
    },
  ),

  ...handle(organizationGetActiveTills, { envelope: 'list' }, ({ world, query: { code, tillId } }) =>
    Object.values(world.tills)
      .filter(
        (each) =>
          each.active &&
          (code === undefined || each.code === code) &&
          (tillId === undefined || String(each.id) === tillId),
      )
      .map((each) => ({ id: each.id, code: each.code })),
  ),

  ...handle(organizationGetPrograms, { envelope: 'list' }, ({ world }) => {
    const { id, name, description, pointsToCurrencyRatio } = world.organisation.program;
    return [
      {
        programId: id,
        programName: name,
        pointsToCurrencyRatio,
        programDescription: description,
        partnerPrograms: Object.values(world.partnerPrograms).map(toPartnerProgramJson),
        default: true,
      },
    ];
  }),

  ...handle(organizationAddStore, { envelope: 'created' }, ({ world, body }) => createStore(world, body).id),
};
