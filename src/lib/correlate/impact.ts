import type { ImpactRecord, LeftOut } from '../domain/correlation.ts';
import type { EventEffect, ImpactOptions, ImpactResult } from '../domain/correlation-impact.ts';
import { adjustP } from '../stats/fdr.ts';
import { falseAlarms } from './calibration.ts';
import { enclose } from './envelope.ts';
import { chooseEvents, leftOut, type Chosen } from './event-choice.ts';
import { effectDetail } from './impact-detail.ts';
import { effectRecord, lackOf, measure, unitName, unitScale, type Measured } from './impact-effect.ts';
import { measureBeside, twinOf, withBeside } from './impact-beside.ts';
import {
  deviceHours,
  devicesLack,
  DEVICES_OF_PART,
  impactContext,
  type ImpactContext
} from './impact-scope.ts';
import type { RunControl } from './input.ts';
import { finite } from './numbers.ts';
import type { Prepared } from './prepared.ts';
import { calibrationSentence, familySentence } from './sentences-impact.ts';

const Q_LIMIT = 0.05;
const PAUSE_EVERY = 8;
const DEVICE_HOURS =
  'A device-hour is one device active in one hour. A device active in several hours counts in each of them: these are no numbers of devices, and devices are not compared with other regions.';

/**
 * Change of activity at one event (options.eventId, which need not pass the filter) or at every event under the filter,
 * with q over all of them. Source: specification 2 and 8.
 */
export async function impactOf(
  prepared: Prepared,
  options: ImpactOptions,
  control: RunControl
): Promise<ImpactRecord> {
  const context = impactContext(prepared, options);
  return options.eventId === undefined
    ? impactOfAll(context, options, control)
    : impactOfOne(context, options.eventId);
}

function impactOfOne(context: ImpactContext, eventId: string): ImpactRecord {
  const { prepared } = context;
  const { events } = prepared.data;
  const row = events.id.indexOf(eventId);
  const eventKeep = new Uint8Array(events.count);
  // Its companions of the same operation count with it; nothing else does.
  if (row >= 0) eventKeep.fill(1);
  const { chosen, leftOut: left } = chooseEvents(
    { ...prepared, view: { ...prepared.view, eventKeep } },
    context.scope.tag !== 'network'
  );
  const own = chosen.find((one) => one.row === row || one.merged.includes(row));
  const measured = own === undefined ? null : measure(context, own);
  if (row < 0 || own === undefined || measured === null) {
    const reasons = row < 0 ? [] : left.filter((one) => one.eventId === eventId);
    const noPoint = row >= 0 && reasons.length === 0 ? [leftOut(events, row, 'no-place')] : reasons;
    const why = row < 0 ? `the case has no event “${eventId}”` : noPoint[0].reason;
    return close(context, {
      result: { effects: [], detail: null, tested: 0, flagged: 0, calibration: null },
      eventId,
      insufficient: why,
      sentences: [`Nothing can be said about this event: ${why}.`],
      leftOut: noPoint,
      events: row < 0 ? 0 : 1
    });
  }
  const twin = twinOf(context);
  const effect = withBeside(
    withPlacebo(effectRecord(context, measured, null), measured),
    twin,
    measureBeside(twin, measured.event),
    null
  );
  return close(context, {
    result: {
      effects: [effect],
      detail: effectDetail(context, measured),
      tested: 0,
      flagged: 0,
      calibration: null
    },
    eventId,
    insufficient: effect.insufficient,
    sentences: [effect.sentence],
    leftOut: left.filter((one) => effect.merged.includes(one.eventId)),
    events: 1
  });
}

/** The changes at ordinary dates, for the chart of a single event. */
function withPlacebo(effect: EventEffect, { effect: { placebo } }: Measured): EventEffect {
  if (effect.placebo === null) return effect;
  return {
    ...effect,
    placebo: { ...effect.placebo, ratios: Array.from(placebo.placeboStats, (stat) => Math.exp(stat)) }
  };
}

