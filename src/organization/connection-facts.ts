/** What the API says about the organization and the till behind the credentials. */

import type { Known } from '../call/filled-in.js';
import { abbreviate } from '../call/text.js';
import { CapillaryError } from '../client/errors.js';
import type { CapillaryClient } from '../client/types.js';
import { CachedRead, type Reading } from '../lib/cached-read.js';
import { at, listAt, textAt } from '../lib/json-at.js';
import type { ToolCatalogue } from '../presentation/tool-list.js';
import type { ConnectionValue } from '../tools/schemas/from-connection.js';
import type { UpstreamTarget } from './upstream.js';

/** A fact, or the reason why it is not known. */
export type Fact<T> = { readonly value: T } | { readonly unknown: string };

export interface OrganizationFacts {
  id: string;
  name: string | undefined;
  country: string | undefined;
  /** The code of the base currency, such as `INR`; older answers have its name. */
  currency: string | undefined;
  currencySymbol: string | undefined;
  otherCurrencies: string[];
  /** An IANA time zone. */
  timeZone: string | undefined;
  /** The offset as the API gives it, such as `+05:30`. */
  offset: string | undefined;
}

/** The user of the credentials. */
export interface LoginFacts {
  username: string;
  /** Such as `TILL` or `STR_SERVER`. */
  type: string | undefined;
  /** How far the API's clock is ahead of this machine's, in milliseconds. */
  clockAheadMs: number | undefined;
}

/** A till or a store. */
export interface PlaceFacts {
  id: string | undefined;
  code: string | undefined;
  name: string | undefined;
  city: string | undefined;
}

export interface ProgramFacts {
  id: string | number;
  name: string;
  isDefault: boolean;
  /** Money value of a point. */
  pointValue: number | undefined;
}

/** A brand of the rewards catalog. */
export interface RewardBrandFacts {
  id: string | number;
  name: string | undefined;
}

/** How long a fact is used. */
const FACT_MAX_AGE_MS = 600_000;
/** A refused read is tried again sooner, because its cause may have been corrected. */
const UNKNOWN_MAX_AGE_MS = 30_000;

export interface ConnectionFactsOptions {
  client: () => Promise<CapillaryClient>;
  find: ToolCatalogue['find'];
  target: UpstreamTarget;
  /** Milliseconds since 1970; replaced in tests. */
  now: () => number;
}

/** Each fact is read when it is needed, once for all who need it at the same time, and then kept for a while. */
export class ConnectionFacts {
  readonly #options: ConnectionFactsOptions;
  readonly #organization = this.#cached(() => this.#readOrganization());
  readonly #login = this.#cached(() => this.#readLogin());
  readonly #till = this.#cached(() => this.#readTill());
  readonly #store = this.#cached(() => this.#readStore());
  readonly #programs = this.#cached(() => this.#readPrograms());
  readonly #rewardBrands = this.#cached(() => this.#readRewardBrands());

  constructor(options: ConnectionFactsOptions) {
    this.#options = options;
  }

  organization(): Promise<Reading<Fact<OrganizationFacts>>> {
    return this.#organization.get(maxAge);
  }

  till(): Promise<Reading<Fact<PlaceFacts>>> {
    return this.#till.get(maxAge);
  }

  store(): Promise<Reading<Fact<PlaceFacts>>> {
    return this.#store.get(maxAge);
  }

  /** Only the active ones. */
  programs(): Promise<Reading<Fact<ProgramFacts[]>>> {
    return this.#programs.get(maxAge);
  }

  /** @param isClockMovable - whether the API's clock may have been set since the last read, as in a sandbox */
  login(isClockMovable = false): Promise<Reading<Fact<LoginFacts>>> {
    return this.#login.get(isClockMovable ? () => 0 : maxAge);
  }

