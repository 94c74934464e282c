/** Support tickets of customers. */
import { now } from '../clock.js';
import { fail } from '../failure.js';
import { randomCode } from '../random.js';
import type { Customer, Ticket } from '../state/customer.js';
import { nextId, type World } from '../world.js';

const CODE_LENGTH = 9;

export type NewTicket = Omit<Ticket, 'id' | 'createdOn' | 'assignedTo' | 'code'> & { code?: string };

/** Opens a ticket. 1303 without a subject, 1301 where the customer has one with that subject, 1302 for a code in use. */
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

/** What tickets are asked for; what is undefined does not narrow. Texts are compared whatever their case. */
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
