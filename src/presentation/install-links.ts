/** Links that install the server in an editor with one click, once the package is on npm. */
import { npxCommand, type PackageManifest, SERVER_NAME } from './package-manifest.js';

interface InstallLink {
  editor: string;
  /** Opens the editor. */
  deepLink: string;
  /** The same through the editor's website, for pages that allow no links but those of the web, such as GitHub's. */
  webLink: string;
}

/** Sources: cursor.com/docs/mcp/install-links; code.visualstudio.com/api, 'MCP developer guide'. */
export function installLinks(manifest: PackageManifest): InstallLink[] {
  const server = npxCommand(manifest);
  const config = encodeURIComponent(Buffer.from(JSON.stringify(server)).toString('base64'));
  const cursor = `name=${SERVER_NAME}&config=${config}`;
  const code = encodeURIComponent(JSON.stringify({ name: SERVER_NAME, type: 'stdio', ...server }));
  const redirected = (site: string, deepLink: string) => `https://${site}/redirect?url=${encodeURIComponent(deepLink)}`;
  const [stable, insiders] = [`vscode:mcp/install?${code}`, `vscode-insiders:mcp/install?${code}`];
  return [
    {
      editor: 'Cursor',
      deepLink: `cursor://anysphere.cursor-deeplink/mcp/install?${cursor}`,
      webLink: `https://cursor.com/en/install-mcp?${cursor}`,
    },
    { editor: 'VS Code', deepLink: stable, webLink: redirected('vscode.dev', stable) },
    { editor: 'VS Code Insiders', deepLink: insiders, webLink: redirected('insiders.vscode.dev', insiders) },
  ];
}

const BEGIN = '<!-- install links: written by npm run generate -->';
const END = '<!-- /install links -->';

/** README with the links between its markers. */
export function quoteInstallLinks(readme: string, manifest: PackageManifest): string {
  const lines = installLinks(manifest).map(
    ({ editor, webLink, deepLink }) => `- [Install in ${editor}](${webLink}), or open \`${deepLink}\``,
  );
  const [before = '', rest = ''] = readme.split(BEGIN);
  return `${before}${BEGIN}\n\n${lines.join('\n')}\n\n${END}${rest.split(END)[1] ?? ''}`;
}
