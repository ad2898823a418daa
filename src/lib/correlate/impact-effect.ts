import type { EventEffect, ExactChange, PlaceboDates, RelativeChange } from '../domain/correlation-impact.ts';
import { eventEffect, type EventEffect as Effect } from '../stats/event-effect.ts';
import { evidenceGrade } from '../stats/evidence-grade.ts';
import { eventRef, type Chosen } from './event-choice.ts';
import { isoAt } from './grid.ts';
import { comparedAt, controlsOf, overlapOf, type Compared, type ImpactContext } from './impact-scope.ts';
import { count, finite, limit } from './numbers.ts';
import { effectSentence } from './sentences-impact.ts';

/** The change at one event, with what its record and its chart are made of. */
export interface Measured {
  readonly event: Chosen;
  readonly compared: Compared;
  readonly effect: Effect;
  readonly overlap: readonly number[];
}

/** Measures one event; null where it has no point and a radius is asked for. */
export function measure(context: ImpactContext, event: Chosen): Measured | null {
  const compared = comparedAt(context, event);
  if (compared === null) return null;
  const { prepared, W } = context;
  const controls =
    compared.insufficient === null && context.counts === 'messages'
      ? controlsOf(context, compared, event)
      : null;
  const effect = eventEffect({
    ...compared.series,
    t0: event.t0 - prepared.analysis.from,
    W,
    gap: event.gap,
    ...(controls === null ? {} : { controls })
  });
  return { event, compared, effect, overlap: overlapOf(context, compared, event) };
}

/** Why a measured event has no number; null where it has one. */
export function lackOf({ compared, effect }: Measured): string | null {
  return compared.insufficient ?? effect.insufficient;
}

/** The record of a measured event. q: corrected over its family; null for a single event. */
export function effectRecord(context: ImpactContext, measured: Measured, q: number | null): EventEffect {
  const { event, compared, effect, overlap } = measured;
  const { prepared, W } = context;
  const { events } = prepared.data;
  const lack = lackOf(measured);
  const has = lack === null;
  const relative = has ? relativeChange(effect) : null;
  const placebo = has ? placeboDates(effect) : null;
  const rr = has ? finite(effect.rr) : null;
  const mdrr80 = has ? finite(effect.mdrr80) : null;
  const record: Omit<EventEffect, 'sentence'> = {
    event: eventRef(events, event.row),
    eventId: events.id[event.row],
    t0: isoAt(prepared.grid, event.t0),
    W,
    gap: event.gap,
    scope: compared.label,
    rolledUp: compared.rolledUp,
    overlap: overlap.map((row) => events.id[row]),
    merged: event.merged.map((row) => events.id[row]),
    blocksPre: effect.blocksPre,
    blocksPost: effect.blocksPost,
    messagesPre: count(effect.messagesPre),
    messagesPost: count(effect.messagesPost),
    expectedPre: count(effect.expectedPre),
    expectedPost: count(effect.expectedPost),
    expectedAtPreLevel: has ? finite(effect.expectedAtPreLevel) : null,
    rr,
    lo: has ? finite(effect.lo) : null,
    hi: has ? finite(effect.hi) : null,
    p: has ? finite(effect.p) : null,
    q: has ? q : null,
    phi: finite(effect.phi),
    rho: effect.rho,
    df: effect.df,
    mdrr80,
    relative,
    placebo,
    exact: has ? exactChange(effect) : null,
    beside: null,
    // A single event is a family of one: its q is its p.
    grade: evidenceGrade({
      q: has ? (q ?? finite(effect.p)) : null,
      placeboP: placebo?.p ?? null,
      rr,
      mdrr80,
      relative,
      insufficient: !has
    }),
    insufficient: lack,
    warnings: warningsOf(measured)
  };
  return {
    ...record,
    sentence: effectSentence(
      record,
      { name: unitName(context), scale: unitScale(context) },
      context.prepared.data.zone
    )
  };
}

/** A sum of distinct devices per hour is no number of devices, and is not called one. */
export function unitName(context: ImpactContext): string {
  return context.counts === 'devices' ? 'device-hours' : context.prepared.data.unit;
}

export function unitScale(context: ImpactContext): number {
  return context.counts === 'devices' ? 1 : context.prepared.data.scale;
}

function relativeChange({ relative }: Effect): RelativeChange | null {
  if (relative === null) return null;
  return {
    rirr: finite(relative.rirr),
    lo: finite(relative.lo),
    hi: finite(relative.hi),
    p: finite(relative.p),
    nControls: relative.nControls,
    mdrr80: finite(relative.mdrr80),
    placeboP: finite(relative.placebo.p)
  };
}

function placeboDates({ placebo }: Effect): PlaceboDates | null {
  if (placebo.statistic === null) return null;
  return { p: finite(placebo.p), m: placebo.m, exceed: finite(placebo.exceed), ratios: [] };
}

function exactChange({ exact }: Effect): ExactChange | null {
  if (exact === null) return null;
  return { rr: limit(exact.rr), lo: limit(exact.lo), hi: limit(exact.hi), p: exact.pCentral };
}

function warningsOf({ compared, effect, overlap }: Measured): readonly string[] {
  const warnings = [...effect.baseline.warnings];
  if (compared.rolledUp) warnings.push(`the region alone holds too little: ${compared.label} as a whole`);
  if (overlap.length > 0)
    warnings.push('other events fall into the windows: the change is that of the group');
  if (effect.insufficient === null && compared.insufficient === null && effect.relative === null) {
    warnings.push('no comparison with other regions: fewer than 3 without an event in the windows');
  }
  if (effect.exact !== null) warnings.push('exact ratio: minimum uncertainty, assumes independent messages');
  return warnings;
}
