/** A customer: who, how many points, what expires when, points over time, coupons and bills. */
import { Bars, ProgressBar } from '../components/bars.js';
import { useFormat } from '../components/context.js';
import type { Format } from '../components/format.js';
import { Heading, Missing, Section, Stats } from '../components/frame.js';
import { type Column, DataTable } from '../components/table.js';
import { Badge, Fact, Facts, Text } from '../components/text.js';
import type { Bill, Coupon, CustomerData } from '../contract.js';
import { Ledger } from './ledger.js';

export function CustomerView({ data }: { data: CustomerData }) {
  const { customer, brand, points, expiring, ledger, coupons, bills } = data;
  const title = customer.name ?? customer.mobile ?? customer.email ?? customer.externalId;
  return (
    <>
      <Heading
        kind="Customer"
        title={title ?? 'Customer without a name'}
        brand={brand}
        aside={
          <>
            {data.tier?.name !== undefined && <span class="tier">{<Text lines={2}>{data.tier.name}</Text>}</span>}
            {customer.status !== undefined && <Badge>{customer.status}</Badge>}
          </>
        }
      />
      <Who customer={customer} title={title} />
      <div class="top">
        <Points points={points} />
        <Tier tier={data.tier} />
      </div>
      <div class="sections">
        {ledger !== undefined && <Ledger ledger={ledger} balance={points?.balance} />}
        {expiring !== undefined && <Expiring expiring={expiring} />}
        {coupons !== undefined && <Coupons coupons={coupons} />}
        {bills !== undefined && <Bills bills={bills} />}
      </div>
      <Missing parts={data.unavailable} />
    </>
  );
}

function Who({ customer, title }: { customer: CustomerData['customer']; title: string | undefined }) {
  const format = useFormat();
  const { mobile, email, externalId, cards = [], registeredOn, store } = customer;
  return (
    <Facts>
      {[mobile, email].map((text) => text !== undefined && text !== title && <Fact key={text}>{text}</Fact>)}
      <Fact label="ID">{externalId}</Fact>
      <Fact label={cards.length > 1 ? 'Cards' : 'Card'}>
        {cards.slice(0, 3).join(', ') + (cards.length > 3 ? ` and ${cards.length - 3} more` : '')}
      </Fact>
      <Fact label="Since">{registeredOn && format.day(registeredOn)}</Fact>
      <Fact label="at">{store}</Fact>
    </Facts>
  );
}

function Points({ points = {} }: { points: CustomerData['points'] }) {
  const format = useFormat();
  const number = (value: number | undefined): string | undefined =>
    value === undefined ? undefined : format.number(value);
  const { balance, value, promised, lifetime, redeemed, expired } = points;
  return (
    <Stats
      stats={[
        {
          label: 'Points',
          value: number(balance),
          note: value === undefined ? undefined : `worth ${format.money(value)}`,
        },
        // Most programs promise none.
        { label: 'Promised', value: promised === 0 ? undefined : number(promised) },
        { label: 'Earned in all', value: number(lifetime) },
        { label: 'Redeemed', value: number(redeemed) },
        { label: 'Expired', value: number(expired) },
      ]}
    />
  );
}

function Tier({ tier }: { tier: CustomerData['tier'] }) {
  const format = useFormat();
  if (tier === undefined) return null;
  const { name = 'No tier', next, nextNeeds, progress, expiresOn } = tier;
  const until = expiresOn === undefined ? undefined : `${name} until ${format.day(expiresOn)}`;
  if (next === undefined || progress === undefined) {
    const known = [until, next && `Next: ${next}`, nextNeeds].filter((text) => text !== undefined);
    return known.length === 0 ? null : (
      <p class="to-next note">
        <Text lines={3}>{known.join(' · ')}</Text>
      </p>
    );
  }
  const { value, target } = progress;
  // What a tracker counts is not known.
  const unit = progress.unit === 'tracked' ? undefined : progress.unit;
  const missing = target - value;
  const text =
    missing > 0 ? `${format.amount(missing, unit)} to ${next}` : `${format.amount(value, unit)}, enough for ${next}`;
  return (
    <div class="to-next">
      <p class="ends">
        <Text lines={2}>{name}</Text>
        <Text lines={2}>{next}</Text>
      </p>
      <ProgressBar label={`On the way from ${name} to ${next}`} value={value} target={target} text={text} />
      <p class="ends note">
        <Text lines={2}>{text}</Text>
        <span>
          {format.amount(value, unit)} of {format.amount(target, unit)}
        </span>
      </p>
      {nextNeeds !== undefined && (
        <p class="note">
          <Text lines={2}>{nextNeeds}</Text>
        </p>
      )}
      {until !== undefined && (
        <p class="note">
          <Text lines={2}>{until}</Text>
        </p>
      )}
    </div>
  );
}

