/** The sandbox's page: asks for the world every two seconds and shows it. */
const EVERY_MS = 2000;
const byId = (id) => document.getElementById(id);
const number = new Intl.NumberFormat('en');
const cents = new Intl.NumberFormat('en', { minimumFractionDigits: 2 });

/** How amounts of money are written: with cents if any of them has some. */
const moneyOf = (values) => (values.every(Number.isInteger) ? number : cents);

/** Everything shown is set as text: names and codes are whatever a caller made them. */
function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

const cell = (text, kind = '') => element('td', text, kind ? { class: kind } : {});
const amount = (value, unit = '', format = number) =>
  element('td', format.format(value), { class: 'number', 'data-unit': unit });
const dayCell = (at) => cell(day(at), 'day');
const day = (at) => at.slice(0, 10);

function row(cells, attributes = {}) {
  const made = element('tr', '', attributes);
  made.append(...cells);
  return made;
}

function figures(list, entries) {
  list.replaceChildren(
    ...entries.map(([name, value]) => {
      const pair = document.createElement('div');
      pair.append(element('dt', name), element('dd', typeof value === 'number' ? number.format(value) : value));
      return pair;
    }),
  );
}

const fill = (id, rows) => byId(id).tBodies[0].replaceChildren(...rows);

function showWhole({ organisation, now, counts, customers, found, series, calls }) {
  const money = moneyOf(customers.map(({ lifetimePurchases }) => lifetimePurchases));
  document.title = `${organisation}: Capillary sandbox`;
  byId('organisation').textContent = organisation;
  byId('now').textContent = now.replace('T', ' ').replace('Z', ' UTC');
  figures(byId('counts'), Object.entries(counts));
  byId('found').textContent =
    found > customers.length ? `showing the last ${customers.length} of ${number.format(found)}` : '';
  fill(
    'customers',
    customers.map(({ id, name, mobile, tier, points, promised, lifetimePurchases }) =>
      row(
        [
          cell(name || String(id)),
          cell(mobile),
          cell(tier, 'tier'),
          amount(points, 'points'),
          amount(promised, 'promised'),
          amount(lifetimePurchases, 'spent', money),
        ],
        { 'data-id': id, tabindex: '0', role: 'link' },
      ),
    ),
  );
  fill(
    'series',
    series.map(({ name, discount, validTill, issued, redeemed }) =>
      row([cell(name), cell(discount), dayCell(validTill), amount(issued, 'issued'), amount(redeemed, 'redeemed')]),
    ),
  );
  fill(
    'calls',
    calls.map(({ method, path, query, status }) => {
      const call = document.createElement('td');
      call.append(element('code', `${method} ${path}${query ? `?${query}` : ''}`));
      return row([cell(String(status), status >= 400 ? 'failed' : ''), call]);
    }),
  );
  byId('calls').hidden = calls.length === 0;
  byId('no-calls').hidden = calls.length > 0;
}

function part(title, heads, rows) {
  if (rows.length === 0) return [];
  const table = document.createElement('table');
  const head = document.createElement('thead');
  // A head stands above its column as the cells do.
  head.append(row(heads.map((text, at) => element('th', text, { class: rows[0][at].className }))));
  const body = document.createElement('tbody');
  body.append(...rows.map((cells) => row(cells)));
  table.append(head, body);
  return [element('h2', title), table];
}

function showOne(customer) {
  byId('name').textContent = `${customer.name || customer.id} · ${customer.mobile}`;
  figures(byId('figures'), [
    ['points', customer.points],
    ['promised', customer.promised],
    ['tier', customer.tier || 'none'],
    ['purchases', moneyOf([customer.lifetimePurchases]).format(customer.lifetimePurchases)],
    ['status', customer.status],
  ]);
  const money = moneyOf(customer.bills.map((each) => each.amount));
  byId('parts').replaceChildren(
    ...part(
      'Bills',
      ['Number', 'Type', 'Amount', 'Points', 'Day'],
      customer.bills.map((each) => [
        cell(each.billNumber),
        cell(each.type),
        amount(each.amount, '', money),
        amount(each.points),
        dayCell(each.billingDate),
      ]),
    ),
    ...part(
      'Ledger',
      ['Movement', 'Points', 'Day'],
      customer.ledger.map((each) => [
        cell(each.movement),
        cell(`${each.type === 'CREDIT' ? '+' : '−'}${number.format(each.points)}`, 'number'),
        dayCell(each.createdOn),
      ]),
    ),
    ...part(
      'Coupons',
      ['Code', 'Series', 'Valid until', 'Used'],
      customer.coupons.map((each) => [
        cell(each.code),
        cell(each.series),
        dayCell(each.validTill),
        cell(each.revoked ? 'revoked' : String(each.redeemed)),
      ]),
    ),
    ...part(
      'Badges',
      ['Badge', 'Earned'],
      customer.badges.map((each) => [cell(each.name), dayCell(each.earnedOn)]),
    ),
    ...part(
      'Rewards',
      ['Reward', 'Issued'],
      customer.rewards.map((each) => [cell(each.name), dayCell(each.issuedOn)]),
    ),
  );
}

async function ask(path, options) {
  const response = await fetch(path, options);
  if (!response.ok) throw new Error((await response.json()).error);
  return response.json();
}

let asked = 0;

/** Shows the world as it is now; what was asked before but answered later is not shown. */
async function refresh() {
  const mine = ++asked;
  const id = /^#(\d+)$/.exec(location.hash)?.[1];
  try {
    const answer = await ask(
      id ? `/__sandbox/customers/${id}` : `/__sandbox/overview?q=${encodeURIComponent(byId('search').value)}`,
    );
    if (mine !== asked) return;
    byId('trouble').hidden = true;
    byId('whole').hidden = id !== undefined;
    byId('one').hidden = id === undefined;
    (id ? showOne : showWhole)(answer);
  } catch (error) {
    if (mine !== asked) return;
    byId('trouble').textContent = error instanceof TypeError ? 'The sandbox does not respond' : error.message;
    byId('trouble').hidden = false;
  }
}

async function change(path, body) {
  await ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  await refresh();
}

const open = ({ target }) => {
  const id = target.closest('tr[data-id]')?.dataset.id;
  if (id) location.hash = id;
};

addEventListener('hashchange', refresh);
addEventListener('visibilitychange', () => document.hidden || refresh());
byId('search').addEventListener('input', refresh);
byId('customers').addEventListener('click', open);
byId('customers').addEventListener('keydown', (event) => event.key === 'Enter' && open(event));
for (const button of document.querySelectorAll('[data-advance]')) {
  button.addEventListener('click', () =>
    change('/__sandbox/clock', { advanceSeconds: Number(button.dataset.advance) }),
  );
}
byId('reset').addEventListener('click', () => {
  if (confirm('Reset the sandbox? All changes are lost.')) change('/__sandbox/reset', {});
});
setInterval(() => document.hidden || refresh(), EVERY_MS);
refresh();
