/** MD5, because the API requires the MD5 of passwords. Not for anything that must be secure. */
import { hash } from 'node:crypto';

/** The MD5 of a text in lower-case hexadecimal. */
export const md5 = (text: string): string => hash('md5', text);
