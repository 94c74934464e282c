/** Support tickets of customers. */
import { now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import { randomCode } from '../../world/random.js';
import { nextId, type World } from '../../world/world.js';
import type { Customer, Ticket } from './state.js';

const CODE_LENGTH = 9;

export type NewTicket = Omit<Ticket, 'id' | 'createdOn' | 'assignedTo' | 'code'> & { code?: string };

/**
 * Opens a ticket.
 * @throws 1303 if the subject is missing
 * @throws 1301 if the customer already has a ticket with the subject
 * @throws 1302 if another ticket has the code
 */
export function openTicket(world: World, customer: Customer, input: NewTicket): Ticket {
  if (input.subject === '') fail(1303, 'The subject of the ticket is empty');
  const sameSubject = customer.tickets.some((each) => each.subject.toLowerCase() === input.subject.toLowerCase());
  if (sameSubject) fail(1301, 'A ticket with this subject already exists');
  const { code, ...rest } = input;
  const taken = Object.values(world.customers).some((other) => other.tickets.some((each) => each.code === code));
  if (taken) fail(1302, `A ticket with the code ${code} already exists`);
  const ticket: Ticket = {
    id: nextId(world, 'ticket'),
    code: code ?? randomCode(world, CODE_LENGTH).toLowerCase(),
    assignedTo: '',
    ...rest,
    createdOn: now(world),
  };
  customer.tickets.push(ticket);
  return ticket;
}

/** Criteria for finding tickets; undefined ones match everything. Texts are compared ignoring case. */
export type TicketFilter = Record<
  'code' | 'status' | 'priority' | 'department' | 'reportedFrom' | 'type',
  string | undefined
>;

const FILTERED = ['code', 'status', 'priority', 'department', 'reportedFrom', 'type'] as const;

/** Tickets of a customer, newest first. */
export function ticketsOf(customer: Customer, filter: TicketFilter): Ticket[] {
  const matches = (ticket: Ticket): boolean =>
    FILTERED.every((field) => {
      const wanted = filter[field];
      return wanted === undefined || ticket[field].toLowerCase() === wanted.toLowerCase();
    });
  return customer.tickets.filter(matches).reverse();
}
