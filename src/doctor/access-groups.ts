/** Which access groups an API key has, by one read in each. Only refusals count: what the reads answer is not kept. */
import { CapillaryError } from '../client/errors.js';
import type { CapillaryClient } from '../client/types.js';
import { settingLabel } from '../config/table.js';
import { catalogue } from '../discovery/built-catalogue.js';
import { slug } from '../lib/slug.js';
import { type Definition, risk } from '../tools/define.js';
import { inputJsonSchema } from '../tools/input.js';
import { hasPersonalData } from '../tools/personal-data.js';
import { type Finding, fail, ok, warn } from './finding.js';

const CHECK = 'access groups';
/** Sizes of pages, which a probe keeps small. */
const SIZES: readonly string[] = ['limit', 'size', 'pageSize', 'page_size'];

/** @param enabled - the groups that the filters enable; all if undefined */
export async function checkAccessGroups(client: CapillaryClient, enabled?: readonly string[]): Promise<Finding[]> {
  const probes = [...chooseReads(await catalogue.definitions())].filter(
    ([group]) => enabled === undefined || enabled.map(slug).includes(slug(group)),
  );
  const verdicts = await Promise.all(
    probes.map(async ([group, read]) => ({ group, has: await hasGroup(client, read) })),
  );
  const of = (has: boolean): string[] => verdicts.filter((each) => each.has === has).map(({ group }) => group);
  const [granted, refused] = [of(true), of(false)];
  if (granted.length === 0 && refused.length > 0) {
    const hint = 'Ask Capillary to give the API key the access groups that its agents need.';
    return [fail(CHECK, `the API key has none of the ${refused.length} access groups that can be checked`, hint)];
  }
  if (refused.length === 0)
    return granted.length === 0 ? [] : [ok(CHECK, `all that can be checked: ${granted.join(', ')}`)];
  const list = [...granted, 'none'].map(slug).join(',');
  const hint = `Ask Capillary to add them to the API key, or hide their tools: ${settingLabel('accessGroups')}=${list}.`;
  return [warn(CHECK, `the API key has ${granted.join(', ')}, but not ${refused.join(', ')}`, hint)];
}

/** For each group the read that needs no arguments and shows the least of people. */
function chooseReads(definitions: readonly Definition[]): Map<string, Definition> {
  const chosen = new Map<string, Definition>();
  const isProbe = (each: Definition): boolean =>
    risk(each) === 'read' && each.method === 'GET' && each.auth === 'any' && !each.sensitive && !each.legacy;
  for (const definition of definitions) {
    const group = definition.effectiveAccessGroup;
    if (group === null || !isProbe(definition) || requiresArguments(definition)) continue;
    const previous = chosen.get(group);
    if (!previous || (hasPersonalData(previous) && !hasPersonalData(definition))) chosen.set(group, definition);
  }
  return chosen;
}

function requiresArguments(definition: Definition): boolean {
  const { required } = inputJsonSchema(definition);
  return Array.isArray(required) && required.length > 0;
}

/** @returns undefined if the answer says nothing about the group */
async function hasGroup(client: CapillaryClient, read: Definition): Promise<boolean | undefined> {
  const size = SIZES.find((name) => name in read.query());
  try {
    await client.send(read, size === undefined ? {} : { [size]: 1 });
    return true;
  } catch (thrown) {
    if (!(thrown instanceof CapillaryError)) throw thrown;
    if (thrown.kind === 'permission') return false;
    return ['rejected', 'not_found', 'conflict', 'partial'].includes(thrown.kind) ? true : undefined;
  }
}
