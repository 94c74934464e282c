/** Activity Sessions: a record of what a user does in a module such as Member Care. */
import { section } from '../define.js';
import { limit, offset } from '../schemas/common.js';
import { freeText, idOf } from '../schemas/leaf-types.js';
import { integer, list, object, text } from '../schemas/values.js';
import * as answers from './activity-sessions.answers.js';

export const activitySessions = section('Activity Sessions', {
  domain: 'Activity Sessions',
  accessGroup: 'Activity Sessions',
  response: { confirmation: ['sessionStatus', 'activities'] },
});

const sessionId = () => ({
  sessionId: idOf('activitySession', text('Session id from activity_session_create')),
});

export const activitySessionCreate = activitySessions.post('v2/activitySessions', {
  tool: 'activity_session_create',
  title: 'Create Activity Session',
  summary:
    'Starts a session that records what a user (e.g. a support agent) does in a module such as Member Care. Add actions with activity_session_add_activities, close it with activity_session_end.',
  body: () =>
    object({
      userId: idOf('agent', text('The agent at work, not the customer')),
      module: text('Module in use; the values are not documented'),
    }),
  answer: answers.activitySession,
  answerFrom: 'table',
  effect: 'create',
  checkedBy: ['activity_session_list'],
  evidence: 'a session of this user and module that began at the time of the call',
  nextStep:
    'add what the user does with activity_session_add_activities and this sessionId; activity_session_end closes it.',
  confidence: 'partial',
  sources: ['Create an activity session, documentation September 2025'],
  keywords: [
    'agent starts working in member care',
    'begin recording a helpdesk interaction',
    'open an audit session for a call centre user',
    'start logging what our support person does',
    'new work session when someone logs in to the console',
    'begin tracking a service desk conversation',
    'get a session id before noting agent actions',
    'call centre rep picks up a call, start the record of it',
    'log in to crm and begin an activity trail',
    'kick off a care session for our executive',
  ],
});

export const activitySessionList = activitySessions.get('v2/activitySessions', {
  tool: 'activity_session_list',
  title: 'Get Activity Session',
  summary:
    'Lists recorded sessions with their actions and closing reasons, by agent, period or affected customer; page with limit and offset. To record actions use activity_session_add_activities.',
  listed: 'GET v2/activitySessions/{sessionId}',
  query: () => ({
    userId: idOf('agent', integer('Only sessions of this agent')).optional(),
    offset: offset('Rows to skip; default 0'),
    limit: limit('Rows to return; default 10'),
    startDate: text('Start; the format is not documented, try ISO 8601').optional(),
    endDate: text('End; the format is not documented, try ISO 8601').optional(),
    entityId: idOf(
      'customer',
      text("Only sessions that affected this entity, e.g. Capillary's customer id"),
    ).optional(),
  }),
  answer: answers.activitySessionListAnswer,
  answerFrom: 'table',
  effect: 'read',
  limits: { pagination: 'limit 10, offset' },
  sources: [
    'Retrieve session details, documentation September 2025 (without the session id that the list has in the path)',
  ],
  keywords: [
    'which agent looked at this customer',
    'what did our support person do yesterday',
    'audit of helpdesk actions on a member',
    'who opened her profile in the console',
    'session logs of member care',
    'why was the account changed and by which agent',
    'review call centre work for a period',
    'is an agent session still open',
    'what has a helpdesk rep been up to',
    'show the trail of actions by our care team',
    'past support sessions of an agent',
    'which agent changed a mobile number, when, and with what comment',
    'comment that support left when changing a customer',
  ],
});

export const activitySessionAddActivities = activitySessions.post('v2/activitySessions/{sessionId}/activities', {
  tool: 'activity_session_add_activities',
  title: 'Add Activities to Session',
  summary:
    'Adds actions, each on a customer or other entity, to a running session; each call adds more. It only records the actions, and does not close the session, which activity_session_end does.',
  path: sessionId,
  body: () =>
    object({
      activities: list(
        object({
          entityType: text('Kind of entity, e.g. CUSTOMER').optional(),
          entityId: idOf('customer', text("Id of the entity, e.g. Capillary's customer id")).optional(),
          name: text('What was done, e.g. CustomerSearched').optional(),
          note: freeText().optional(),
        }),
        'Actions to record',
      ),
    }),
  answer: answers.activitySession,
  answerFrom: 'table',
  effect: 'create',
  checkedBy: ['activity_session_list'],
  evidence: 'these actions in the session',
  limits: { batch: 'several per call' },
  confidence: 'partial',
  sources: ['Record a session activity, documentation September 2025'],
  keywords: [
    'note that the agent searched for a customer',
    'log an action in the running helpdesk session',
    'write down that points were adjusted during the call',
    'append a step to the agent audit',
    'record which profile was opened',
    'track clicks of the support person',
    'several agent actions to save at once',
    'write another step into the open session',
    'add what the rep just did to the session trail',
    'keep a record of each click during a call',
  ],
});

export const activitySessionEnd = activitySessions.post('v2/activitySessions/{sessionId}/endSession', {
  tool: 'activity_session_end',
  title: 'End Activity Session',
  summary:
    'Closes a session with reason and comment; it becomes INACTIVE and no documented call reopens it. To add actions first use activity_session_add_activities; for the next session activity_session_create.',
  path: sessionId,
  body: () =>
    object({
      activitySessionDetails: list(
        object({
          reason: freeText('Why, e.g. what was changed').optional(),
          comment: freeText().optional(),
        }),
        'Why it ends',
      ).optional(),
    }),
  answer: answers.activitySession,
  answerFrom: 'table',
  effect: 'action',
  checkedBy: ['activity_session_list'],
  evidence: 'the session as INACTIVE, with this reason',
  idempotent: true,
  destructive: true,
  sources: ['End session, documentation September 2025', 'https://docs.capillarytech.com/docs/session_logs'],
  keywords: [
    'agent is done with the call, close the record',
    'finish a helpdesk interaction with a reason',
    'stop recording agent work',
    'wrap up the member care session',
    'give the disposition of a support call',
    'support person leaves the console',
    'mark a work session inactive',
    'rep hung up, shut the session',
    'log the closing reason of a care conversation',
    'the helpdesk call is over',
  ],
});
