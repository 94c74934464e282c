/**
 * Packs the MCPB bundle for Claude Desktop: the files of the npm package, the bundle's manifest and its icon, validated
 * and packed by the official tool. Writes capillary-mcp.mcpb next to package.json.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packedManifest } from './packing.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const bundle = join(root, 'capillary-mcp.mcpb');
const staging = mkdtempSync(join(tmpdir(), 'capillary-mcp-bundle-'));

try {
  for (const name of ['dist', 'README.md', 'LICENSE'])
    cpSync(join(root, name), join(staging, name), { recursive: true });
  writeFileSync(join(staging, 'package.json'), packedManifest());
  cpSync(join(root, 'manifest', 'manifest.json'), join(staging, 'manifest.json'));
  cpSync(join(root, 'plugins', 'assets', 'icon.png'), join(staging, 'icon.png'));

  const mcpb = join(root, 'node_modules', '@anthropic-ai', 'mcpb', 'dist', 'cli', 'cli.js');
  const run = (...args) => execFileSync(process.execPath, [mcpb, ...args], { stdio: ['ignore', 'inherit', 'inherit'] });
  run('validate', join(staging, 'manifest.json'));
  rmSync(bundle, { force: true });
  run('pack', staging, bundle);
} finally {
  rmSync(staging, { recursive: true, force: true });
}
