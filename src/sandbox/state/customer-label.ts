/** State of customer labels: tags that an organisation has, and who carries them. */
import type { Instant } from '../clock.js';

/** A tag. Customers carry it by id, in `Customer.labels`. */
export interface CustomerLabel {
  id: number;
  name: string;
  description: string;
  tillId: number;
  createdOn: Instant;
}

/** That a customer was given a label. */
export interface LabelTag {
  id: number;
  labelId: number;
  customerId: number;
  tillId: number;
}

export interface CustomerLabelState {
  customerLabels: Record<number, CustomerLabel>;
  labelTags: Record<number, LabelTag>;
}

export const emptyCustomerLabelState = (): CustomerLabelState => ({ customerLabels: {}, labelTags: {} });
