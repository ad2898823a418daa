import type { EventStudy, Ring, StudyWindow } from '../domain/correlation-response.ts';
import { fitBaseline } from '../stats/baseline.ts';
import { eventBlocks } from '../stats/blocks.ts';
import type { EventSeries } from '../stats/circular-shift.ts';
import { eventStudy } from '../stats/event-study.ts';
import { adjustP } from '../stats/fdr.ts';
import type { LagWindow } from '../stats/numbers.ts';
import { standardise, studyMask } from '../stats/study-input.ts';
import type { Chosen } from './event-choice.ts';
import { finite, finiteList } from './numbers.ts';
import type { Prepared } from './prepared.ts';
import type { RingGroup } from './rings.ts';
import { studySentence } from './sentences-response.ts';

/** Lags and windows of a study, in its own steps (hours, or days in a daily case). */
export interface StudyShape {
  readonly unit: 'hour' | 'day';
  readonly before: number;
  readonly after: number;
  readonly windows: readonly (LagWindow & { readonly name: string })[];
  readonly step: 1 | 24;
}

export function studyShape(prepared: Prepared, step: 1 | 24): StudyShape {
  return prepared.grid.isDaily
    ? {
        unit: 'day',
        before: 14,
        after: 14,
        step: 1,
        windows: [
          { from: -7, to: -1, name: 'week before' },
          { from: 0, to: 0, name: 'day itself' },
          { from: 1, to: 7, name: 'week after' }
        ]
      }
    : {
        unit: 'hour',
        before: 72,
        after: 168,
        step,
        windows: [
          { from: -24, to: -1, name: 'day before' },
          { from: 0, to: 23, name: 'first 24 hours' },
          { from: 24, to: 167, name: 'six days that follow' }
        ]
      };
}

export interface Studied {
  readonly study: Omit<EventStudy, 'sentence'>;
  readonly edge: readonly Chosen[];
}

/** Superposed epochs of a set of events in one ring, over the groups of activity they look at. */
export function studyOf(
  prepared: Prepared,
  shape: StudyShape,
  kind: string,
  ring: Ring,
  groups: readonly RingGroup[]
): Studied {
  let masked = true;
  const edge: Chosen[] = [];
  const series = groups.map((group): EventSeries => {
    const made = residuals(prepared, shape, group);
    if (!made.masked) masked = false;
    const n = made.r.length;
    group.events.forEach((event, i) => {
      const at = made.events[i];
      if (at - shape.before < 0 || at + shape.after > n - 1) edge.push(event);
    });
    return made;
  });
  const result = eventStudy({
    series,
    lagsBefore: shape.before,
    lagsAfter: shape.after,
    windows: shape.windows,
    step: shape.step
  });
  const { events } = prepared.data;
  const study = {
    kind,
    ring,
    nEvents: result.nEventsUsed,
    excludedEdge: edge.map(({ row }) => events.id[row]),
    lags: Array.from(result.lags),
    composite: finiteList(result.composite),
    bandLo: finiteList(result.bandLo),
    bandHi: finiteList(result.bandHi),
    ciLo: finiteList(result.ciLo),
    ciHi: finiteList(result.ciHi),
    nByLag: Array.from(result.nByLag),
    windows: result.windows.map((window, i): StudyWindow => ({
      from: window.from,
      to: window.to,
      name: shape.windows[i].name,
      stat: finite(window.stat),
      nullMean: finite(window.nullMean),
      nullSd: finite(window.nullSd),
      exceed: window.exceed,
      nShifts: window.nShifts,
      p: result.tooFew ? null : finite(window.p),
      pAdj: result.tooFew ? null : finite(window.pAdj),
      q: null,
      ratio: finite(window.ratio),
      leaveOneOut: window.leaveOneOut
    })),
    tooFew: result.tooFew,
    masked
  };
  return { study, edge };
}

/** Corrects each window over the studies of one table, and adds the sentences. */
export function asTable(studied: readonly Studied[], shape: StudyShape): readonly EventStudy[] {
  const q = shape.windows.map(
    (_, w) => adjustP(studied.map(({ study }) => study.windows[w].pAdj ?? NaN)).qBH
  );
  return studied.map(({ study }, i) => {
    const windows = study.windows.map((window, w) => ({ ...window, q: finite(q[w][i]) }));
    return { ...study, windows, sentence: studySentence({ ...study, windows }) };
  });
}

type Residuals = EventSeries & { readonly masked: boolean; readonly events: readonly number[] };

/** Standardised residuals of a group, fitted without the time after its events, with the events as positions in it. */
function residuals(prepared: Prepared, shape: StudyShape, { series, events }: RingGroup): Residuals {
  const { from } = prepared.analysis;
  const starts = events.map(({ t0 }) => t0 - from);
  const span = shape.unit === 'day' ? 24 * (shape.after + 1) - 1 : shape.after;
  const mask = studyMask(series.y.length, starts, span);
  const { mu, resid } = fitBaseline({ ...series, ...(mask === null ? {} : { mask }) });
  const masked = mask !== null;
  if (shape.unit === 'hour') return { r: standardise(resid), y: series.y, mu, events: starts, masked };
  const days = eventBlocks(series.y, mu, 0);
  const r = days.y.map((y, d) => (days.E[d] > 0 ? (y - days.E[d]) / Math.sqrt(days.E[d]) : NaN));
  const at = starts.map((start) => Math.floor(start / 24));
  return { r: standardise(r), y: days.y, mu: days.E, events: at, masked };
}
