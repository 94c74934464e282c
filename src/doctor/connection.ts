/** Whether the API can be reached and used: host, credentials, clock, till and store, access groups. Never writes. */
import { ApiClient } from '../client/client.js';
import { CapillaryError } from '../client/errors.js';
import { toFailedAttempt } from '../client/failures.js';
import type { TransportFailure } from '../client/transport.js';
import type { CapillaryClient } from '../client/types.js';
import { CLUSTERS } from '../config/clusters.js';
import { settingLabel } from '../config/table.js';
import { catalogue } from '../discovery/built-catalogue.js';
import { nearest } from '../lib/nearest.js';
import { withTimeout } from '../lib/timeout.js';
import { VERSION } from '../lib/version.js';
import type { Fact, OrganizationFacts } from '../organization/connection-facts.js';
import type { LiveTarget } from '../organization/upstream.js';
import { type Definition, risk } from '../tools/define.js';
import { checkAccessGroups } from './access-groups.js';
import { type Finding, fail, forOperator, ok, skip, warn } from './finding.js';
import { type Answer, connectTo, IN_TIME, isLate, portOf, probe, proxyFor } from './network.js';
import { checkPlace } from './place.js';
import { looksHashed, USE_PASSWORD } from './settings.js';

export interface ConnectionOptions {
  env: NodeJS.ProcessEnv;
  /** Milliseconds since 1970. */
  now: () => number;
  /** The access groups that the filters enable; all if undefined. */
  accessGroups?: readonly string[] | undefined;
  /** Time limit for a connection and its first answer, in milliseconds; four seconds by default. */
  probeMs?: number | undefined;
}

/** Time limit of a read, with its retries. */
const CALL_MS = 4_500;
/** How long to wait for what comes after the first read. */
const DETAILS_MS = 5_000;
/** The read by which host and credentials are judged. */
const FIRST_READ = 'organization_get_v1_1';
const MAX_SKEW_MS = 60_000;

export async function checkConnection(target: LiveTarget, options: ConnectionOptions): Promise<Finding[]> {
  const first = await catalogue.find(FIRST_READ);
  if (!first) throw new Error(`no tool ${FIRST_READ}`);
  const urls = [target.baseUrl, ...(target.inTouchBaseUrl === undefined ? [] : [target.inTouchBaseUrl])];
  const origins = [...new Map(urls.map((url) => [new URL(url).origin, url])).values()];
  const [api, ...others] = await Promise.all(origins.map((url) => checkHost(url, first, options)));
  const hosts = [api, ...others].flatMap((host) => host?.findings ?? []);
  if (!api?.isApi) {
    return [
      ...hosts,
      skip('credentials', 'not checked, nor the clock, the till and the store: correct the host first'),
    ];
  }
  return [...hosts, ...api.clock, ...(await checkUse(target, options))];
}

interface Host {
  findings: Finding[];
  /** Whether what answers may be the API. */
  isApi: boolean;
  clock: Finding[];
}

async function checkHost(baseUrl: string, read: Definition, { env, now, probeMs }: ConnectionOptions): Promise<Host> {
  const base = new URL(baseUrl);
  const failed = (...findings: Finding[]): Host => ({ findings, isApi: false, clock: [] });
  const proxy = proxyFor(base, env);
  if (typeof proxy === 'string') {
    return failed(fail('proxy', `${proxy} is not a URL`, 'Set it to a URL such as http://proxy.example.com:3128.'));
  }
  if (proxy) {
    const place = { host: proxy.url.hostname.replace(/[[\]]/g, ''), port: portOf(proxy.url) };
    const reason = await connectTo(place);
    const message = `the proxy ${proxy.url.host} of ${proxy.variable} cannot be reached: ${reason}`;
    if (reason !== undefined) {
      return failed(fail('proxy', message, `Correct ${proxy.variable}, or add ${base.hostname} to NO_PROXY.`));
    }
  }
  const answer = await probe(new URL(`${base.href.replace(/\/$/, '')}/${read.path}`), probeMs);
  if (!('response' in answer)) return failed(describeFailure(answer, base, read, proxy?.variable));
  const page = describePage(answer, base);
  if (page) return failed(page);
  const { status } = answer.response;
  const via = proxy ? ` through the proxy ${proxy.url.host}` : '';
  const message = `${base.host} answers${via} in ${answer.ms} ms (HTTP ${status} without credentials)`;
  const isFailing = status >= 500;
  const found = isFailing ? warn('host', message, 'The API is failing now: try again later.') : ok('host', message);
  return { findings: [found], isApi: true, clock: checkClock(answer, now()) };
}

