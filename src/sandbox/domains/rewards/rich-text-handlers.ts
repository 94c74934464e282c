/** Section Reward rich content: the fields that rewards can have. */
import {
  rewardRichTextFieldCreate,
  rewardRichTextFieldList,
  rewardRichTextFieldUpdate,
} from '../../../tools/beyond/reward-rich-content.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { fail } from '../../world/failure.js';
import { toRichTextFieldJson } from './back-office-serializers.js';
import { paged } from './pages.js';
import { createRichTextField, updateRichTextField } from './rich-texts.js';

export const richTextHandlers: Handlers = {
  ...handle(rewardRichTextFieldCreate, { envelope: 'rewards' }, ({ world, till, body }) => {
    const { name, description = null, isMandatory, defaultValue = null } = body;
    return toRichTextFieldJson(createRichTextField(world, { name, description, isMandatory, defaultValue }, till.id));
  }),

  ...handle(
    rewardRichTextFieldUpdate,
    { envelope: 'rewards' },
    ({ world, till, path: { richContentMetaId: id }, body }) => {
      const field = world.richTextFields[id] ?? fail(400, `Rich content ${id} not found`);
      const { name, isMandatory } = body;
      const { description = field.description, isActive = field.isActive, defaultValue = field.defaultValue } = body;
      const settings = { name, description, isMandatory, isActive, defaultValue };
      return toRichTextFieldJson(updateRichTextField(world, field, settings, till.id));
    },
  ),

  ...handle(rewardRichTextFieldList, { envelope: 'rewards' }, ({ world, query: { status, ...asked } }) => {
    const found = Object.values(world.richTextFields).filter(
      ({ isActive }) => status === undefined || isActive === (status === 'ACTIVE'),
    );
    const { rows, pagingDto } = paged(found, asked, { size: 10, first: 0, code: 400 });
    return { richContentMetaROS: rows.map(toRichTextFieldJson), pagingDto };
  }),
};
