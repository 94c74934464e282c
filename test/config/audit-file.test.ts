/** Which files calls are recorded in: that of the server, and those of tenants. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AuditFiles, openAuditFiles } from '../../src/config/audit-file.js';

let folder: string;
let files: AuditFiles | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'capillary-mcp-'));
});
afterEach(async () => {
  await files?.close();
  files = undefined;
  await rm(folder, { recursive: true });
});

const settings = { auditRequired: false, auditKeepDays: 1 };

describe('audit files', () => {
  it('are those of tenants, and that of the server for tenants without one', async () => {
    const [server, tenant] = [join(folder, 'server.jsonl'), join(folder, 'tenant.jsonl')];
    files = await openAuditFiles({ ...settings, auditFile: server }, { tenants: true });
    await files.of(server)?.append('one');
    await files.of(tenant)?.append('two');
    expect(await readFile(server, 'utf8')).toBe('one\n');
    expect(await readFile(tenant, 'utf8')).toBe('two\n');
  });

  it('are those of tenants where the server has none', async () => {
    const tenant = join(folder, 'tenant.jsonl');
    files = await openAuditFiles({ ...settings, auditRequired: true }, { tenants: true });
    const sink = files.of(tenant);
    await sink?.append('one');
    expect(sink?.isRequired).toBe(true);
    expect(await readFile(tenant, 'utf8')).toBe('one\n');
  });

  it('are none where nothing is set', async () => {
    files = await openAuditFiles(settings);
    expect(files.of(undefined)).toBeUndefined();
  });

  it('must exist where they are required, and must be writable', async () => {
    await expect(openAuditFiles({ ...settings, auditRequired: true })).rejects.toThrow(/--audit-required/);
    const nowhere = join(folder, 'none', 'audit.jsonl');
    await expect(openAuditFiles({ ...settings, auditFile: nowhere })).rejects.toThrow(/--audit-file.*ENOENT/);
  });
});
