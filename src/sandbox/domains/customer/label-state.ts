/** State of customer labels: labels of an organization, and the customers who have them. */
import type { Instant } from '../../world/clock.js';

declare module '../../world/world.js' {
  interface World extends CustomerLabelState {}
}

/** A label. Customers refer to it by id, in `Customer.labels`. */
export interface CustomerLabel {
  id: number;
  name: string;
  description: string;
  tillId: number;
  createdOn: Instant;
}

/** A label assigned to a customer. */
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
