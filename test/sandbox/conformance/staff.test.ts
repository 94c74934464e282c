import { ACCESS } from '../../../src/sandbox/brands/fashion/organisation.js';
import type { World } from '../../../src/sandbox/world/world.js';
import { conform } from './conform.js';
import { first } from './people.js';
import type { Args, Do } from './sample.js';

const account = (world: World) => first(world.staffAccounts, ({ firstname }) => firstname === 'Nisha');
const names = (world: World): { id: number; username: string } => ({ id: account(world).id, username: 'nisha.bhat' });

async function tokenFrom(run: Do): Promise<Args> {
  const answer = await run('staff_get_access_token', {});
  const token = typeof answer === 'object' && answer !== null && 'entity' in answer ? String(answer.entity) : '';
  return { 'X-CAP-API-ACCESS-TOKEN': token };
}

/** The last code that was sent. */
const lastCode = (world: World): string => world.validationCodes.at(-1)?.code ?? '';

const NEW_EMAIL = { identifier: 'nisha@meridian.example.com', type: 'email' };

conform('Staff', {
  staff_add: {
    args: () => ({
      body: {
        username: 'asha.r',
        mobile: '919812340055',
        password: 'S3cret!24',
        storeCode: 'blr01',
        firstname: 'Asha',
      },
    }),
  },
  staff_get_access_token: { args: () => ({}) },
  staff_edit: { args: (world) => ({ body: { id: account(world).id, title: 'Store Manager' } }) },
  staff_get: { args: async (_, run) => ({ username: 'nisha.bhat', ...(await tokenFrom(run)) }) },
  staff_change_password: { args: () => ({ body: { password: 'N3wS3cret!25' } }) },
  staff_send_otp: {
    args: (world) => ({ otp_type: 'VALIDATE_MOBILE', body: { ...names(world), mobile: account(world).mobile } }),
  },
  staff_validate_otp: {
    args: async (world, run) => {
      await run('staff_send_otp', { otp_type: 'VALIDATE_MOBILE', body: names(world) });
      return {
        body: { ...names(world), identifierType: 'MOBILE', password: ACCESS.password, otp: lastCode(world) },
      };
    },
  },
  staff_send_identifier_change_otp: { args: (world) => ({ body: { ...NEW_EMAIL, id: account(world).id } }) },
  staff_change_identifier: {
    args: async (world, run) => {
      const body = { ...NEW_EMAIL, id: account(world).id };
      await run('staff_send_identifier_change_otp', { body });
      return { body: { ...body, otp: lastCode(world) } };
    },
  },
  staff_transfer: { args: () => ({ body: { username: 'nisha.bhat', storeCode: 'maa01' } }) },
  staff_list_of_store: { args: () => ({ storeCode: 'blr01' }) },
  staff_log_out: { args: (_, run) => tokenFrom(run) },
  staff_remove: { args: () => ({ body: { username: 'nisha.bhat' } }) },
});
