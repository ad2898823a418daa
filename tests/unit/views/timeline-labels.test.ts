import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { LaneLayout } from '../../../src/lib/views/timeline-lanes.ts';
import { laneLabels, type LabelQuestion } from '../../../src/lib/views/timeline-labels.ts';
import type { LaneMark } from '../../../src/lib/views/timeline-stack.ts';

const FRAME = { markPx: 10, subRows: [2, 1] };
/** Every letter is 5 pixels wide. */
const measure = (text: string): number => Array.from(text).length * 5;

function makeMark(mark: Partial<LaneMark> & { readonly x: number }): LaneMark {
  const { x } = mark;
  return {
    row: 0,
    lane: 1,
    sub: 0,
    shape: 'mark',
    x0: x,
    x1: x,
    state: 1,
    count: 1,
    hasSymbol: true,
    ...mark
  };
}

function makeLayout(marks: readonly LaneMark[], rest: Partial<LaneLayout> = {}): LaneLayout {
  return { marks, runs: [], overflow: [], highest: 0, ...rest };
}

function ask(layout: LaneLayout, names: readonly string[], more: Partial<LabelQuestion> = {}) {
  return laneLabels(layout, FRAME, {
    nameOf: (row) => names[row] ?? '',
    whenOf: () => 'June 2020',
    count: String,
    measure,
    width: 600,
    ...more
  });
}

describe('titles in the lanes', () => {
  it('go where marks crowd, and stay where a wider plot gives them room', () => {
    const names = Array.from({ length: 100 }, () => 'Incident');
    const spread = (width: number) =>
      ask(makeLayout(names.map((_, row) => makeMark({ row, x: (row * width) / names.length }))), names, {
        width
      }).labels.length;
    // Marks are 10 pixels wide: more than 1.5 to such a width are a crowd, fewer have titles where there is room.
    expect(spread(600)).toBe(0);
    expect(spread(6000)).toBe(100);
  });

  it('stand beside their mark where there is room up to the next one, and are cut to it', () => {
    const marks = [100, 300].map((x, row) => makeMark({ x, row }));
    const { labels } = ask(makeLayout(marks), ['Raid in the harbour', 'Arrest']);
    expect(labels.map(({ x, text }) => [x, text])).toEqual([
      [110, 'Raid in the harbour'],
      [310, 'Arrest']
    ]);
    const near = [100, 180].map((x, row) => makeMark({ x, row }));
    expect(ask(makeLayout(near), ['Raid in the harbour', '']).labels.map(({ text }) => text)).toEqual([
      'Raid in the…'
    ]);
  });

  it('are left out where there is no room, before columns, numbers, marks and the edge', () => {
    const mark = makeMark({ x: 100 });
    const names = ['A long title'];
    expect(ask(makeLayout([mark, makeMark({ x: 130, row: 1 })]), names).labels).toEqual([]);
    expect(ask(makeLayout([mark], { runs: [{ lane: 1, first: 40, end: 50 }] }), names).labels).toEqual([]);
    const overflow = [{ lane: 1, x0: 106, x1: 122, count: 2 }];
    expect(ask(makeLayout([mark], { overflow }), names).labels).toEqual([]);
    expect(ask(makeLayout([mark]), names, { width: 130 }).labels).toEqual([]);
  });

  it('stand after the end of an event that lasts', () => {
    const { labels } = ask(makeLayout([makeMark({ x: 100, shape: 'bar', x1: 250 })]), ['Siege']);
    expect(labels.map(({ x }) => x)).toEqual([255]);
  });

  it('in another sub-row are not in the way', () => {
    const marks = [makeMark({ x: 100, lane: 0 }), makeMark({ x: 130, lane: 0, sub: 1, row: 1 })];
    expect(ask(makeLayout(marks), ['Raid in the harbour', 'Arrest']).labels).toHaveLength(2);
  });

  it('that are not known are asked for, only where they would find room', () => {
    const marks = [100, 120, 300].map((x, row) => makeMark({ x, row }));
    expect(ask(makeLayout(marks), []).missing).toEqual([1, 2]);
  });

  it('of hostile text are one line: line breaks and runs of space become one space', () => {
    expect(ask(makeLayout([makeMark({ x: 10 })]), [`a\n\n\tb${' '.repeat(99)}c`]).labels[0].text).toBe(
      'a b c'
    );
    const long = ask(makeLayout([makeMark({ x: 10 })]), ['😀'.repeat(10_000)]).labels[0].text;
    expect(long).toBe(`${'😀'.repeat(47)}…`);
  });
});

describe('the words of a band', () => {
  it('are its title with the month, or the number of its events', () => {
    const one = makeMark({ shape: 'band', x: 20, x0: 0, x1: 400, row: 0 });
    expect(ask(makeLayout([one]), ['Search']).labels[0].text).toBe('Search · June 2020');
    const three = makeMark({ shape: 'band', x: 20, x0: 0, x1: 400, count: 3 });
    expect(ask(makeLayout([three]), []).labels[0].text).toBe('3 in June 2020');
  });

  it('are the number alone in a short band, in its middle, and nothing where that does not fit', () => {
    const short = makeMark({ shape: 'band', x: 120, x0: 100, x1: 140, count: 39, hasSymbol: false });
    expect(ask(makeLayout([short]), []).labels.map(({ x, text }) => [x, text])).toEqual([[115, '39']]);
    const tiny = makeMark({ shape: 'band', x: 104, x0: 100, x1: 108, count: 39, hasSymbol: false });
    expect(ask(makeLayout([tiny]), []).labels).toEqual([]);
  });
});

it('no label touches another, a symbol, a number or a column, whatever is drawn', () => {
  const mark = fc.record({
    x: fc.integer({ min: -20, max: 620 }),
    lane: fc.constantFrom(0, 1),
    sub: fc.constantFrom(0, 1),
    shape: fc.constantFrom('mark' as const, 'bar' as const, 'band' as const),
    length: fc.integer({ min: 0, max: 300 }),
    count: fc.integer({ min: 1, max: 30 })
  });
  fc.assert(
    fc.property(fc.array(mark, { maxLength: 25 }), (specs) => {
      const marks = specs.map(({ x, lane, sub, shape, length, count }, row) =>
        makeMark({
          x: shape === 'band' ? x + length / 2 : x,
          x0: x,
          x1: x + length,
          lane,
          sub: lane === 1 ? 0 : sub,
          shape,
          row,
          count: shape === 'band' ? count : 1
        })
      );
      const runs = [{ lane: 0, first: 60, end: 80 }];
      const { labels } = ask(
        makeLayout(marks, { runs }),
        marks.map((_, row) => `title of event ${row}`)
      );
      const symbols = marks.map((each) => {
        const sub = each.shape === 'band' ? FRAME.subRows[each.lane] - 1 - each.sub : each.sub;
        return { lane: each.lane, sub, x0: each.x - 5, x1: each.x + 5 };
      });
      const written = labels.map(({ lane, sub, x, text }) => ({ lane, sub, x0: x, x1: x + measure(text) }));
      written.forEach((label, at) => {
        const others = [...symbols, ...written.filter((_, other) => other !== at)];
        const hits = others.filter(
          (other) =>
            other.lane === label.lane && other.sub === label.sub && other.x0 < label.x1 && other.x1 > label.x0
        );
        expect(hits).toEqual([]);
        expect(label.lane === 0 && label.x0 < 240 && label.x1 > 180).toBe(false);
        expect(label.x1).toBeLessThanOrEqual(600);
      });
    }),
    { numRuns: 400 }
  );
});
