import type { Rhythm } from './market.ts';

/** A rise of activity through the day: centre and width in hours of the local clock, height. */
interface Hump {
  readonly at: number;
  readonly width: number;
  readonly height: number;
}

interface Shape {
  /** Level in the dead of night, against a height of 1 at the peak. */
  readonly floor: number;
  readonly workday: readonly Hump[];
  readonly weekend: readonly Hump[];
  /** Level of each day, Monday first. */
  readonly days: readonly number[];
}

/** Invented: what matters is that countries differ, that weekends differ, and that nights are quiet. */
const SHAPES: Readonly<Record<Rhythm, Shape>> = {
  north: {
    floor: 0.1,
    workday: [
      { at: 11, width: 3, height: 0.7 },
      { at: 17.5, width: 3.2, height: 1 }
    ],
    weekend: [
      { at: 14, width: 4, height: 0.9 },
      { at: 21, width: 2.5, height: 0.6 }
    ],
    days: [0.95, 1, 1.02, 1.06, 1.12, 0.93, 0.78]
  },
  west: {
    floor: 0.12,
    workday: [
      { at: 12, width: 3.4, height: 0.8 },
      { at: 19, width: 3, height: 1 }
    ],
    weekend: [{ at: 17, width: 5, height: 1 }],
    days: [0.96, 1, 1.03, 1.08, 1.1, 0.9, 0.72]
  },
  south: {
    floor: 0.14,
    workday: [
      { at: 12.5, width: 2.2, height: 0.85 },
      { at: 21, width: 3.2, height: 1 }
    ],
    weekend: [
      { at: 13.5, width: 2.6, height: 0.8 },
      { at: 22, width: 3.4, height: 1 }
    ],
    days: [0.93, 0.98, 1.01, 1.05, 1.12, 1.04, 0.82]
  },
  east: {
    floor: 0.08,
    workday: [
      { at: 10, width: 3, height: 0.9 },
      { at: 16, width: 3.6, height: 1 }
    ],
    weekend: [{ at: 15, width: 4.6, height: 0.95 }],
    days: [1, 1.02, 1.02, 1.04, 1.06, 0.84, 0.66]
  }
};

/** Relative activity by local hour of the week, Monday 00 first; mean 1. Length 168. */
export function hourOfWeekProfile(rhythm: Rhythm): Float64Array {
  const shape = SHAPES[rhythm];
  const profile = Float64Array.from({ length: 168 }, (_, how) => {
    const day = Math.floor(how / 24);
    const humps = day < 5 ? shape.workday : shape.weekend;
    const level = humps.reduce((sum, hump) => sum + hump.height * swell(how % 24, hump), shape.floor);
    return level * shape.days[day];
  });
  const mean = profile.reduce((sum, level) => sum + level, 0) / profile.length;
  return profile.map((level) => level / mean);
}

/** Bell around the centre, round the clock. */
function swell(hour: number, hump: Hump): number {
  const away = Math.abs(hour - hump.at);
  const distance = Math.min(away, 24 - away);
  return Math.exp(-0.5 * (distance / hump.width) ** 2);
}
