/** MD5, because the API takes passwords as their MD5. Not for anything that has to be secure. */
import { hash } from 'node:crypto';

/** The MD5 of a text, in lower-case hexadecimal. */
export const md5 = (text: string): string => hash('md5', text);
