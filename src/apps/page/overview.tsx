/** The brand at a glance. */
import { Bars } from '../components/bars.js';
import { useFormat } from '../components/context.js';
import type { Format } from '../components/format.js';
import { Section, Stats } from '../components/frame.js';
import { periodsOf } from '../components/periods.js';
import { type Flow, TimeChart } from '../components/time-chart.js';
import { CallTable } from './calls.js';
import type { Live, Reading } from './client.js';
import type { Glance, PointsDay } from './contract.js';
import { RowTable } from './list.js';
import { hrefOf } from './route.js';

/** Calls in the overview; the others are in their own part. */
const LAST_CALLS = 5;
/** Of the figures of points. */
const DAYS = 30;

export function Overview({ glance: { data }, live }: { glance: Reading<Glance>; live: Live }) {
  const format = useFormat();
  if (data === undefined) return <h1>Overview</h1>;
  const recent = data.byDay.filter(({ on }) => (format.daysUntil(on) ?? 0) > -DAYS);
  const sum = (of: 'issued' | 'redeemed'): string =>
    format.number(Math.round(recent.reduce((all, day) => all + day[of], 0)));
  const { issued, redeemed } = data.coupons;
  return (
    <>
      <h1>Overview</h1>
      <Stats
        stats={[
          { label: 'Members', value: format.number(data.members) },
          { label: 'Points held', value: format.number(data.held), note: `worth ${format.money(data.worth)}` },
          { label: `Points issued in ${DAYS} days`, value: sum('issued') },
          { label: `Points redeemed in ${DAYS} days`, value: sum('redeemed') },
          { label: 'Bills', value: format.number(data.bills) },
          { label: 'Coupons issued', value: format.number(issued), note: `${format.number(redeemed)} redeemed` },
        ]}
      />
      <div class="sections pairs">
        <PointsChart byDay={data.byDay} />
        <Tiers tiers={data.tiers} members={data.members} />
        <Series series={data.series} />
        <Section title="Promotions that run" summary={data.promotions.length === 0 ? 'None runs now.' : undefined}>
          {data.promotions.length > 0 && (
            <RowTable list="promotions" columns={PROMOTION_COLUMNS} rows={data.promotions.map(withoutState)} />
          )}
          <Everything name="promotions">All promotions</Everything>
        </Section>
        <Section title="Last calls" summary={live.calls.length === 0 ? 'No call has been made yet.' : undefined}>
          {live.calls.length > 0 && <CallTable calls={live.calls.slice(0, LAST_CALLS)} isShort />}
          <Everything name={live.calls.length === 0 ? 'connect' : 'calls'}>
            {live.calls.length === 0 ? 'Connect an agent' : 'All calls'}
          </Everything>
        </Section>
      </div>
    </>
  );
}

const PROMOTION_COLUMNS = [
  { title: 'Customers', kind: 'number' },
  { title: 'Until', kind: 'day' },
] as const;

/** What runs has a state that needs no words; its start says little. */
const withoutState = (row: Glance['promotions'][number]) => ({
  ...row,
  cells: [row.cells[1] ?? null, row.cells[3] ?? null],
});

const Everything = ({ name, children }: { name: string; children: string }) => (
  <p class="everything">
    <a href={hrefOf({ name })}>{children}</a>
  </p>
);

function PointsChart({ byDay }: { byDay: readonly PointsDay[] }) {
  const format = useFormat();
  const days = byDay.flatMap((day) => {
    const at = format.wallTime(day.on);
    return at === undefined ? [] : [{ ...day, at }];
  });
  const { unit, periods } = periodsOf(days);
  const sums = (of: 'issued' | 'redeemed' | 'lost'): number[] =>
    periods.map(({ entries }) => entries.reduce((sum, day) => sum + day[of], 0));
  const flows: Flow[] = [
    { name: 'Issued', look: 'solid', direction: 'up', values: sums('issued') },
    { name: 'Redeemed', look: 'outline', direction: 'down', values: sums('redeemed') },
    { name: 'Expired or taken back', look: 'hatched', direction: 'down', values: sums('lost') },
  ];
  const label = 'Points issued and burnt';
  return (
    <Section title={label} summary={pointsSummary(days, format)} wide>
      {periods.length > 0 && <TimeChart label={label} unit={unit} starts={periods.map(({ at }) => at)} flows={flows} />}
    </Section>
  );
}

function pointsSummary(days: readonly PointsDay[], format: Format): string {
  const [first] = days;
  if (first === undefined) return 'No points have been issued yet.';
  const total = (of: 'issued' | 'redeemed' | 'lost'): string =>
    format.number(Math.round(days.reduce((sum, day) => sum + day[of], 0)));
  return `Since ${format.day(first.on)}: ${total('issued')} issued, ${total('redeemed')} redeemed, ${total('lost')} expired or taken back.`;
}

function Tiers({ tiers, members }: { tiers: Glance['tiers']; members: number }) {
  const format = useFormat();
  return (
    <Section title="Members by tier">
      <Bars
        caption="Members by tier"
        of="Tier"
        series={['Members']}
        rows={tiers.map((tier) => ({
          label: tier.name,
          values: [tier.members],
          texts: [`${format.number(tier.members)} · ${format.percent(members === 0 ? 0 : tier.members / members)}`],
        }))}
      />
    </Section>
  );
}

function Series({ series }: { series: Glance['series'] }) {
  return (
    <Section title="Coupons" summary={series.length === 0 ? 'There is no series of coupons.' : undefined}>
      {series.length > 0 && (
        <Bars
          caption="Coupons issued and redeemed, by series"
          of="Series"
          series={['Issued', 'Redeemed']}
          rows={series.map(({ name, issued, redeemed }) => ({ label: name, values: [issued, redeemed] }))}
        />
      )}
      <Everything name="coupons">All series</Everything>
    </Section>
  );
}
