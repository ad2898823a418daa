import { MINUTE_MS } from '../time/zone.ts';
import type { Param } from './param.ts';
import { readText } from './read.ts';
import { readTime, writeTime } from './values.ts';

const TIME_WANTED =
  'this is no date. Write a UTC date or minute of the years 1 to 9999: 2020-06-12 or 2020-06-12T12:00Z.';

/** One end of the selected range. */
export function timeParam(name: 'from' | 'to', kept: string): Param {
  return {
    name,
    write: (view) => {
      const at = view[name];
      return at === null ? null : writeTime(at);
    },
    read: (raw, report) => {
      const text = readText(raw, report, 60, kept);
      if (text === null) return {};
      const at = readTime(text);
      if (at === null) {
        report(text, TIME_WANTED, kept);
        return {};
      }
      const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
      if (minute !== at) report(text, 'times in a link are whole minutes.', writeTime(minute));
      return { [name]: minute };
    }
  };
}

/** Visible extent of the timeline. */
export const SPAN: Param = {
  name: 'span',
  write: ({ span }) => (span === null ? null : `${writeTime(span.from)},${writeTime(span.to)}`),
  read: (raw, report) => {
    const kept = 'the timeline of the whole case';
    const text = readText(raw, report, 120, kept);
    if (text === null) return {};
    const times = text.split(',').map(readTime);
    const [from, to] = times;
    if (times.length !== 2 || from === null || to === null) {
      report(text, 'this is not two dates with a comma between them: 2020-05-01,2020-07-03.', kept);
      return {};
    }
    const span = {
      from: Math.floor(from / MINUTE_MS) * MINUTE_MS,
      to: Math.floor(to / MINUTE_MS) * MINUTE_MS
    };
    if (span.from < span.to) return { span };
    report(text, 'the end is not after the start.', kept);
    return {};
  }
};
