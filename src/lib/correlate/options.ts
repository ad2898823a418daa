import { selectedEvent, type View } from '../domain/view.ts';
import type { OptionsOf } from './run.ts';

/** What each method is asked under a View, on the page and on the command line alike. */
export function methodOptions(view: View): OptionsOf {
  const { window, scope, measure, by, study, show } = view.analysis;
  const eventId = selectedEvent(view);
  const counts = measure === 'messages' ? {} : { counts: measure };
  const calibrate = show.includes('calibration');
  return {
    impact: {
      W: window,
      scope,
      ...counts,
      ...(eventId === null ? (calibrate ? { calibrate } : {}) : { eventId })
    },
    response: {},
    leadlag: study?.tag === 'kind' ? { kind: study.kind } : {},
    breaks: {},
    surges: { unit: by },
    spacetime: {}
  };
}
