/** The sections of this domain. */

import { cardBeyond } from '../beyond/card.js';
import { card } from './card.js';

export const cardSections = [card, cardBeyond];