  /** The value of a parameter that a call leaves out. */
  async lookUp(name: Exclude<ConnectionValue, 'source'>): Promise<Known> {
    switch (name) {
      case 'programId':
        return onlyOf((await this.programs()).value, PROGRAMS, ({ id }) => id);
      case 'rewardBrandId':
        return onlyOf((await this.#rewardBrands.get(maxAge)).value, REWARD_BRANDS, ({ id }) => id);
      case 'rewardBrandName':
        return onlyOf((await this.#rewardBrands.get(maxAge)).value, REWARD_BRANDS, ({ name }) => name);
      case 'organizationId':
        return map((await this.organization()).value, ({ id }) => numberIfSafe(id));
      case 'tillCode':
        return map((await this.till()).value, ({ code }) => code);
      case 'tillId':
        return map((await this.till()).value, ({ id }) => (id === undefined ? undefined : numberIfSafe(id)));
    }
  }

  #cached<T>(read: () => Promise<Fact<T>>): CachedRead<Fact<T>> {
    return new CachedRead(
      () => read().catch((thrown: unknown) => ({ unknown: reasonOf(thrown) })),
      () => this.#options.now(),
    );
  }

  /** @throws CapillaryError if the read fails */
  async #call(tool: string, args: Record<string, unknown> = {}): Promise<unknown> {
    const definition = await this.#options.find(tool);
    if (!definition) throw new Error(`no tool ${tool}`);
    return (await (await this.#options.client()).send(definition, args)).data;
  }

  async #readOrganization(): Promise<Fact<OrganizationFacts>> {
    const organization = at(await this.#call('organization_get_v1_1'), 'response', 'organization');
    const id = textAt(organization, 'id');
    if (id === undefined) return { unknown: 'the answer has no organization' };
    const base = at(organization, 'currencies', 'base_currency');
    const currency = textAt(base, 'label') ?? textAt(organization, 'currency');
    const others = listAt(organization, 'currencies', 'supported_currencies', 'currency');
    return {
      value: {
        id,
        name: textAt(organization, 'name'),
        country: textAt(organization, 'country'),
        currency,
        currencySymbol: textAt(base, 'symbol'),
        timeZone: textAt(organization, 'timezone') ?? textAt(organization, 'timezones', 'base_timezone', 'label'),
        offset: textAt(organization, 'timezone_offset') ?? textAt(organization, 'timezones', 'base_timezone', 'offset'),
        otherCurrencies: others.flatMap((each) => textAt(each, 'label') ?? []).filter((label) => label !== currency),
      },
    };
  }

  async #readLogin(): Promise<Fact<LoginFacts>> {
    const user = at(await this.#call('store_verify_login_v1_1'), 'response', 'store', 'user');
    const username = textAt(user, 'username');
    if (username === undefined) return { unknown: 'the answer has no user' };
    const serverTime = Date.parse(textAt(user, 'server_time') ?? '');
    const clockAheadMs = Number.isNaN(serverTime) ? undefined : serverTime - this.#options.now();
    return { value: { username, type: textAt(user, 'type'), clockAheadMs } };
  }

  /** The till that calls are attributed to, or else that of the credentials. */
  async #readTill(): Promise<Fact<PlaceFacts>> {
    const { target } = this.#options;
    const { attribution } = target.kind === 'capillary' ? target : {};
    if (attribution && !isTillType(attribution.entityType)) {
      return { unknown: `calls are attributed to a store (${attribution.entityType})` };
    }
    if (attribution) return this.#findTill(attribution.entityCode, true);
    if (target.kind === 'capillary' && target.credentials.kind === 'basic') {
      return this.#findTill(target.credentials.username, false);
    }
    const login = (await this.login()).value;
    if ('unknown' in login) return login;
    return this.#findTill(login.value.username, false);
  }

  /** @param isCertain - whether the code is known to be that of a till */
  async #findTill(code: string, isCertain: boolean): Promise<Fact<PlaceFacts>> {
    try {
      const till = await this.#call('organization_get_till', { code });
      const id = textAt(till, 'id');
      if (id !== undefined) return { value: { ...NOWHERE, id, code, name: nameOf(till, code) } };
    } catch (thrown) {
      if (!(thrown instanceof CapillaryError)) throw thrown;
      const isTill = isCertain || (thrown.kind === 'permission' && (await this.#isTill(code)));
      return isTill ? { value: { ...NOWHERE, code } } : { unknown: reasonOf(thrown) };
    }
    return { unknown: `the user ${code} is no till` };
  }

  async #isTill(code: string): Promise<boolean> {
    const login = (await this.login()).value;
    return 'value' in login && login.value.username === code && login.value.type?.toUpperCase() === 'TILL';
  }

  async #readStore(): Promise<Fact<PlaceFacts>> {
    const parent = await this.#findParent();
    if ('unknown' in parent) return parent;
    const known = parent.value;
    try {
      const store = at(await this.#call('store_get_v1_1', keyOf(known)), 'response', 'stores', 'store');
      const { code = textAt(store, 'code'), id = textAt(store, 'id') } = known;
      return { value: { id, code, name: textAt(store, 'name'), city: textAt(store, 'city_name') } };
    } catch (thrown) {
      const { id, code, name, city } = known;
      if (!(thrown instanceof CapillaryError) || (id ?? code) === undefined) throw thrown;
      return { value: { id, code, name, city } };
    }
  }

  async #findParent(): Promise<Fact<StoreKey>> {
    const { target } = this.#options;
    const { attribution } = target.kind === 'capillary' ? target : {};
    if (attribution && !isTillType(attribution.entityType)) {
      const { entityType, entityCode } = attribution;
      if (entityType === 'STORE_CODE') return { value: { ...NOWHERE, code: entityCode } };
      return entityType === 'STORE_EXTERNAL_ID'
        ? { value: { ...NOWHERE, externalId: entityCode } }
        : { unknown: `calls are attributed by ${entityType}, ${entityCode}` };
    }
    const till = (await this.till()).value;
    if ('unknown' in till) return till;
    if (till.value.id === undefined) return { unknown: 'the id of the till is not known' };
    const answer = await this.#call('organization_get_entities_v1_1', {
      type: 'TILL',
      id: till.value.id,
      include_parent: true,
    });
    const [entity] = listAt(answer, 'response', 'organization', 'entities', 'entity');
    const parent = at(entity, 'parent');
    const isStore = (textAt(parent, 'type') ?? 'STORE').toUpperCase() === 'STORE';
    const [id, code, name] = ['id', 'code', 'name'].map((key) => (isStore ? textAt(parent, key) : undefined));
    const externalId = textAt(entity, 'parent_external_id');
    return (id ?? code ?? externalId) === undefined
      ? { unknown: 'the API does not say to which store the till belongs' }
      : { value: { ...NOWHERE, id, code, name, externalId } };
  }

