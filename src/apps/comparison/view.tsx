/** Customers, stores or tills side by side: a small chart for each measure. */
import { Bars } from '../components/bars.js';
import { useFormat } from '../components/context.js';
import type { Format } from '../components/format.js';
import { Heading, Missing, Section } from '../components/frame.js';
import { More, useMore } from '../components/table.js';
import { readable } from '../components/text.js';
import type { ComparisonData, ComparisonRow } from '../contract.js';

/** Subjects that fit into a title. */
const NAMED = 3;

export function ComparisonView({ data }: { data: ComparisonData }) {
  const { brand, of, subjects, rows } = data;
  const [shown, showMore] = useMore(rows, 12);
  const title =
    subjects.length <= NAMED ? subjects.map(({ name }) => name).join(' · ') : `${subjects.length} ${of} side by side`;
  return (
    <>
      <Heading kind={`Comparison of ${of}`} title={title} brand={brand} />
      {rows.length === 0 && <p class="note">Nothing is known of them that could be compared.</p>}
      <div class="sections multiples">
        {shown.map((row) => (
          <Measure key={row.label} row={row} data={data} />
        ))}
      </div>
      <More shown={shown.length} all={rows.length} showMore={showMore} />
      <Missing parts={data.unavailable} />
    </>
  );
}

function Measure({ row, data: { of, subjects } }: { row: ComparisonRow; data: ComparisonData }) {
  const format = useFormat();
  const label = readable(row.label);
  return (
    <Section title={label} summary={highest(row, subjects, format)}>
      <Bars
        caption={label}
        of={readable(of)}
        series={[row.unit === undefined || row.unit === 'money' ? label : readable(row.unit)]}
        first={8}
        rows={subjects.map(({ name }, index) => {
          const value = row.values[index] ?? null;
          return {
            label: name,
            values: [typeof value === 'number' ? value : undefined],
            texts: [textOf(value, row.unit, format)],
          };
        })}
      />
    </Section>
  );
}

function textOf(value: string | number | null, unit: string | undefined, format: Format): string {
  if (value === null) return '–';
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\d/.test(value) ? format.day(value) : value;
  return unit === 'money' ? format.money(value) : format.number(value);
}

/** The highest of several numbers, in words. */
function highest(row: ComparisonRow, subjects: ComparisonData['subjects'], format: Format): string | undefined {
  const numbers = row.values.flatMap((value, index) => (typeof value === 'number' ? [{ value, index }] : []));
  const [first, second] = numbers.toSorted((a, b) => b.value - a.value);
  if (first === undefined || second === undefined) return undefined;
  if (first.value === numbers.toSorted((a, b) => a.value - b.value)[0]?.value) return 'The same for all.';
  if (first.value === second.value) return `Highest: ${textOf(first.value, row.unit, format)}, of several.`;
  const name = subjects[first.index]?.name ?? '';
  return `Highest: ${name.length > 40 ? `${name.slice(0, 40)}…` : name}, ${textOf(first.value, row.unit, format)}.`;
}
