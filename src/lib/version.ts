/** What the build inlines of package.json into the bundle. */
import manifest from '../../package.json' with { type: 'json' };
import { repositoryUrl } from './repository-url.js';

export const VERSION: string = manifest.version;

/** Where the server is explained. */
export const WEBSITE_URL: string = repositoryUrl(manifest.repository.url);
