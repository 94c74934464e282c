/** Whether Redis can be used. */
import { settingLabel } from '../config/table.js';
import { RedisConnection } from '../hosting/replicas/redis.js';
import { type Finding, fail, ok } from './finding.js';

/** Longer than the server itself waits, because here the reason matters. */
const LIMITS = { commandMs: 3_000, firstConnectionMs: 5_000 };

/** What the reasons mean that a newcomer meets. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing is listening there (ECONNREFUSED)',
  ENOTFOUND: 'its host name is not known (ENOTFOUND)',
  NOAUTH: 'it demands a password (NOAUTH)',
  WRONGPASS: 'it refuses the user name or password (WRONGPASS)',
  NOPERM: 'the user may not run the commands (NOPERM)',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its TLS certificate is self-signed',
};

const NO_TLS = 'no secure connection was possible (rediss: wants TLS)';

/** @param url - which may contain a password, so that no message quotes it */
export async function checkRedis(url: string): Promise<Finding[]> {
  let reason = 'it did not answer';
  const redis = new RedisConnection(
    url,
    (_, __, fields) => {
      if (typeof fields?.['reason'] === 'string') reason = fields['reason'];
    },
    LIMITS,
  );
  try {
    const { host, protocol } = new URL(url);
    if (await redis.run((client) => client.ping())) return [ok('redis', `Redis at ${host} answers`)];
    return [
      fail(
        'redis',
        `Redis at ${host} cannot be used: ${REASONS[reason] ?? (protocol === 'rediss:' ? NO_TLS : reason)}`,
        `Check ${settingLabel('redisUrl')} and that Redis runs. Without it, each replica works on its own.`,
      ),
    ];
  } finally {
    redis.close();
  }
}
