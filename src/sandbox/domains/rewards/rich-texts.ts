/** Rich-text fields of rewards: defining them, and what a reward shows in them. */
import { booleanOf, objectOf, textOf } from '../../http/arguments.js';
import { fail } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { authoredNow, modifiedNow } from './authorship.js';
import type { RichTextField } from './back-office-state.js';
import type { RewardText } from './state.js';

const MAX_FIELDS = 20;

type FieldSettings = Pick<RichTextField, 'name' | 'description' | 'isMandatory' | 'isActive' | 'defaultValue'>;

/**
 * Checks a field, and drops the default of a field that rewards need not have.
 * @throws 400 if the name is taken, or a mandatory field has no default
 */
function checked(world: World, settings: FieldSettings, own?: RichTextField): FieldSettings {
  const { name, isMandatory, defaultValue } = settings;
  if (isMandatory && !defaultValue) fail(400, 'defaultValue is missing, which a mandatory field needs');
  const isTaken = Object.values(world.richTextFields).some(
    (each) => each !== own && each.name.toLowerCase() === name.toLowerCase(),
  );
  if (isTaken) fail(400, `Rich content ${name} already exists`);
  return { ...settings, defaultValue: isMandatory ? defaultValue : null };
}

/**
 * Defines a field.
 * @throws 400 if there are 20 fields, the name is taken, or a mandatory field has no default
 */
export function createRichTextField(
  world: World,
  settings: Omit<FieldSettings, 'isActive'>,
  tillId: number,
): RichTextField {
  if (Object.keys(world.richTextFields).length >= MAX_FIELDS) {
    fail(400, `An organization can have at most ${MAX_FIELDS} rich content fields`);
  }
  const valid = checked(world, { ...settings, isActive: true });
  const field = { id: nextId(world, 'richTextField'), ...valid, ...authoredNow(world, tillId) };
  world.richTextFields[field.id] = field;
  return field;
}

/**
 * Changes a field. Rewards keep their texts.
 * @throws 400 if the name is taken, or a mandatory field has no default
 */
export function updateRichTextField(
  world: World,
  field: RichTextField,
  settings: FieldSettings,
  tillId: number,
): RichTextField {
  return Object.assign(field, checked(world, settings, field), modifiedNow(world, tillId));
}

/**
 * The rich texts of a reward as a body has them, by name.
 * @throws 400 if a field is not defined or not in use
 */
export function richTextsIn(world: World, sent: Readonly<Record<string, unknown>> = {}): RewardText['richTexts'] {
  return Object.fromEntries(
    Object.entries(sent).map(([name, part]) => {
      const field = Object.values(world.richTextFields).find((each) => each.isActive && each.name === name);
      const { content, isEnabled } = objectOf(part);
      if (!field) return fail(400, `Rich content ${name} is not defined or not active`);
      return [field.id, { content: textOf(content), isEnabled: isEnabled === undefined || booleanOf(isEnabled) }];
    }),
  );
}

/** A reward's own texts in the fields that are in use. */
export const toOwnRichTextsJson = (world: World, richTexts: RewardText['richTexts']) =>
  Object.fromEntries(
    activeFields(world).flatMap(({ id, name }) => (richTexts[id] ? [[name, richTexts[id]] as const] : [])),
  );

const activeFields = (world: World): RichTextField[] =>
  Object.values(world.richTextFields).filter((field) => field.isActive);

/** What a reward shows in the fields that are in use: its own text, or the default of a mandatory field; null if nothing. */
export function toRichTextsJson(world: World, { richTexts }: Pick<RewardText, 'richTexts'>) {
  const shown = activeFields(world).flatMap(
    ({ id, name, defaultValue }): [string, { content: string; isEnabled: boolean }][] => {
      const text = richTexts[id] ?? (defaultValue === null ? undefined : { content: defaultValue, isEnabled: true });
      return text ? [[name, text]] : [];
    },
  );
  return shown.length > 0 ? Object.fromEntries(shown) : null;
}
