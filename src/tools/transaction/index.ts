/** The sections of this domain. */
import { transactionBeyond } from '../beyond/transaction.js';
import { transactionRejection } from './rejection.js';
import { transaction } from './transaction.js';
import { transactionLegacy } from './transaction.legacy.js';

export const transactionSections = [transactionRejection, transactionLegacy, transaction, transactionBeyond];
