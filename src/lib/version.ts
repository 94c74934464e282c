/** The package's version. The build puts it into the bundle. */
import manifest from '../../package.json' with { type: 'json' };

export const VERSION: string = manifest.version;
