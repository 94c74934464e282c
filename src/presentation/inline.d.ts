/** A file imported as a data URI: `import icon from './icon.png?inline'`. */
declare module '*?inline' {
  const uri: string;

  export { uri as default };
}
