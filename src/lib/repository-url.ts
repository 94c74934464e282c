/** The web address of a repository, from the `repository.url` of a package.json: `git+https://….git` is `https://…`. */
export const repositoryUrl = (url: string): string => url.replace(/^git\+/, '').replace(/\.git$/, '');