  async #readPrograms(): Promise<Fact<ProgramFacts[]>> {
    const programs = listAt(await this.#call('organization_get_programs'), 'data').flatMap((each): ProgramFacts[] => {
      const id = textAt(each, 'programId');
      if (id === undefined) return [];
      const ratio = Number(textAt(each, 'pointsToCurrencyRatio'));
      return [
        {
          id: numberIfSafe(id),
          name: textAt(each, 'programName') ?? '',
          isDefault: at(each, 'default') === true,
          pointValue: Number.isFinite(ratio) ? ratio : undefined,
        },
      ];
    });
    return { value: programs };
  }

  /** Without those that are switched off. */
  async #readRewardBrands(): Promise<Fact<RewardBrandFacts[]>> {
    const organization = (await this.organization()).value;
    if ('unknown' in organization) return organization;
    const orgIds = [numberIfSafe(organization.value.id)];
    const answer = await this.#call('reward_list_brands', { body: { orgIds } });
    const brands = listAt(answer, 'brandList').flatMap((each): RewardBrandFacts[] => {
      const id = textAt(each, 'id');
      if (id === undefined || at(each, 'enabled') === false) return [];
      return [{ id: numberIfSafe(id), name: textAt(each, 'brand') }];
    });
    return { value: brands };
  }
}

interface StoreKey extends PlaceFacts {
  externalId?: string | undefined;
}

const NOWHERE: PlaceFacts = { id: undefined, code: undefined, name: undefined, city: undefined };

const keyOf = ({ id, code, externalId }: StoreKey): Record<string, string> =>
  id !== undefined ? { id } : code !== undefined ? { code } : { external_id: externalId ?? '' };

const maxAge = (fact: Fact<unknown>): number => ('unknown' in fact ? UNKNOWN_MAX_AGE_MS : FACT_MAX_AGE_MS);

const isTillType = (entityType: string): boolean => ['TILL', 'TILL_CODE'].includes(entityType.toUpperCase());

const nameOf = (till: unknown, code: string): string | undefined => {
  const name = textAt(till, 'name');
  return name === code ? undefined : name;
};

/** How a note speaks of facts of which only one may be filled in. */
interface Wording {
  none: string;
  several: string;
}

const PROGRAMS: Wording = {
  none: 'the organization has no active loyalty program',
  several: 'the organization has several loyalty programs',
};

const REWARD_BRANDS: Wording = {
  none: 'the rewards catalog has no brand',
  several: 'the rewards catalog has several brands',
};

/** What `choose` takes from the only one, or why there is no such one. */
function onlyOf<T extends { id: string | number; name: string | undefined }>(
  fact: Fact<readonly T[]>,
  { none, several }: Wording,
  choose: (only: T) => string | number | undefined,
): Known {
  if ('unknown' in fact) return fact;
  const [only, ...others] = fact.value;
  if (!only) return { unknown: none };
  if (others.length === 0) return map({ value: only }, choose);
  const names = fact.value.slice(0, MAX_NAMES).map(({ id, name }) => `${id} ${name ?? ''}`.trimEnd());
  const more = fact.value.length - names.length;
  const list = [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  return { unknown: `${several}: ${list}` };
}

/** Programs or brands that a note names. */
const MAX_NAMES = 10;

function map<T>(fact: Fact<T>, choose: (value: T) => string | number | undefined): Known {
  if ('unknown' in fact) return fact;
  const value = choose(fact.value);
  return value === undefined ? { unknown: 'the API does not say' } : { value };
}

const MAX_REASON_LENGTH = 160;

const reasonOf = (thrown: unknown): string =>
  thrown instanceof CapillaryError ? abbreviate(thrown.message, MAX_REASON_LENGTH) : 'an error inside this server';

/** An id as a number, if JSON numbers hold it. */
const numberIfSafe = (id: string): string | number => (/^\d{1,15}$/.test(id) ? Number(id) : id);
