/** Whether the keys of the authorization server can be fetched. */
import { settingLabel } from '../config/table.js';
import { RemoteJwks } from '../transports/auth/jwks.js';
import { type Finding, fail, ok } from './finding.js';

export async function checkIssuer(issuer: string, jwksUrl: string | undefined): Promise<Finding[]> {
  let reason = 'its metadata and keys could not be read';
  const keys = new RemoteJwks({
    issuer,
    ...(jwksUrl !== undefined && { jwksUrl }),
    warn: (message) => {
      reason = message.replace(/\.$/, '');
    },
  });
  try {
    await keys.getKey.reload();
    const count = keys.getKey.jwks()?.keys.length ?? 0;
    return [ok('issuer', `${issuer} is reachable, and has ${count} signing ${count === 1 ? 'key' : 'keys'}`)];
  } catch {
    const hint = `Check ${settingLabel('authIssuer')}, which must be exactly the issuer of the tokens; without metadata, set ${settingLabel('authJwksUrl')}.`;
    return [fail('issuer', reason, hint)];
  } finally {
    await keys.close();
  }
}
