import type { Range } from '../domain/range.ts';
import { addLocal, firstInstant, localStart, toLocal } from '../time/calendar.ts';
import { DAY_MS, HOUR_MS } from '../time/zone.ts';
import { pixelsPerMs, type TimeScale } from './timeline-scale.ts';

/** Night by the clock of the zone: from 22:00 to 06:00, whatever the sun does. */
export const NIGHT_HOURS = { from: 22, to: 6 } as const;
/** Days narrower than this have no nights to be seen, CSS pixels. */
const LEAST_DAY_PX = 24;

/** The nights of the span, cut to it; none where days are too narrow. */
export function nights(scale: TimeScale, zone: string): readonly Range[] {
  const { from, to } = scale.span;
  if (pixelsPerMs(scale) * DAY_MS <= LEAST_DAY_PX) return [];
  const found: Range[] = [];
  let day = addLocal(localStart(toLocal(from, zone), 'day'), 'day', -1);
  for (;;) {
    const evening = firstInstant(day + NIGHT_HOURS.from * HOUR_MS, zone);
    if (evening >= to) return found;
    day = addLocal(day, 'day', 1);
    const morning = firstInstant(day + NIGHT_HOURS.to * HOUR_MS, zone);
    if (morning > from) found.push({ from: Math.max(evening, from), to: Math.min(morning, to) });
  }
}
