/** A file imported as its text: `import css from './page.css?raw'`. The build puts the text into the bundle. */
declare module '*?raw' {
  const text: string;

  export { text as default };
}
