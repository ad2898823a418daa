import { selectedEvent, type View } from '../domain/view.ts';
import type { OptionsOf } from './run.ts';

/** What each method is asked under a View, on the page and on the command line alike. */
export function methodOptions(view: View): OptionsOf {
  const { window, scope, by, study, show } = view.analysis;
  const eventId = selectedEvent(view);
  const calibrate = show.includes('calibration');
  return {
    impact: { W: window, scope, ...(eventId === null ? (calibrate ? { calibrate } : {}) : { eventId }) },
    response: {},
    leadlag: study?.tag === 'kind' ? { kind: study.kind } : {},
    breaks: {},
    surges: { unit: by },
    spacetime: {}
  };
}
