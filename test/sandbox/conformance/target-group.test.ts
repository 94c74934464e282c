import { findDefinition } from '../../../src/tools/catalogue.js';
import { conform } from './conform.js';
import { ASHA, first } from './people.js';

const period = (refCode: string) => ({
  active: true,
  description: 'May',
  refCode,
  startDate: '2026-05-10T00:00:00.000Z',
  endDate: '2026-05-31T23:59:59.000Z',
});
const target = (name: string) => ({
  active: true,
  name,
  filters: [{ entityType: 'STORE', entityIds: [50011] }],
  targetEntity: 'LINEITEM',
  targetType: 'QUANTITY',
  enrolmentMethod: 'TRANSACTION',
  defaultValues: [{ defaultValue: 10 }],
});
const message = {
  communicationType: 'REMINDER',
  channelId: 1,
  messageTemplate: 'Two days left',
  subjectTemplate: 'Almost',
  sender: 'SHOP',
  offsetDays: 2,
  active: true,
};

conform('Target group', {
  target_group_create: { args: () => ({ ...findDefinition('target_group_create')?.example }) },
  target_group_get: { args: (world) => ({ targetGroupId: first(world.targetGroups).id }) },
  target_group_get_periods: { args: (world) => ({ targetGroupId: first(world.targetGroups).id }) },
  target_list: { args: (world) => ({ targetGroupId: first(world.targetGroups).id }) },
  target_get_communication: {
    args: async (world, run) => {
      const group = first(world.targetGroups);
      const ids = { groupId: group.id, targetId: group.targets[0]?.id };
      await run('target_set_communication', { ...ids, body: [message] });
      return { targetGroupId: group.id, targetId: ids.targetId };
    },
  },
  target_set_communication: {
    args: (world) => {
      const group = first(world.targetGroups);
      return { groupId: group.id, targetId: group.targets[0]?.id, body: [message] };
    },
  },
  target_get_channels: {
    args: () => ({}),
    meanwhile: (world) => {
      const pushed = {
        channel: 'PUSH',
        priority: 'BULK',
        type: 'OPTIN',
        accountId: '',
        sourceName: '',
        changedOn: '',
      } as const;
      first(world.customers).subscriptions.push({ ...pushed });
    },
  },
  target_group_delete: { args: (world) => ({ groupId: first(world.targetGroups).id }) },
  target_group_create_period: { args: (world) => ({ groupId: first(world.targetGroups).id, body: [period('MAY26')] }) },
  target_group_update_period: {
    args: (world) => {
      const group = first(world.targetGroups);
      const { id, startsOn } = group.periods[0] ?? {};
      return {
        groupId: group.id,
        body: [{ ...period('MAY26'), id, startDate: startsOn, endDate: '2026-07-31T23:59:59.000Z' }],
      };
    },
  },
  target_create: { args: (world) => ({ groupId: first(world.targetGroups).id, body: [target('Ten items')] }) },
  target_update: {
    args: (world) => {
      const group = first(world.targetGroups);
      return {
        groupId: group.id,
        targetId: group.targets[0]?.id,
        body: { name: 'Spend 600', targetType: 'SALES', defaultValues: [{ defaultValue: 600 }] },
      };
    },
  },
  target_deactivate: {
    args: (world) => {
      const group = first(world.targetGroups);
      return { groupId: group.id, targetId: group.targets[0]?.id };
    },
  },
  target_group_get_for_user: { args: () => ({ userId: ASHA }) },
  target_list_enrolled_for_user: {
    args: async (_, run) => {
      await run('target_enroll_customer', { ...findDefinition('target_enroll_customer')?.example });
      return { userId: ASHA };
    },
  },
});
