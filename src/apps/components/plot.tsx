/** The frame of a chart over time: its real width, axes, a reading of each point, and the keyboard. */
import type { ComponentChildren, VNode } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface Point {
  /** What the point is, in words: what a screen reader says. */
  readonly label: string;
  /** Below the axis. */
  readonly tick: string;
  /** What is shown when the point is focused or pointed at. */
  readonly reading: VNode;
}

/** Where points are on the page, in pixels. */
export interface Columns {
  readonly width: number;
  /** Of the axis of amounts. */
  readonly left: number;
  readonly step: number;
  /** The middle of a column. */
  readonly x: (index: number) => number;
}

interface PlotProps {
  readonly label: string;
  readonly height: number;
  readonly points: readonly Point[];
  readonly draw: (columns: Columns) => ComponentChildren;
}

const AXIS_HEIGHT = 20;
const LEFT = 44;
/** Pixels that a label below the axis needs. */
const TICK_WIDTH = 64;

export function Plot({ label, height, points, draw }: PlotProps) {
  const [box, width] = useWidth();
  const [active, setActive] = useState<number | undefined>();
  const [lastFocused, setLastFocused] = useState(points.length - 1);
  const tabStop = Math.min(lastFocused, points.length - 1);
  const step = Math.max(width - LEFT, 0) / Math.max(points.length, 1);
  const x = (index: number): number => LEFT + step * (index + 0.5);
  const current = active === undefined ? undefined : points[active];

  const onKeyDown = (event: KeyboardEvent): void => {
    const to = nextIndex(event.key, tabStop, points.length);
    if (event.key === 'Escape') setActive(undefined);
    if (to === undefined) return;
    event.preventDefault();
    setLastFocused(to);
    box.current?.querySelectorAll<SVGElement>('.hit')[to]?.focus();
  };

  return (
    <div
      class="plot"
      ref={box}
      style={{ height: `${height + AXIS_HEIGHT}px` }}
      onPointerLeave={() => setActive(undefined)}
    >
      {width > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: there is no fieldset in SVG
        <svg width={width} height={height + AXIS_HEIGHT} role="group" aria-label={label} onKeyDown={onKeyDown}>
          {draw({ width, left: LEFT, step, x })}
          <Ticks points={points} width={width} x={x} y={height + 15} />
          {active !== undefined && <line class="cursor" x1={x(active)} x2={x(active)} y1={0} y2={height} />}
          {points.map((point, index) => (
            // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a point can only be read
            <rect
              key={index}
              class="hit"
              x={x(index) - step / 2}
              y={0}
              width={step}
              height={height}
              role="img"
              aria-label={point.label}
              tabindex={index === tabStop ? 0 : -1}
              onFocus={() => setActive(index)}
              onBlur={() => setActive(undefined)}
              onPointerEnter={() => setActive(index)}
            />
          ))}
        </svg>
      )}
      {current !== undefined && active !== undefined && (
        <div
          class={`reading ${x(active) > width / 2 ? 'before' : ''}`}
          style={{ left: `${x(active)}px` }}
          aria-hidden="true"
        >
          {current.reading}
        </div>
      )}
    </div>
  );
}

function nextIndex(key: string, from: number, length: number): number | undefined {
  const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: length - 1 }[key];
  return to === undefined || to < 0 || to >= length ? undefined : to;
}

function Ticks({
  points,
  width,
  x,
  y,
}: {
  points: readonly Point[];
  width: number;
  x: (index: number) => number;
  y: number;
}) {
  const every = Math.max(1, Math.ceil((points.length * TICK_WIDTH) / Math.max(width - LEFT, 1)));
  // Counted from the last, which is always named: it is the one that readers look for.
  const named = points.map((_, index) => index).filter((index) => (points.length - 1 - index) % every === 0);
  return (
    <Drawing>
      {named.map((index) => {
        const isAtEdge = x(index) > width - TICK_WIDTH / 2;
        return (
          <text key={index} x={isAtEdge ? width : x(index)} y={y} text-anchor={isAtEdge ? 'end' : 'middle'}>
            {points[index]?.tick}
          </text>
        );
      })}
    </Drawing>
  );
}

/** Shapes and labels that repeat what the points say. */
export function Drawing({ children }: { children: ComponentChildren }) {
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: groups of SVG take no focus
  return <g aria-hidden="true">{children}</g>;
}

/** The width that an element has got, in whole pixels. */
function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = (): void => setWidth(Math.floor(element.getBoundingClientRect().width));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [box, width] as const;
}
