/** The version of the package, which the build inlines into the bundle. */
import manifest from '../../package.json' with { type: 'json' };

export const VERSION: string = manifest.version;
