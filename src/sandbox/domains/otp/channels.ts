/** One-time codes over channels: where a code is sent, in which words, and how often it can be checked. */
import { later, MINUTE, now } from '../../world/clock.js';
import { fail, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { checkIdentifier, findCustomer, identifierOf, normalised } from '../customer/rules.js';
import type { Customer } from '../customer/state.js';
import type { OtpAction, ValidationCode } from '../points/state.js';
import { issueCode, matchingCode, type OtpRecipient, useCode } from './rules.js';
import type { OtpChannel, OtpMessage } from './state.js';

type Kind = 'mobile' | 'email';

/** A requested channel. BOTH means a text message and an email. */
interface ChannelAsked {
  readonly type: OtpChannel | 'BOTH';
  /** Number or address; the recipient's own if absent. */
  readonly value?: string;
}

/** The texts for a code; the organization's own if absent. */
interface OtpTexts {
  readonly template?: string;
  readonly emailTemplate?: { readonly subject?: string; readonly body?: string };
  readonly whatsappTemplateName?: string;
  readonly zaloTemplateIdentifier?: string;
}

/** Whose code it is, and for what. */
interface OtpSubject {
  readonly entityType: 'MOBILE' | 'EMAIL';
  readonly entityValue: string;
  readonly action: OtpAction;
}

interface OtpRequest extends OtpSubject, OtpTexts {
  readonly channels: readonly ChannelAsked[];
}

const PLACEHOLDER = /\{\{\s*validation_code\s*\}\}/g;
const DEFAULT_TEXT = 'Your validation code is {{ validation_code }}';

/** The owner of a mobile or email, in the form used for codes: the customer, or nobody if it is not registered. */
function recipientNamed(world: World, entityType: 'MOBILE' | 'EMAIL', entityValue: string): OtpRecipient {
  const type = entityType === 'MOBILE' ? 'mobile' : 'email';
  const customer = findCustomer(world, type, entityValue);
  return { customerId: customer?.id ?? null, entityType, entityValue: normalised(world, { type, value: entityValue }) };
}

/**
 * Issues a code and sends it on every channel. While a code is valid, the same one is sent again.
 * @throws 602 if the email is malformed
 * @throws 8056 if the mobile is malformed
 * @throws 603 if no channel is given, or a channel has no number or address
 * @throws 607 if the WhatsApp template name is missing
 * @throws 621 if the Zalo template identifier is missing
 * @throws 608 if a template does not contain the placeholder for the code exactly once
 * @throws 429 if the recipient had the maximum number of codes today
 */
export function sendOtp(world: World, request: OtpRequest): { code: ValidationCode; resent: boolean } {
  const { entityType, entityValue, action, channels } = request;
  if (entityType === 'EMAIL') checkAs(world, 'email', entityValue, 602);
  else checkIdentifier(world, { type: 'mobile', value: entityValue });
  if (channels.length === 0) fail(603, 'channels is missing');
  checkTexts(request);
  const recipient = recipientNamed(world, entityType, entityValue);
  const ways = channels.flatMap((channel) => waysOf(world, recipient, channel));
  const issued = issueCode(world, recipient, action, 429);
  for (const way of ways) world.otpMessages.push(messageOf(world, issued.code, way, request));
  return issued;
}

function checkTexts({ channels, ...texts }: OtpRequest): void {
  const has = (type: OtpChannel): boolean => channels.some((each) => each.type === type);
  if (has('WHATSAPP') && !texts.whatsappTemplateName) fail(607, 'whatsappTemplateName is missing');
  if (has('ZALO') && !texts.zaloTemplateIdentifier) fail(621, 'zaloTemplateIdentifier is missing');
  for (const text of [texts.template, texts.emailTemplate?.body]) {
    const places = text?.match(PLACEHOLDER)?.length ?? 0;
    if (text && places !== 1) fail(608, 'A template must contain {{ validation_code }} exactly once');
  }
}

interface Way {
  channel: OtpChannel;
  to: string;
}

function waysOf(world: World, recipient: OtpRecipient, { type, value = '' }: ChannelAsked): Way[] {
  if (type === 'BOTH') {
    const isEmail = value.includes('@');
    return [
      { channel: 'SMS', to: addressOf(world, recipient, 'mobile', isEmail ? '' : value) },
      { channel: 'EMAIL', to: addressOf(world, recipient, 'email', isEmail ? value : '') },
    ];
  }
  return [{ channel: type, to: addressOf(world, recipient, type === 'EMAIL' ? 'email' : 'mobile', value) }];
}

/** The given value, or the recipient's own, if necessary from the customer's profile. */
function addressOf(world: World, recipient: OtpRecipient, kind: Kind, given: string): string {
  const customer = recipient.customerId === null ? undefined : world.customers[recipient.customerId];
  const own = recipient.entityType === kind.toUpperCase() ? recipient.entityValue : profileAddress(customer, kind);
  const value = given === '' ? own : given;
  if (value === '') fail(603, `The customer has no ${kind} to send the code to`);
  checkAs(world, kind, value, 603);
  return normalised(world, { type: kind, value });
}

const profileAddress = (customer: Customer | undefined, kind: Kind): string =>
  customer ? identifierOf(customer, kind) : '';

/** Checks the form of a mobile or email and fails with a code of this section. */
function checkAs(world: World, type: Kind, value: string, code: number): void {
  try {
    checkIdentifier(world, { type, value });
  } catch (error) {
    if (error instanceof SandboxFailure) fail(code, error.message);
    throw error;
  }
}

function messageOf(world: World, { id, code }: ValidationCode, { channel, to }: Way, texts: OtpTexts): OtpMessage {
  const filled = (text?: string): string => (text || DEFAULT_TEXT).replace(PLACEHOLDER, code);
  const text = {
    SMS: filled(texts.template),
    MOBILE: filled(),
    PHONE: filled(),
    EMAIL: filled(texts.emailTemplate?.body),
    WHATSAPP: texts.whatsappTemplateName ?? '',
    ZALO: texts.zaloTemplateIdentifier ?? '',
  }[channel];
  const subject = channel === 'EMAIL' ? texts.emailTemplate?.subject || 'Your validation code' : '';
  return { codeId: id, channel, to, subject, text, sentOn: now(world) };
}

/** How often a mobile or email can be checked in organizations set up since late 2025, such as this one. */
const CHECKS = 5;
const CHECKS_WITHIN = 15 * MINUTE;

/**
 * Whether a code is right for a mobile or email and an action. A right code is consumed. A code issued before its owner
 * registered is still valid for the customer.
 * @throws 429 if there were already five checks within 15 minutes
 */
export function checkOtp(world: World, asked: OtpSubject, text: string): boolean {
  const owner = recipientNamed(world, asked.entityType, asked.entityValue);
  const key = `${owner.entityType}:${owner.entityValue}`;
  const time = now(world);
  const since = later(time, -CHECKS_WITHIN);
  const lately = (world.otpChecks[key] ?? []).filter((at) => at > since);
  if (lately.length >= CHECKS) fail(429, 'Rate limit exceeded: too many codes were checked for this entity');
  world.otpChecks[key] = [...lately, time];
  const code =
    matchingCode(world, owner, asked.action, text) ??
    matchingCode(world, { ...owner, customerId: null }, asked.action, text);
  if (code) useCode(world, code);
  return code !== undefined;
}

/**
 * The customer's latest valid code for an action, optionally issued within a number of seconds.
 * @throws 9001 if there is none
 */
export function latestCode(
  world: World,
  customer: Customer,
  action: OtpAction,
  withinSeconds?: number,
): ValidationCode {
  const time = now(world);
  const from = withinSeconds === undefined ? '' : later(time, -withinSeconds * 1000);
  const good = world.validationCodes.findLast(
    (code) =>
      code.customerId === customer.id &&
      code.action === action &&
      code.usedOn === null &&
      code.validTill > time &&
      code.issuedOn >= from,
  );
  return good ?? fail(9001, 'No valid code was found');
}
