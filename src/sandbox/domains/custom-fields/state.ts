/** State of custom and extended fields: their definitions. The names in use are in the organization's settings. */
import type { SCOPES } from '../../../tools/custom-fields/custom-fields.bodies.js';
import type { Instant } from '../../world/clock.js';

declare module '../../world/world.js' {
  interface World extends FieldState {}
}

export type Scope = (typeof SCOPES)[number] | 'NI_CUSTOM_FIELDS';

/** Flags are 0 or 1, as they are sent and answered. */
export interface CustomFieldDefinition {
  id: number;
  scope: Scope;
  name: string;
  type: string;
  dataType: string;
  label: string;
  defaultValue: string;
  phase: string;
  position: number;
  rule: string;
  serverRule: string;
  regex: string;
  error: string;
  isDisabled: number;
  isCompulsory: number;
  disableAtServer: number;
  isUpdatable: number;
  enableAuditTrail: number;
  isPiiData: number;
  isPsiData: number;
  helptext: string;
  attrs: string;
}

export interface ExtendedFieldDefinition {
  id: number;
  /** As the API names it: customer, transaction, lineitem … */
  entity: string;
  name: string;
  hidden: boolean;
  mandatory: boolean;
  updatable: boolean;
  position: number;
  isPiiData: boolean;
  isPsiData: boolean;
  createdOn: Instant;
  modifiedOn: Instant;
}

export interface FieldState {
  customFieldDefinitions: Record<number, CustomFieldDefinition>;
  extendedFieldDefinitions: Record<number, ExtendedFieldDefinition>;
}

export const emptyFieldState = (): FieldState => ({ customFieldDefinitions: {}, extendedFieldDefinitions: {} });
