/** Where a definition says that a response reports success and failure, held against the type of its answer. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formsOf } from '../../src/tools/answer-parts.js';
import { definitions } from '../../src/tools/catalogue.js';
import type { Definition } from '../../src/tools/define.js';
import { describeResponses, type ResponseMeaning, type RowPlace } from '../../src/tools/response.js';

/** The forms of the value at a path such as `data[].errors`; none if the type has nothing there. */
function formsAt(type: z.core.$ZodType, path: string): readonly z.core.$ZodType[] {
  const steps = path.match(/\[\]|[^.[\]]+/g) ?? [];
  return steps.reduce<readonly z.core.$ZodType[]>(
    (forms, step) => forms.flatMap((form) => formsWithin(form, step)),
    formsOf(type),
  );
}

function formsWithin(form: z.core.$ZodType, step: string): readonly z.core.$ZodType[] {
  if (form instanceof z.ZodUnknown) return [form];
  if (step === '[]') return form instanceof z.ZodArray ? formsOf(form.element) : [];
  if (form instanceof z.ZodRecord) return formsOf(form.valueType);
  const member = form instanceof z.ZodObject ? form.shape[step] : undefined;
  return member ? formsOf(member) : [];
}

const has = (definition: Definition, path: string): boolean => formsAt(definition.answer(), path).length > 0;

const within = (at: string, path: string): string => (path === '' ? at : `${at}${at === '' ? '' : '.'}${path}`);

/** The places that a row place names. */
function placesOfRow({ at, errors, verdict, children, counted, done = [], result = [] }: RowPlace): string[] {
  const inRow = [
    ...[errors, verdict].filter((path) => path !== undefined),
    ...(children ? [children.list, children.failedCount] : []),
    ...(counted ? [counted.failed, ...counted.reasons] : []),
    ...done,
    ...result,
  ];
  return [at, ...inRow.map((path) => within(at, path))];
}

/** All places that a response names, apart from warnings and pages, which are the same for all tools of a layer. */
const placesOf = ({ rows, verdicts, confirmation, beside }: ResponseMeaning): string[] => [
  ...rows.flatMap(placesOfRow),
  ...verdicts,
  ...confirmation,
  ...Object.values(beside).flat(),
];

describe('the type of an answer', () => {
  it('has something that confirms a success', () => {
    const unconfirmed = definitions.filter((each) => !each.response.confirmation.some((path) => has(each, path)));
    expect(unconfirmed.map(({ tool }) => tool)).toEqual([]);
  });

  it('has a list wherever rows report their own failure, unless it has nothing there', () => {
    const wrong = definitions.flatMap((definition) =>
      definition.response.rows
        // InTouch's envelope, which some newer calls have too, needs no list.
        .filter(({ otherwise }) => !(otherwise && has(definition, 'response.status')))
        .map(({ at }) => at)
        .filter((at) => at.endsWith('[]') && has(definition, at.slice(0, -2)) && at !== '[]' && !has(definition, at))
        .map((at) => `${definition.tool}: ${at}`),
    );
    expect(wrong).toEqual([]);
  });
});

/** Places that are named by a section apply to all its tools, so one of them is enough. */
const sections = [...new Set(definitions.map(({ section }) => section))];
/** What the layers of the API have in common. */
const LAYER_PLACES = new Set(
  (['inTouch', 'modern'] as const).flatMap((envelope) =>
    [true, false].flatMap((isRead) => placesOf(describeResponses()({ envelope, isRead }))),
  ),
);

describe.each(sections)('the responses of %s', (section) => {
  const own = definitions.filter((each) => each.section === section);

  it('report nowhere but where some type of an answer has a place', () => {
    const places = new Set(own.flatMap(({ response }) => placesOf(response)).filter((each) => !LAYER_PLACES.has(each)));
    const nowhere = [...places].filter(
      (place) => !own.some((each) => placesOf(each.response).includes(place) && has(each, place)),
    );
    expect(nowhere).toEqual([]);
  });
});