async function impactOfAll(
  context: ImpactContext,
  options: ImpactOptions,
  control: RunControl
): Promise<ImpactRecord> {
  const { prepared } = context;
  const { events } = prepared.data;
  const choice = chooseEvents(prepared, context.scope.tag !== 'network');
  const twin = twinOf(context);
  const measured: Measured[] = [];
  const left: LeftOut[] = [...choice.leftOut];
  for (const [index, event] of choice.chosen.entries()) {
    const one = measure(context, event);
    if (one === null) left.push(leftOut(events, event.row, 'no-place'));
    else measured.push(one);
    if (index % PAUSE_EVERY === 0) await control.pause((0.9 * index) / choice.chosen.length);
  }
  const others = measured.map(({ event }) => measureBeside(twin, event));
  const p = measured.map(pOf);
  const { qBH, tested } = adjustP(p);
  // A family of its own: the other count is a second reading of the same question.
  const beside = adjustP(others.map((one) => (one === null ? NaN : pOf(one)))).qBH;
  const effects = measured.map((one, i) =>
    withBeside(effectRecord(context, one, finite(qBH[i])), twin, others[i], finite(beside[i]))
  );
  const flagged = effects.filter(({ q }) => q !== null && q < Q_LIMIT).length;
  for (const [i, one] of measured.entries()) {
    const lack = lackOf(one);
    if (lack !== null) left.push(leftOut(events, one.event.row, lackCode(context, one.event), lack));
    else if (effects[i].rr === null && effects[i].exact === null)
      left.push(leftOut(events, one.event.row, 'insufficient'));
  }
  const isCalibrated = options.calibrate === true;
  const calibration = isCalibrated ? await falseAlarms(context, control) : null;
  return close(context, {
    result: {
      effects,
      detail: null,
      tested,
      flagged,
      calibration
    },
    eventId: null,
    insufficient: tested > 0 ? null : (partLack(context) ?? noneTested(choice.offered)),
    sentences: [
      familySentence(flagged, tested),
      ...(isCalibrated ? [calibrationSentence(calibration, context.W, prepared.view.seed)] : [])
    ],
    leftOut: left,
    events: choice.offered,
    eventsUsed: tested
  });
}

function pOf(measured: Measured): number {
  return lackOf(measured) === null ? (finite(measured.effect.p) ?? NaN) : NaN;
}

function partLack({ counts, scope }: ImpactContext): string | null {
  return counts === 'devices' && scope.tag !== 'network' ? DEVICES_OF_PART : null;
}

function noneTested(offered: number): string {
  if (offered === 0) return 'there is no event under the filter';
  return offered === 1 ? 'the one event cannot be tested' : `none of the ${offered} events can be tested`;
}

function lackCode({ prepared }: ImpactContext, { t0 }: Chosen): 'in-gap' | 'insufficient' {
  return prepared.grid.covered[t0] > 0 ? 'insufficient' : 'in-gap';
}

interface Closing {
  readonly result: Omit<ImpactResult, 'besideLack'>;
  readonly eventId: string | null;
  readonly insufficient: string | null;
  readonly sentences: readonly string[];
  readonly leftOut: readonly LeftOut[];
  readonly events: number;
  readonly eventsUsed?: number;
}

function close(context: ImpactContext, closing: Closing): ImpactRecord {
  const { prepared, W, scope, counts } = context;
  const { eventId, ...findings } = closing;
  const besideLack = devicesLack(prepared, scope);
  const devices = counts === 'devices' ? deviceHours(prepared) : null;
  const used = findings.eventsUsed ?? (closing.insufficient === null ? 1 : 0);
  return enclose('impact', prepared, prepared.analysis, {
    ...findings,
    result: { ...findings.result, besideLack },
    ...(devices === null
      ? {}
      : {
          counted: { name: unitName(context), scale: unitScale(context), total: devices }
        }),
    warnings: devices !== null || besideLack === null ? [DEVICE_HOURS] : [],
    eventsUsed: used,
    usesSeed: closing.result.calibration !== null,
    params: {
      W,
      scope: scope.tag,
      radiusKm: scope.tag === 'radius' ? scope.km : null,
      counts,
      event: eventId,
      level: 0.95,
      controls: 'regions without an event under the filter in the windows',
      overlap: 'all events of the case whose day is known',
      correction: eventId === null ? 'Benjamini-Hochberg' : 'none'
    }
  });
}
