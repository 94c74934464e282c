/** Request bodies of Customer (Lookup): customers found by mobile, email, card … */
import {
  changedProfile,
  commChannel,
  extendedFields,
  identifier,
  loyaltyInfo,
  loyaltyProgramEnrollments,
} from '../schemas/customer.js';
import { list, object } from '../schemas/values.js';

/** Unlike elsewhere, type and value of an identifier or channel are optional. */
const profile = () =>
  changedProfile().extend({
    identifiers: list(identifier().partial(), 'To attach; existing ones cannot be changed here').optional(),
    commChannels: list(
      commChannel().partial(),
      'Where to reach the customer; only identifiers are unique and can be looked up',
    ).optional(),
  });

export const customerLookupUpdateBody = () =>
  object({
    profiles: list(profile(), 'One per source; usually one').optional(),
    loyaltyInfo: loyaltyInfo('non_loyalty can become loyalty, not the reverse'),
    extendedFields: extendedFields(),
    loyaltyProgramEnrollments: loyaltyProgramEnrollments(),
  });
