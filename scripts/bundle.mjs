/**
 * Packs the MCPB bundle for Claude Desktop: the build, the manifest and the production dependencies, validated and
 * packed by the official tool. Writes capillary-mcp.mcpb beside package.json.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bundle = join(root, 'capillary-mcp.mcpb');
const staging = mkdtempSync(join(tmpdir(), 'capillary-mcp-bundle-'));
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const run = (command, args, cwd) => execFileSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });

try {
  for (const name of ['package.json', 'package-lock.json', 'README.md', 'LICENSE']) {
    cpSync(join(root, name), join(staging, name));
  }
  const withoutSourceMaps = { recursive: true, filter: (source) => !source.endsWith('.map') };
  cpSync(join(root, 'dist'), join(staging, 'dist'), withoutSourceMaps);
  cpSync(join(root, 'manifest', 'manifest.json'), join(staging, 'manifest.json'));
  run(npm, ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'], staging);
  const packages = join(staging, 'node_modules');
  const lean = join(staging, 'lean');
  cpSync(packages, lean, { recursive: true, filter: (source) => !/\.(map|md|d\.[cm]?ts)$/i.test(source) });
  rmSync(packages, { recursive: true });
  cpSync(lean, packages, { recursive: true });
  rmSync(lean, { recursive: true });
  rmSync(join(staging, 'package-lock.json'));

  const mcpb = join(root, 'node_modules', '@anthropic-ai', 'mcpb', 'dist', 'cli', 'cli.js');
  run(process.execPath, [mcpb, 'validate', join(staging, 'manifest.json')], root);
  rmSync(bundle, { force: true });
  run(process.execPath, [mcpb, 'pack', staging, bundle], root);
} finally {
  rmSync(staging, { recursive: true, force: true });
}
