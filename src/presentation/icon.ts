/**
 * The server's icon, which clients may show beside its name. It is part of the answer to `initialize`, so it is small, and a
 * data URI needs no network. The tools have none: it would cost tokens in every list.
 */
import icon from '../../plugins/assets/icon-48.png?inline';

export const SERVER_ICONS: { src: string; mimeType: string; sizes: string[] }[] = [
  { src: icon, mimeType: 'image/png', sizes: ['48x48'] },
];
