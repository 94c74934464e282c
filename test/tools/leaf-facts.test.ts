/** What every call needs to know of the schemas, as the build finds it and as it is found without a build. */
import { expect, it } from 'vitest';
import { leafFactsModule } from '../../scripts/build/leaf-facts.js';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';
import { leafFactsOf } from '../../src/tools/leaf-facts.js';

const factsOf = (tool: string) => {
  const definition = findDefinition(tool);
  if (!definition) throw new Error(tool);
  return leafFactsOf(definition);
};

it('names the secrets among the arguments and in the answer', () => {
  expect(factsOf('customer_get').secretMembers).toEqual(['s3Token', 'filePath', 'secureFilePath']);
  expect(factsOf('otp_get').secretMembers).toEqual(['code']);
  expect(factsOf('points_transfer').secretArguments).toEqual(['code']);
  expect(factsOf('staff_change_password').secretArguments).toEqual(['X-CAP-API-ACCESS-TOKEN', 'password']);
});

it('names the times that are not in the usual zone of the API layer', () => {
  expect(factsOf('task_get_metadata').zones).toEqual({ 'data.expiry_date': 'organization' });
  expect(factsOf('task_get_metadata_v1_1').zones).toEqual({});
  expect(factsOf('points_get_transfers').zones).toEqual({});
});

it('is found once', () => {
  expect(factsOf('customer_get')).toBe(factsOf('customer_get'));
});

it('the module that the build makes has the same', async () => {
  // A part is enough: to find them for all takes seconds.
  const some = definitions.filter(
    ({ tool }, index) => index % 10 === 0 || tool.startsWith('otp_') || tool.startsWith('task_'),
  );
  const module: { builtLeafFacts: ReadonlyMap<string, unknown> } = await import(
    `data:text/javascript,${encodeURIComponent(leafFactsModule(some))}`
  );
  expect(module.builtLeafFacts.size).toBeGreaterThan(2);
  const nothing = { secretMembers: [], secretArguments: [], zones: {} };
  for (const definition of some)
    expect(module.builtLeafFacts.get(definition.tool) ?? nothing, definition.tool).toEqual(leafFactsOf(definition));
});

it('what an endpoint hands over is marked as a secret', () => {
  const handing = definitions.filter(({ response }) => response.secrets.handedOver.length > 0);
  expect(handing.length).toBeGreaterThan(0);
  for (const definition of handing)
    expect(leafFactsOf(definition).secretMembers, definition.tool).toEqual(
      expect.arrayContaining([...definition.response.secrets.handedOver]),
    );
});
