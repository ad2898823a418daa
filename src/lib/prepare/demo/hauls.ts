import type { DemoItem, EventDraft, Theme } from './demo-event.ts';
import { between, type Random } from './random.ts';

/** The Dutch results, as the reference case reports them; the items of the Dutch events add up to them exactly. */
export const DUTCH_TOTALS = [
  { commodity: 'arrest', unit: 'count', total: 112, step: 1 },
  { commodity: 'cocaine', unit: 'kg', total: 8000, step: 5 },
  { commodity: 'methamphetamine', unit: 'kg', total: 1200, step: 1 },
  { commodity: 'laboratory', unit: 'count', total: 19, step: 1 },
  { commodity: 'vehicle', unit: 'count', total: 25, step: 1 },
  { commodity: 'cash', unit: 'EUR', total: 25_000_000, step: 5 },
  { commodity: 'firearm', unit: 'count', total: 48, step: 1 }
] as const;

type Unit = DemoItem['unit'];

/** What may be found at an event of a theme: the size is drawn log-uniform between low and high. */
interface Find {
  readonly commodity: string;
  readonly unit: Unit;
  readonly low: number;
  readonly high: number;
  readonly chance: number;
  readonly notes: readonly (string | null)[];
}

const PHONES = find('phone', 'count', 1, 12, 0.35, 'handsets of the network');
const ARRESTS = find('arrest', 'count', 1, 4, 0.5);

const FINDS: Readonly<Record<Theme, readonly Find[]>> = {
  cocaine: [find('cocaine', 'kg', 20, 1500, 1, 'blocks', 'in a container', 'in a lorry'), ARRESTS, PHONES],
  laboratory: [
    find('laboratory', 'count', 1, 2, 1, 'amphetamine', 'methamphetamine', 'cocaine washing'),
    find('precursor', 'litre', 100, 6000, 0.6, 'solvents and acids'),
    ARRESTS
  ],
  cash: [find('cash', 'EUR', 40_000, 3_000_000, 1, 'bundled notes', 'behind a wall'), ARRESTS, PHONES],
  firearm: [find('firearm', 'count', 1, 12, 1, 'automatic', 'pistols'), ARRESTS, PHONES],
  methamphetamine: [find('methamphetamine', 'kg', 5, 300, 1, 'crystals', 'drying'), ARRESTS],
  arrest: [find('arrest', 'count', 1, 14, 1), PHONES, find('cash', 'EUR', 5000, 120_000, 0.3)],
  vehicle: [find('vehicle', 'count', 1, 4, 1, 'hidden compartment', null), ARRESTS],
  cannabis: [find('cannabis', 'kg', 20, 900, 1, 'herbal', 'resin'), ARRESTS],
  court: [],
  milestone: [],
  alert: []
};

function find(
  commodity: string,
  unit: Unit,
  low: number,
  high: number,
  chance: number,
  ...notes: (string | null)[]
): Find {
  return { commodity, unit, low, high, chance, notes: notes.length === 0 ? [null] : notes };
}

/** What was found at each event, in the order of the events. The Dutch finds add up to DUTCH_TOTALS. */
export function haulsOf(events: readonly EventDraft[], random: Random): DemoItem[][] {
  const hauls = events.map(({ theme }) =>
    FINDS[theme].flatMap((entry): DemoItem[] => {
      // Drawn in any case, so that the next event does not depend on this one's luck.
      const [luck, size, note] = [random(), random(), between(0, entry.notes.length - 1, random)];
      if (luck >= entry.chance) return [];
      const quantity = Math.round(entry.low * (entry.high / entry.low) ** size);
      return [{ commodity: entry.commodity, quantity, unit: entry.unit, note: entry.notes[note] }];
    })
  );
  for (const totals of DUTCH_TOTALS) settle(events, hauls, totals);
  return hauls;
}

/** Rescales the Dutch finds of one commodity to their total. */
function settle(
  events: readonly EventDraft[],
  hauls: DemoItem[][],
  { commodity, total, step }: { commodity: string; total: number; step: number }
): void {
  const dutch = hauls.flatMap((haul, event) =>
    events[event].country === 'NL'
      ? haul.flatMap((item, index) => (item.commodity === commodity ? [{ event, index, item }] : []))
      : []
  );
  const parts = dealOut(
    total,
    // Roots: no single find takes most of the total.
    dutch.map(({ item }) => Math.sqrt(item.quantity)),
    step
  );
  dutch.forEach(({ event, index, item }, part) => {
    hauls[event][index] = { ...item, quantity: parts[part] };
  });
}

/**
 * Whole multiples of `step`, at least one each, in proportion to the weights, that add up to `total` exactly.
 * Throws RangeError if there are no weights or more of them than steps.
 */
export function dealOut(total: number, weights: readonly number[], step: number): number[] {
  const steps = Math.round(total / step) - weights.length;
  if (weights.length === 0 || steps < 0 || total % step !== 0) {
    throw new RangeError(`${total} cannot be dealt out to ${weights.length} in steps of ${step}`);
  }
  const sum = weights.reduce((a, b) => a + b, 0);
  let share = 0;
  let dealt = 0;
  return weights.map((weight, index) => {
    share += weight;
    const until = index + 1 === weights.length ? steps : Math.round((steps * share) / sum);
    const part = (1 + until - dealt) * step;
    dealt = until;
    return part;
  });
}
