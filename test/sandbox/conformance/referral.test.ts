import { conform } from './conform.js';
import { first } from './people.js';

conform('Referral', { referral_validate_code: { args: (world) => ({ code: first(world.customers).referralCode }) } });