function describeFailure(failure: TransportFailure, base: URL, read: Definition, proxy: string | undefined): Finding {
  if (isLate(failure)) {
    const message = failure.sent
      ? `${base.host} accepted the connection but did not answer in time`
      : `${base.host} did not accept a connection in time`;
    return fail('host', message, 'Check the network: a firewall, a VPN or a proxy may be in the way (HTTPS_PROXY).');
  }
  const { failure: error } = { failure: undefined, ...toFailedAttempt(read, base.host, failure) };
  const near = failure.reason === 'dns' ? nearestHost(base.hostname) : undefined;
  const advice = [
    ...(near === undefined ? [] : [`Did you mean ${near}?`]),
    ...(error ? [forOperator(error.hint)] : []),
    ...(proxy === undefined ? [] : [`The connection goes through the proxy of ${proxy}.`]),
  ];
  return fail('host', (error?.message ?? `${base.host} could not be reached`).replace(/\.$/, ''), advice.join(' '));
}

/** The host of a cluster that this is a misspelling of. */
function nearestHost(hostname: string): string | undefined {
  const hosts = Object.values(CLUSTERS).flatMap(({ apiHost, inTouchHost }) => [apiHost, inTouchHost]);
  return hosts.includes(hostname) ? undefined : nearest(hostname, hosts);
}

