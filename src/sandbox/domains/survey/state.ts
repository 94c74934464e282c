/** State of surveys: their questions and customers' answers. */
import type { Instant } from '../../world/clock.js';

declare module '../../world/world.js' {
  interface World extends SurveyState {}
}

export interface Survey {
  id: number;
  title: string;
  surveyType: string;
  /** Who runs it. */
  source: 'Capillary' | 'Cloudcherry';
  /** The vendor's id. */
  externalRefId: string;
  brandLogo: string;
  brandWebsite: string;
  lastUpdatedOn: Instant;
}

export interface SurveyQuestion {
  id: number;
  surveyId: number;
  /** The vendor's id. */
  externalId: string;
  question: string;
  fieldType: string;
  /** The options, by key; empty for free text. */
  fieldOptions: Record<string, string>;
  tag: 'Nps' | 'CSAT' | 'Comments' | 'Feedback';
  isActive: boolean;
  /** The parent question; 0 for none. */
  parentId: number;
  params: string;
  lastUpdatedOn: Instant;
}

export type AnswerSubject = 'transaction' | 'complaint' | 'feedback';
export type AnswerChannel = 'Email' | 'Call Center' | 'Social' | 'Instore';

/** One answer to one question. */
export interface SurveyResponse {
  id: number;
  surveyId: number;
  questionId: number;
  customerId: number;
  formId: number;
  tokenId: number;
  fieldValue: string;
  /** The subject of the answer; null for none. */
  entityType: AnswerSubject | null;
  /** 0 for none. */
  entityId: number;
  responseChannel: AnswerChannel | null;
  lastUpdatedOn: Instant;
}

export interface SurveyState {
  surveys: Record<number, Survey>;
  surveyQuestions: Record<number, SurveyQuestion>;
  surveyResponses: Record<number, SurveyResponse>;
}

export const emptySurveyState = (): SurveyState => ({ surveys: {}, surveyQuestions: {}, surveyResponses: {} });
