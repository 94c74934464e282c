/**
 * What follows the compiler: makes the command executable, copies the sandbox's page and writes dist/tools.json, the list of tools as `tools/list`
 * shows it, so that a server starts without building any schema.
 */
import { chmodSync, cpSync, writeFileSync } from 'node:fs';
import { listedTool } from '../dist/presentation/tool-list.js';
import { definitions } from '../dist/tools/catalogue.js';

const built = (path) => new URL(`../dist/${path}`, import.meta.url);

chmodSync(built('cli.js'), 0o755);
cpSync(new URL('../src/sandbox/page/', import.meta.url), built('sandbox/page/'), {
  recursive: true,
  filter: (source) => !source.endsWith('.ts'),
});
writeFileSync(built('tools.json'), `${JSON.stringify(definitions.map(listedTool))}\n`);