function Expiring({ expiring }: { expiring: NonNullable<CustomerData['expiring']> }) {
  const format = useFormat();
  return (
    <Section title="Points that expire" summary={expirySummary(expiring, format)}>
      {expiring.length > 0 && (
        <Bars
          caption="Points that expire, by day"
          of="Day"
          series={['Points']}
          rows={expiring.map(({ on, points }) => ({
            label: format.day(on),
            note: format.distance(on),
            values: [points],
          }))}
        />
      )}
    </Section>
  );
}

function expirySummary(expiring: NonNullable<CustomerData['expiring']>, format: Format): string {
  const [first] = expiring;
  if (first === undefined) return 'No points are due to expire.';
  const soon = expiring.filter(({ on }) => (format.daysUntil(on) ?? Number.POSITIVE_INFINITY) <= 30);
  if (soon.length > 0) {
    const points = soon.reduce((sum, each) => sum + each.points, 0);
    return `${format.number(points)} points expire within 30 days.`;
  }
  return `The next ${format.number(first.points)} expire on ${format.day(first.on)}.`;
}

const TONES = { active: 'good', redeemed: undefined, expired: undefined, revoked: 'bad' } as const;

function Coupons({ coupons: { entries, more } }: { coupons: NonNullable<CustomerData['coupons']> }) {
  const format = useFormat();
  const active = entries.filter(({ state }) => state === 'active').length;
  const columns: Column<Coupon>[] = [
    {
      title: 'Coupon',
      cell: ({ code, series, discount }) => (
        <>
          <Text lines={2}>{(discount && format.words(discount)) ?? series ?? code}</Text>
          <small>
            <code>
              <Text lines={1}>{code}</Text>
            </code>
            {discount !== undefined && series !== undefined && <Text lines={1}>{series}</Text>}
          </small>
        </>
      ),
    },
    { title: 'State', cell: ({ state }) => state && <Badge {...toneOf(state)}>{state}</Badge> },
    { title: 'When', numeric: true, cell: (coupon) => couponWhen(coupon, format) },
  ];
  const summary =
    entries.length === 0 ? 'No coupons.' : `${format.number(active)} of ${format.number(entries.length)} can be used.`;
  return (
    <Section title="Coupons" summary={summary}>
      {entries.length > 0 && <DataTable caption="Coupons" columns={columns} rows={entries} more={more} first={5} />}
    </Section>
  );
}

function toneOf(state: NonNullable<Coupon['state']>) {
  const tone = TONES[state];
  return tone === undefined ? {} : { tone };
}

function couponWhen({ state, validUntil, redeemedOn }: Coupon, format: Format) {
  // A coupon may be used several times.
  if (redeemedOn !== undefined && state !== 'active') return <>used {format.day(redeemedOn)}</>;
  if (validUntil === undefined) return '';
  return <>{state === 'active' ? `until ${format.day(validUntil)}` : format.day(validUntil)}</>;
}

function Bills({ bills: { entries, more } }: { bills: NonNullable<CustomerData['bills']> }) {
  const format = useFormat();
  const columns: Column<Bill>[] = [
    {
      title: 'Day',
      cell: ({ number, on, store }) => (
        <>
          {on === undefined ? '' : format.day(on)}
          <small class="narrow">
            {number !== undefined && <Text lines={1}>{number}</Text>}
            {store !== undefined && <Text lines={1}>{store}</Text>}
          </small>
        </>
      ),
    },
    { title: 'Bill', minor: true, cell: ({ number }) => number !== undefined && <Text lines={1}>{number}</Text> },
    { title: 'Store', minor: true, cell: ({ store }) => store !== undefined && <Text lines={1}>{store}</Text> },
    {
      title: 'Amount',
      numeric: true,
      cell: ({ amount, kind }) => (
        <>
          {amount === undefined ? '' : format.money(kind === 'return' ? -Math.abs(amount) : amount)}
          {kind === 'return' && <small>return</small>}
        </>
      ),
    },
    {
      title: 'Points',
      numeric: true,
      cell: ({ points }) => (points === undefined ? '' : format.signed(points)),
    },
  ];
  return (
    <Section title="Bills" summary={billsSummary(entries, format)} wide>
      {entries.length > 0 && <DataTable caption="Last bills" columns={columns} rows={entries} more={more} first={5} />}
    </Section>
  );
}

function billsSummary(bills: readonly Bill[], format: Format): string {
  const [last] = bills;
  if (last === undefined) return 'No bills.';
  const when = last.on === undefined ? '' : ` ${format.distance(last.on) ?? `on ${format.day(last.on)}`}`;
  const amount = last.amount === undefined ? '' : `, ${format.money(last.amount)}`;
  return `Last ${last.kind === 'return' ? 'return' : 'purchase'}${when}${amount}.`;
}
