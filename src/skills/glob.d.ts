/** Vite's `import.meta.glob`, as the skills use it: the text of each file that a pattern matches, by its path. */
interface ImportMeta {
  glob(pattern: string, options: { query: '?raw'; import: 'default'; eager: true }): Record<string, string>;
}
