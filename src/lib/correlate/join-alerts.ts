import type { Alert } from '../stats/alerts.ts';

/** Alarms of a place at most so many days apart belong together, as in a run of alarms. */
const DAYS_APART = 2;

/**
 * Joins alerts of one kind that lie in the same place within two days, or in places that touch within one day. alerts: of
 * `places` places on `days` days; neighbours: rows of the places that touch a place. Groups come in order of their first
 * alert (by day, then place).
 */
export function joinAlerts(
  alerts: readonly Alert[],
  size: { readonly places: number; readonly days: number },
  neighbours: (place: number) => readonly number[]
): readonly (readonly Alert[])[] {
  const at = new Int32Array(size.places * size.days).fill(-1);
  alerts.forEach(({ place, day }, i) => (at[place * size.days + day] = i));
  const parent = Int32Array.from(alerts.keys());
  const root = (i: number): number => {
    let top = i;
    while (parent[top] !== top) top = parent[top];
    while (parent[i] !== top) [i, parent[i]] = [parent[i], top];
    return top;
  };
  const join = (i: number, place: number, day: number): void => {
    if (day < 0 || day >= size.days) return;
    const other = at[place * size.days + day];
    if (other >= 0) parent[root(Math.max(i, other))] = root(Math.min(i, other));
  };
  alerts.forEach(({ place, day }, i) => {
    for (let later = 1; later <= DAYS_APART; later += 1) join(i, place, day + later);
    for (const near of neighbours(place)) for (const d of [day, day + 1]) join(i, near, d);
  });
  const groups = new Map<number, Alert[]>();
  for (let day = 0; day < size.days; day += 1) {
    for (let place = 0; place < size.places; place += 1) {
      const i = at[place * size.days + day];
      if (i < 0) continue;
      const top = root(i);
      const group = groups.get(top);
      if (group === undefined) groups.set(top, [alerts[i]]);
      else group.push(alerts[i]);
    }
  }
  return [...groups.values()];
}
