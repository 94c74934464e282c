/** Times on the clock of a place. */

/**
 * A moment as ISO 8601 with the offset that the zone has then, such as `2026-01-31T18:30:00+05:30`.
 *
 * @param at - milliseconds since 1970
 * @param zone - an IANA time zone, or an offset such as `+05:30`
 * @returns undefined if there is no such zone
 */
export function zonedTime(at: number, zone: string): string | undefined {
  const offset = offsetIn(at, zone);
  const minutes = offset === undefined ? undefined : minutesOf(offset);
  if (minutes === undefined) return undefined;
  return `${new Date(at + minutes * 60_000).toISOString().slice(0, 19)}${offset}`;
}

const OFFSET = /^([+-])(\d{2}):?(\d{2})$/;

function offsetIn(at: number, zone: string): string | undefined {
  const [, sign, hours, minutes] = OFFSET.exec(zone) ?? [];
  if (sign !== undefined) return `${sign}${hours}:${minutes}`;
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    return name === 'GMT' ? '+00:00' : name.replace('GMT', '');
  } catch {
    return undefined;
  }
}

function minutesOf(offset: string): number | undefined {
  const [, sign, hours, minutes] = OFFSET.exec(offset) ?? [];
  return sign === undefined ? undefined : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