/** What answers in place of the API, such as a captive portal. */
function describePage({ response }: Answer, base: URL): Finding | undefined {
  const { status, text } = response;
  const hint = `Open ${base.origin} in a browser: a captive portal, a VPN or a proxy may want a login. Otherwise correct ${settingLabel('baseUrl')} or ${settingLabel('cluster')}.`;
  if (status >= 300 && status < 400) {
    const location = response.header('location') ?? '';
    const to = URL.canParse(location, base.origin) ? new URL(location, base.origin).host : 'another place';
    return fail('host', `${base.host} redirects to ${to} (HTTP ${status}) instead of answering as the API`, hint);
  }
  if (status === 407) {
    return fail(
      'proxy',
      `a proxy demands credentials (HTTP 407)`,
      'Put them into HTTPS_PROXY: http://user:password@host:port.',
    );
  }
  if ((status === 404 || status === 405) && !/^\s*([[{]|<\?xml|<response)/i.test(text)) {
    return fail('host', `${base.host} does not have the endpoints of the API (HTTP ${status})`, CORRECT_HOST);
  }
  if (status < 300 && /^\s*<(?!\?xml|response)/i.test(text)) {
    return fail('host', `${base.host} answers with a web page (HTML) instead of JSON (HTTP ${status})`, hint);
  }
  return undefined;
}

function checkClock({ response }: Answer, now: number): Finding[] {
  const there = Date.parse(response.header('date') ?? '');
  if (Number.isNaN(there)) return [];
  const aheadMs = now - there;
  // The header has whole seconds.
  if (Math.abs(aheadMs) <= MAX_SKEW_MS) return [ok('clock', "this machine's clock agrees with the host's")];
  const minutes = Math.round(Math.abs(aheadMs) / 60_000);
  const direction = aheadMs > 0 ? 'ahead of' : 'behind';
  const hint = 'Set it by a time server (NTP): certificates, tokens and dates depend on it.';
  return [warn('clock', `this machine's clock is ${minutes} min ${direction} the host's`, hint)];
}

/** A client that only reads, and remembers why reads failed. */
class ReadingClient implements CapillaryClient {
  /** By the name of the tool. */
  readonly failures = new Map<string, CapillaryError>();
  readonly #client: CapillaryClient;

  constructor(client: CapillaryClient) {
    this.#client = client;
  }

  async send(...[definition, args, options]: Parameters<CapillaryClient['send']>) {
    if (risk(definition) !== 'read') throw new Error(`${definition.tool} is no read`);
    try {
      return await this.#client.send(definition, args, options);
    } catch (thrown) {
      if (thrown instanceof CapillaryError) this.failures.set(definition.tool, thrown);
      throw thrown;
    }
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}

/** What the credentials may do. */
async function checkUse(target: LiveTarget, { now, accessGroups }: ConnectionOptions): Promise<Finding[]> {
  const { kind, ...host } = target;
  const userAgent = `capillary-mcp/${VERSION} doctor`;
  const client = new ReadingClient(new ApiClient({ ...host, userAgent, proxy: true, deadlineMs: CALL_MS }));
  const { ConnectionFacts } = await import('../organization/connection-facts.js');
  const facts = new ConnectionFacts({ client: async () => client, find: catalogue.find, target, now });
  try {
    const { value: organization } = await facts.organization();
    const failure = client.failures.get(FIRST_READ);
    const known = judgeFirstRead(organization, failure, target);
    if (known.status === 'fail') return known.check === 'till' ? [known] : [known, NO_PLACE];
    const details = await withTimeout(
      DETAILS_MS,
      Promise.all([
        checkPlace(facts, client.failures, target),
        host.credentials.kind === 'oauth' ? checkAccessGroups(client, accessGroups) : [],
      ]),
    );
    return [known, ...(details?.value.flat() ?? [skip('till', `not checked: the API did not answer ${IN_TIME}`)])];
  } finally {
    await client.close();
  }
}

const describeCredentials = ({ credentials }: LiveTarget): string =>
  credentials.kind === 'basic' ? `the till user ${credentials.username}` : 'the OAuth client key';

const NO_PLACE = skip('till', 'not checked, nor the store and the access groups: correct what is above first');

function judgeFirstRead(
  organization: Fact<OrganizationFacts>,
  failure: CapillaryError | undefined,
  target: LiveTarget,
): Finding {
  const accepted = `the API accepts ${describeCredentials(target)}`;
  if ('value' in organization) {
    const { name = 'organization', id } = organization.value;
    return ok('credentials', `${accepted}: ${name} (${id})`);
  }
  if (!failure) return fail('host', organization.unknown, CORRECT_HOST);
  if (failure.kind !== 'permission') return refusal(failure, target);
  // A page comes from a firewall or gateway, which does not know the credentials.
  if (failure.details?.['excerpt'] !== undefined) {
    const message = `a firewall or gateway refuses requests from this machine: ${withoutStop(failure.message)}`;
    return fail('host', message, 'Ask Capillary, or whoever runs the gateway, to allow the address of this machine.');
  }
  if (target.credentials.kind === 'oauth') return ok('credentials', accepted);
  const hint = 'Ask an administrator of the organization for the rights, or use another till user.';
  return warn(
    'credentials',
    `${accepted}, but not for reading the organization: ${withoutStop(failure.message)}`,
    hint,
  );
}

const withoutStop = (sentence: string): string => sentence.replace(/\.$/, '');

/** Why the first read failed. */
function refusal(failure: CapillaryError, { credentials, attribution }: LiveTarget): Finding {
  const { kind, details } = failure;
  const message = withoutStop(failure.message);
  if (kind === 'authentication') {
    const isHash = credentials.kind === 'basic' && looksHashed(credentials.password);
    return fail('credentials', message, isHash ? USE_PASSWORD : forOperator(failure.hint));
  }
  const isRefused = kind === 'rejected' || kind === 'not_found';
  if (isRefused && attribution) {
    const label = settingLabel('attributionCode');
    return fail(
      'till',
      `the API refuses the attribution code ${attribution.entityCode}: ${message}`,
      `Correct ${label}.`,
    );
  }
  const excerpt = typeof details?.['excerpt'] === 'string' ? `; it begins: '${details['excerpt'].slice(0, 80)}'` : '';
  return fail(
    'host',
    `a harmless read failed: ${message}${excerpt}`,
    isRefused ? CORRECT_HOST : forOperator(failure.hint),
  );
}

const CORRECT_HOST = `Check ${settingLabel('baseUrl')} or ${settingLabel('cluster')}: this may not be the API.`;
