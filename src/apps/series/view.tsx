/** A series of coupons: how many were issued and redeemed, when and where. */
import { Bars, ProgressBar } from '../components/bars.js';
import { useFormat } from '../components/context.js';
import type { Format } from '../components/format.js';
import { Heading, Missing, Section, Stats } from '../components/frame.js';
import { periodsOf } from '../components/periods.js';
import { Badge, Fact, Facts, Text } from '../components/text.js';
import { TimeChart } from '../components/time-chart.js';
import type { SeriesData } from '../contract.js';

export function SeriesView({ data }: { data: SeriesData }) {
  const format = useFormat();
  const { brand, series, issued, redeemed, left, byDay, byStore } = data;
  const number = (value: number | undefined): string | undefined =>
    value === undefined ? undefined : format.number(value);
  const rate = redeemed === undefined || !issued ? undefined : redeemed / issued;
  return (
    <>
      <Heading
        kind="Coupon series"
        title={series.name ?? series.id ?? 'Series without a name'}
        brand={brand}
        aside={
          series.status !== undefined && (
            <Badge {...(series.status === 'active' ? { tone: 'good' as const } : {})}>{series.status}</Badge>
          )
        }
      />
      {series.description !== undefined && (
        <p class="about">
          <Text lines={3}>{series.description}</Text>
        </p>
      )}
      <Facts>
        <Fact>{series.discount && format.words(series.discount)}</Fact>
        <Fact label="From">{series.validFrom && format.day(series.validFrom)}</Fact>
        <Fact label="Until">{series.validUntil && untilText(series.validUntil, format)}</Fact>
        <Fact label="Last issued">{series.lastIssuedOn && format.day(series.lastIssuedOn)}</Fact>
        <Fact label="Last redeemed">{series.lastRedeemedOn && format.day(series.lastRedeemedOn)}</Fact>
        <Fact label="Code">{series.code}</Fact>
        <Fact label="ID">{series.id}</Fact>
      </Facts>
      <Stats
        stats={[
          { label: 'Issued', value: number(issued) },
          { label: 'Redeemed', value: number(redeemed) },
          { label: 'Redemption rate', value: rate === undefined ? undefined : format.percent(rate) },
          { label: 'Left to issue', value: number(left) },
        ]}
      />
      {rate !== undefined && issued !== undefined && redeemed !== undefined && (
        <ProgressBar label="Redeemed of those issued" value={redeemed} target={issued} text={format.percent(rate)} />
      )}
      <div class="sections">
        {byDay !== undefined && <OverTime byDay={byDay} />}
        {byStore !== undefined && <Stores byStore={byStore} />}
      </div>
      <Missing parts={data.unavailable} />
    </>
  );
}

const untilText = (time: string, format: Format): string => {
  const distance = format.distance(time);
  return distance === undefined ? format.day(time) : `${format.day(time)} (${distance})`;
};

type Day = NonNullable<SeriesData['byDay']>[number];

function OverTime({ byDay }: { byDay: readonly Day[] }) {
  const format = useFormat();
  const days = byDay.flatMap((day) => {
    const at = format.wallTime(day.on);
    return at === undefined ? [] : [{ ...day, at }];
  });
  const { unit, periods } = periodsOf(days);
  const sums = (of: 'issued' | 'redeemed'): number[] =>
    periods.map(({ entries }) => entries.reduce((sum, day) => sum + (day[of] ?? 0), 0));
  const label = 'Issued and redeemed over time';
  return (
    <Section title={label} summary={daysSummary(days, format)} wide>
      {periods.length > 0 && (
        <TimeChart
          label={label}
          unit={unit}
          starts={periods.map(({ at }) => at)}
          flows={[
            { name: 'Issued', look: 'outline', direction: 'up', values: sums('issued') },
            { name: 'Redeemed', look: 'solid', direction: 'down', values: sums('redeemed') },
          ]}
        />
      )}
    </Section>
  );
}

function daysSummary(days: readonly Day[], format: Format): string {
  const best = days.toSorted((a, b) => (b.redeemed ?? 0) - (a.redeemed ?? 0))[0];
  if (best === undefined) return 'Nothing has been issued or redeemed yet.';
  if (!best.redeemed) return 'None has been redeemed yet.';
  return `Most were redeemed on ${format.day(best.on)}: ${format.number(best.redeemed)}.`;
}

function Stores({ byStore }: { byStore: NonNullable<SeriesData['byStore']> }) {
  const best = byStore[0];
  const summary = best === undefined ? 'No store has issued or redeemed any.' : undefined;
  return (
    <Section title="By store" summary={summary} wide>
      {best !== undefined && (
        <Bars
          caption="Issued and redeemed by store"
          of="Store"
          series={['Issued', 'Redeemed']}
          rows={byStore.map(({ store, issued, redeemed }) => ({ label: store, values: [issued, redeemed] }))}
          first={8}
        />
      )}
    </Section>
  );
}
