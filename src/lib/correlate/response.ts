import type { LeftOut, ResponseRecord } from '../domain/correlation.ts';
import type { ResponseOptions, ResponseResult, Ring } from '../domain/correlation-response.ts';
import { enclose } from './envelope.ts';
import { chooseEvents, leftOut, type Chosen } from './event-choice.ts';
import type { RunControl } from './input.ts';
import type { Prepared } from './prepared.ts';
import { ringGroups } from './rings.ts';
import { asTable, studyOf, studyShape, type Studied } from './study.ts';

const RINGS_BESIDE: readonly Ring[] = ['cell', 'neighbours', 'rest-of-region', 'elsewhere'];

/**
 * Response of activity to many events: all together, by kind, and by distance ring. Source: specification 3. The same
 * events are shifted together; what the filter leaves out is no event here.
 */
export async function responseOf(
  prepared: Prepared,
  options: ResponseOptions,
  control: RunControl
): Promise<ResponseRecord> {
  const shape = studyShape(prepared, options.step ?? 1);
  const { events } = prepared.data;
  const { chosen, leftOut: left, offered } = chooseEvents(prepared, true);
  const groupsOf = ringGroups(prepared);
  const whole = groupsOf('region', chosen);
  const lacking = new Set(whole.without);
  const usable = chosen.filter((event) => !lacking.has(event));
  const overall = studyOf(prepared, shape, 'all', 'region', whole.groups);
  await control.pause(0.2);
  const kinds = [...new Set(usable.map(({ row }) => events.kind[row]))].sort();
  const byKind: Studied[] = [];
  for (const [i, kind] of kinds.entries()) {
    const own = usable.filter(({ row }) => events.kind[row] === kind);
    byKind.push(studyOf(prepared, shape, kind, 'region', groupsOf('region', own).groups));
    await control.pause(0.2 + (0.4 * (i + 1)) / kinds.length);
  }
  const byRing: Studied[] = [];
  for (const [i, ring] of RINGS_BESIDE.entries()) {
    byRing.push(studyOf(prepared, shape, 'all', ring, groupsOf(ring, usable).groups));
    await control.pause(0.6 + (0.4 * (i + 1)) / RINGS_BESIDE.length);
  }
  const [told] = asTable([overall], shape);
  const result: ResponseResult = {
    lagUnit: shape.unit,
    overall: usable.length === 0 ? null : told,
    byKind: asTable(byKind, shape),
    byRing: usable.length === 0 ? [] : asTable(byRing, shape)
  };
  return enclose('response', prepared, prepared.analysis, {
    result,
    params: {
      lagsBefore: shape.before,
      lagsAfter: shape.after,
      lagUnit: shape.unit,
      step: shape.step,
      windows: shape.windows.map(({ from, to }) => `${from}..${to}`),
      correction: 'Bonferroni over windows, Benjamini-Hochberg over kinds and over rings'
    },
    insufficient: lackOf(overall.study.nEvents, offered),
    sentences: usable.length === 0 ? ['No event can be used.'] : [told.sentence],
    warnings: overall.study.masked
      ? []
      : ['Too little is left outside the time after events to fit on: the effect comes out too small.'],
    leftOut: [...left, ...lacksOf(whole.without), ...edgesOf(overall.edge)],
    events: offered,
    eventsUsed: overall.study.nEvents
  });

  function lacksOf(without: readonly Chosen[]): readonly LeftOut[] {
    return without.map(({ row }) =>
      leftOut(events, row, 'insufficient', 'too little activity in its region')
    );
  }

  function edgesOf(edge: readonly Chosen[]): readonly LeftOut[] {
    return edge.map(({ row }) => leftOut(events, row, 'near-the-edge'));
  }
}

function lackOf(used: number, offered: number): string | null {
  if (used >= 5) return null;
  if (offered === 0) return 'there is no event under the filter';
  return `${used} of ${offered} events can be used; 5 are needed for a test`;
}
