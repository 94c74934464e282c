/** A promotion, milestone or target: who takes part, how far they are, and what it gave. */
import { Bars } from '../components/bars.js';
import { useFormat } from '../components/context.js';
import type { Format } from '../components/format.js';
import { Heading, Missing, Section, Stats } from '../components/frame.js';
import { periodsOf } from '../components/periods.js';
import { Badge, Fact, Facts, readable, Text } from '../components/text.js';
import { TimeChart } from '../components/time-chart.js';
import type { Count, PromotionData } from '../contract.js';

export function PromotionView({ data }: { data: PromotionData }) {
  const format = useFormat();
  const { brand, promotion, members = [], progress, given, byDay } = data;
  const { id, name, description, kind, status, startsOn, endsOn, rule } = promotion;
  return (
    <>
      <Heading
        kind={readable(kind)}
        title={name ?? id ?? `${readable(kind)} without a name`}
        brand={brand}
        aside={status !== undefined && <Badge>{status}</Badge>}
      />
      {[description, rule].map(
        (text) =>
          text !== undefined && (
            <p key={text} class="about">
              <Text lines={3}>{text}</Text>
            </p>
          ),
      )}
      <Facts>
        <Fact label="From">{startsOn && format.day(startsOn)}</Fact>
        <Fact label="Until">{endsOn && format.day(endsOn)}</Fact>
        <Fact label="Joined by">{promotion.joinedBy && readable(promotion.joinedBy)}</Fact>
        <Fact label="ID">{id}</Fact>
      </Facts>
      <Stats stats={members.map(({ label, value }) => ({ label: readable(label), value: format.number(value) }))} />
      <div class="sections">
        {byDay !== undefined && <OverTime byDay={byDay} />}
        {progress !== undefined && <Progresses progress={progress} />}
        {given !== undefined && <Given given={given} />}
      </div>
      <Missing parts={data.unavailable} />
    </>
  );
}

function OverTime({ byDay }: { byDay: NonNullable<PromotionData['byDay']> }) {
  const format = useFormat();
  const days = byDay.flatMap((day) => {
    const at = format.wallTime(day.on);
    return at === undefined ? [] : [{ ...day, at }];
  });
  const { unit, periods } = periodsOf(days);
  const best = days.toSorted((a, b) => b.value - a.value)[0];
  const summary =
    best === undefined ? 'Nothing has happened yet.' : `Most on ${format.day(best.on)}: ${format.number(best.value)}.`;
  return (
    <Section title="Over time" summary={summary} wide>
      {periods.length > 0 && (
        <TimeChart
          label="Over time"
          unit={unit}
          starts={periods.map(({ at }) => at)}
          flows={[
            {
              name: 'Number',
              look: 'solid',
              direction: 'up',
              values: periods.map(({ entries }) => entries.reduce((sum, { value }) => sum + value, 0)),
            },
          ]}
        />
      )}
    </Section>
  );
}

type Step = NonNullable<PromotionData['progress']>[number];

function Progresses({ progress }: { progress: readonly Step[] }) {
  const format = useFormat();
  return (
    <Section title="Progress" summary={progressSummary(progress, format)} wide>
      {progress.length > 0 && (
        <Bars
          caption="Progress, and what is to be reached"
          of="Who or what"
          series={['Progress']}
          first={10}
          rows={progress.map(({ label, value, target }) => ({
            label,
            values: [value],
            target,
            texts: [
              target === undefined ? format.number(value) : `${format.number(value)} of ${format.number(target)}`,
            ],
          }))}
        />
      )}
    </Section>
  );
}

function progressSummary(progress: readonly Step[], format: Format): string {
  const aimed = progress.filter(({ target }) => target !== undefined);
  if (progress.length === 0) return 'Nobody has started yet.';
  const reached = aimed.filter(({ value, target }) => target !== undefined && value >= target).length;
  return aimed.length === 0
    ? ''
    : `${format.number(reached)} of ${format.number(aimed.length)} reached the target, which the line shows.`;
}

function Given({ given }: { given: readonly Count[] }) {
  const format = useFormat();
  return (
    <Section title="What it gave" summary={given.length === 0 ? 'Nothing yet.' : undefined}>
      <Stats
        stats={given.map(({ label, value }) => ({
          label: readable(label),
          value: label === 'money' ? format.money(value) : format.number(value),
        }))}
      />
    </Section>
  );
}
