import { conform } from './conform.js';
import type { Do } from './sample.js';

const none = () => ({});
const field = (name: string) => ({
  body: {
    scope: 'LOYALTY_REGISTRATION',
    customFields: [{ name, type: 'select', dataType: 'String', label: 'T-shirt size' }],
  },
});
const configuration = () => ({ body: { extendedFieldId: 25, hideDisplay: true, mandatory: true } });
const hidden = (_: unknown, run: Do) => run('extended_field_configure', configuration());
const another = (_: unknown, run: Do) => run('custom_field_create', field('hat_size'));

conform('Custom Fields', {
  extended_field_list: { args: none, meanwhile: hidden },
  extended_field_configure: { args: configuration },
  extended_field_list_of_organization: { args: none, meanwhile: hidden },
  extended_field_get_meta: { args: none, meanwhile: hidden },
  custom_field_list_of_organization: { args: none, meanwhile: another },
  custom_field_create: { args: () => field('tshirt_size') },
  custom_field_list: { args: none, meanwhile: another },
  extended_field_list_of_entity: { args: none, meanwhile: hidden },
  extended_field_get_configs: { args: none, meanwhile: hidden },
});
