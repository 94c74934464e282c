/** Contacts with a customer as v2 shows them: messages and surveys, by kind. */
import type { customerGetInteractions } from '../../../tools/beyond/customer.js';
import type { Answer, ElementOf, PartOf } from '../../../tools/schemas/decoded.js';
import type { Instant } from '../../world/clock.js';
import { localDateTime } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import type { Message } from '../communications/rules.js';
import { messageRow } from '../communications/serializers.js';
import type { SurveyResponse } from '../survey/state.js';
import type { Customer } from './state.js';

type InteractionsJson = Answer<typeof customerGetInteractions>;
type KindJson = ElementOf<PartOf<InteractionsJson, 'interaction'>>;
type NetworkJson = ElementOf<
  PartOf<PartOf<PartOf<PartOf<InteractionsJson, 'response'>, 'customer'>, 'interactions'>, 'network'>
>;

/** The kinds that the answer counts, even where there are none. */
const KINDS = ['survey', 'missed_call', 'whatsapp', 'zalo', 'line', 'phone', 'sms', 'email'];

/** What there is of a customer on a network. */
export interface Contacts {
  messages: readonly Message[];
  surveys: readonly SurveyResponse[];
}

const latestOf = (moments: readonly Instant[]): Instant | undefined => [...moments].sort().at(-1);

/** How often the customer answered a survey, whatever the number of its questions. */
const timesAnswered = (surveys: readonly SurveyResponse[]): number =>
  new Set(surveys.map(({ surveyId, formId, tokenId }) => `${surveyId} ${formId} ${tokenId}`)).size;

/** Every kind of contact with its number. */
export function toNetworkJson(world: World, name: string, { messages, surveys }: Contacts): NetworkJson {
  const interaction = KINDS.map((type) => {
    const own = messages.filter((each) => each.type === type);
    const moments = type === 'survey' ? surveys.map((each) => each.lastUpdatedOn) : own.map(({ sentOn }) => sentOn);
    const last = latestOf(moments);
    return {
      type,
      count: type === 'survey' ? timesAnswered(surveys) : own.length,
      used_status: false,
      last_interaction_time: last === undefined ? 'null' : localDateTime(last, world.organisation.timezone),
      ...(own.length > 0 && {
        messages: {
          message: own.map((each) => {
            const { receiver: reciever, ...row } = messageRow(world, each);
            return { ...row, reciever, campaign_id: -1 };
          }),
        },
      }),
    };
  });
  return { name, interaction };
}

/** One kind of contact. */
export function toKindJson(world: World, customer: Customer, name: string, { messages, surveys }: Contacts): KindJson {
  const { timezone } = world.organisation;
  if (name === 'feedback') {
    return {
      name: 'survey',
      count: timesAnswered(surveys),
      // No documentation has what a survey is made of.
      surveys: surveys.map(({ surveyId, questionId, lastUpdatedOn }) => ({
        surveyId,
        questionId,
        completionTime: localDateTime(lastUpdatedOn, timezone),
      })),
    };
  }
  const own = messages.filter(({ type }) => type === name);
  return {
    name,
    count: own.length,
    messageList: own.map(({ id, receiver, subject, sentOn }) => ({
      id,
      receiver,
      subject,
      campaignId: -1,
      status: 'DELIVERED',
      sentDate: localDateTime(sentOn, timezone).replace(/^(\d{4})-(\d\d)-(\d\d)/, '$3-$2-$1'),
      deliveredTime: localDateTime(sentOn, timezone),
      userId: customer.id,
    })),
  };
}
