/** What manifests for hosts and registries have in common. All of it follows from package.json. */
import { repositoryUrl } from '../lib/repository-url.js';

/** The part of package.json that these manifests are made from. */
export interface PackageManifest {
  name: string;
  /** Name in the MCP registry, such as `io.github.capillary-mcp/capillary-mcp`. */
  mcpName: string;
  version: string;
  description: string;
  keywords: string[];
  license: string;
  author: { name: string };
  repository: { url: string };
  engines: { node: string };
}

/** A setting that a host asks its users for. */
export interface FormField {
  /** `base_url` of `CAPILLARY_BASE_URL`. */
  name: string;
  env: string;
  title: string;
  description: string;
  type: 'string' | 'boolean';
  isSecret: boolean;
}

/** What hosts call the server and its plugin. */
export const SERVER_NAME = 'capillary';

export const DISPLAY_NAME = 'Capillary';

/** For pages that show more than the description of the package. */
export const LONG_DESCRIPTION =
  'Works with a Capillary loyalty program: customers, points, tiers, coupons, rewards, transactions, fleets. It starts on an embedded sandbox, where nothing is real; add credentials for your organization.';

/** How a host starts the published package, in this version. */
export const npxCommand = ({ name, version }: PackageManifest): { command: string; args: string[] } => ({
  command: 'npx',
  args: ['-y', `${name}@${version}`],
});

/** Web addresses, all from the one of the repository. */
export function linksOf({ repository }: PackageManifest) {
  const url = repositoryUrl(repository.url);
  return {
    repository: url,
    readme: `${url}#readme`,
    issues: `${url}/issues`,
    privacy: `${url}/blob/main/docs/privacy.md`,
    /** A file of the repository, as such. */
    raw: (path: string): string => `${url.replace('//github.com/', '//raw.githubusercontent.com/')}/main/${path}`,
  };
}
