/** The package's version, read from package.json once. */
import { createRequire } from 'node:module';

const manifest: { version: string } = createRequire(import.meta.url)('../package.json');

export const VERSION: string = manifest.version;
