import type { Beside, EventEffect } from '../domain/correlation-impact.ts';
import type { Chosen } from './event-choice.ts';
import { lackOf, measure, unitName, type Measured } from './impact-effect.ts';
import { devicesLack, type ImpactContext } from './impact-scope.ts';
import { finite } from './numbers.ts';
import { besideSentence } from './sentences-impact.ts';

/**
 * The other count beside the one asked for: device-hours beside messages, or messages beside device-hours. null where
 * distinct devices are not known for what is compared. Source: counting unit of specification 0.
 */
export function twinOf(context: ImpactContext): ImpactContext | null {
  if (devicesLack(context.prepared, context.scope) !== null) return null;
  return { ...context, counts: context.counts === 'messages' ? 'devices' : 'messages' };
}

/** Measures an event in the other count. */
export function measureBeside(twin: ImpactContext | null, event: Chosen): Measured | null {
  return twin === null ? null : measure(twin, event);
}

/** An effect with the other count beside it; q: corrected over the list in that count, null for a single event. */
export function withBeside(
  effect: EventEffect,
  twin: ImpactContext | null,
  other: Measured | null,
  q: number | null
): EventEffect {
  if (twin === null || other === null) return effect;
  const insufficient = lackOf(other);
  const has = insufficient === null;
  const told: Omit<Beside, 'sentence'> = {
    counts: twin.counts,
    name: unitName(twin),
    rr: has ? finite(other.effect.rr) : null,
    lo: has ? finite(other.effect.lo) : null,
    hi: has ? finite(other.effect.hi) : null,
    p: has ? finite(other.effect.p) : null,
    q: has ? q : null,
    insufficient,
    ...compare(effect, other, has, twin.counts === 'devices')
  };
  const beside: Beside = { ...told, sentence: besideSentence(told, twin.prepared.data.unit) };
  return { ...effect, beside, sentence: `${effect.sentence} ${beside.sentence}` };
}

/** Two counts disagree where each ratio lies outside the 95 % interval of the other. */
function compare(
  { rr, lo, hi }: EventEffect,
  { effect }: Measured,
  has: boolean,
  isOfDevices: boolean
): Pick<Beside, 'perDevice' | 'disagrees'> {
  const other = finite(effect.rr);
  const from = finite(effect.lo);
  const to = finite(effect.hi);
  const isMissing = rr === null || lo === null || hi === null || from === null || to === null;
  if (!has || isMissing || other === null) return { perDevice: null, disagrees: null };
  const isOutside = (value: number, low: number, high: number): boolean => value < low || value > high;
  return {
    perDevice: other > 0 && rr > 0 ? (isOfDevices ? rr / other : other / rr) : null,
    disagrees: isOutside(rr, from, to) && isOutside(other, lo, hi)
  };
}
