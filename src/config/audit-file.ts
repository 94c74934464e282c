/** Opens the audit files that the settings name, each once however many organizations write to it. */
import { ConfigError } from '../lib/config-error.js';
import type { AuditSink } from '../organization/organization.js';
import type { AuditFile } from '../safety/audit-file.js';
import { openForSetting } from './read.js';
import type { Config } from './server.js';
import { settingLabel } from './table.js';

export interface AuditFiles {
  /** Where the calls of an organization are recorded; undefined if nowhere. The file is opened by the first line. */
  of(path: string | undefined): AuditSink | undefined;
  /** Waits for all lines so far. */
  close(): Promise<void>;
}

const DAY_MS = 86_400_000;

/**
 * @param options - with `tenants`, an audit that is required may have no file of the server: each tenant has its own
 * @throws ConfigError if the file of the server cannot be written, or if the audit is required but has no file
 */
export async function openAuditFiles(
  { auditFile, auditRequired, auditKeepDays }: Pick<Config, 'auditFile' | 'auditRequired' | 'auditKeepDays'>,
  { tenants = false } = {},
): Promise<AuditFiles> {
  requireAuditFile({ auditFile, auditRequired }, { tenants });
  const files = new Map<string, Promise<AuditFile>>();
  const fileAt = (path: string): Promise<AuditFile> => {
    const file = files.get(path) ?? loadFile(path, auditKeepDays);
    files.set(path, file);
    return file;
  };
  if (auditFile !== undefined) {
    const file = await fileAt(auditFile);
    await openForSetting('auditFile', file.open(), { access: 'write', path: auditFile });
  }
  return {
    of: (path) =>
      path === undefined
        ? undefined
        : { append: async (line) => (await fileAt(path)).append(line), isRequired: auditRequired, path },
    close: async () => {
      await Promise.all([...files.values()].map(async (file) => (await file).close()));
    },
  };
}

/** @throws ConfigError if the audit is required but has no file */
export function requireAuditFile(
  { auditFile, auditRequired }: { auditFile?: string | undefined; auditRequired: boolean },
  { tenants }: { tenants: boolean },
): void {
  if (!auditRequired || auditFile !== undefined || tenants) return;
  throw new ConfigError(`${settingLabel('auditRequired')} is set but ${settingLabel('auditFile')} is not: set both.`);
}

async function loadFile(path: string, keepDays: number): Promise<AuditFile> {
  const { AuditFile } = await import('../safety/audit-file.js');
  return new AuditFile({ path, keepMs: keepDays * DAY_MS });
}
