/** The sections of this domain. */
import { requestWorkflow } from '../beyond/request-workflow.js';
import { piiDeletion } from './pii-deletion.js';
import { requests } from './requests.js';
import { requestsLegacy } from './requests.legacy.js';

export const requestsSections = [piiDeletion, requestsLegacy, requests, requestWorkflow];
