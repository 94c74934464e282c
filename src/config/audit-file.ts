/** Opens the audit files that the settings name, each once however many organizations write to it. */
import { ConfigError } from '../lib/config-error.js';
import type { AuditSink } from '../organization/organization.js';
import type { Config } from './server.js';
import { settingLabel } from './table.js';

export interface AuditFiles {
  /** Where the calls of an organization are recorded; undefined if nowhere. */
  of(path: string | undefined): AuditSink | undefined;
  /** Waits for all lines so far. */
  close(): Promise<void>;
}

/**
 * @param paths - the files that are needed from the start
 * @throws ConfigError if one of them cannot be written, or if the audit is required but has no file
 */
export async function openAuditFiles(
  { auditFile, auditRequired, auditKeepDays }: Pick<Config, 'auditFile' | 'auditRequired' | 'auditKeepDays'>,
  paths: readonly (string | undefined)[] = [auditFile],
): Promise<AuditFiles> {
  if (auditRequired && paths.includes(undefined)) {
    throw new ConfigError(`${settingLabel('auditRequired')} is set but ${settingLabel('auditFile')} is not: set both.`);
  }
  const needed = paths.filter((path) => path !== undefined);
  if (needed.length === 0) return { of: () => undefined, close: async () => undefined };
  const { AuditFile } = await import('../safety/audit-file.js');
  const files = new Map<string, InstanceType<typeof AuditFile>>();
  const fileAt = (path: string) => {
    const file = files.get(path) ?? new AuditFile({ path, keepMs: auditKeepDays * DAY_MS });
    files.set(path, file);
    return file;
  };
  for (const path of needed) {
    await fileAt(path)
      .open()
      .catch((error: Error) => {
        throw new ConfigError(`${settingLabel('auditFile')}: ${error.message}`);
      });
  }
  return {
    of: (path) =>
      path === undefined ? undefined : { append: (line) => fileAt(path).append(line), isRequired: auditRequired },
    close: async () => {
      await Promise.all([...files.values()].map((file) => file.close()));
    },
  };
}

const DAY_MS = 86_400_000;
