import { describe, expect, it } from 'vitest';
import type { Range } from '../../../src/lib/domain/range.ts';
import { Playback } from '../../../src/lib/state/playback.svelte.ts';
import { DAY_MS, HOUR_MS } from '../../../src/lib/time/zone.ts';

const CASE = { from: 0, to: 100 * DAY_MS };
const days = (from: number, to: number) => ({ from: from * DAY_MS, to: to * DAY_MS });

/** A page whose frames are called by hand. */
function makePage(selected: Range | null = days(10, 12)) {
  const shown: Range[] = [];
  const settled: Range[] = [];
  let dropped = 0;
  let waiting: ((now: number) => void) | null = null;
  let now = 5000;
  const page = { isShown: true, prefersStill: false };
  const playback = new Playback(
    {
      range: () => selected,
      limits: () => CASE,
      stepMs: () => HOUR_MS,
      show: (range) => void shown.push(range),
      settle: (range) => void settled.push(range),
      drop: () => void dropped++,
      isShown: () => page.isShown,
      prefersStill: () => page.prefersStill,
      nextFrame: (run) => {
        waiting = run;
        return () => (waiting = null);
      }
    },
    'day'
  );
  const frames = (count: number, ms: number): void => {
    for (let index = 0; index < count; index++) {
      now += ms;
      const run = waiting;
      waiting = null;
      run?.(now);
    }
  };
  return {
    page,
    playback,
    shown,
    settled,
    frames,
    isWaiting: () => waiting !== null,
    dropped: () => dropped,
    last: () => shown[shown.length - 1]
  };
}

describe('playing', () => {
  it('passes one day of the case in a second of the clock, and pausing settles the range once', () => {
    const { playback, frames, last, settled, isWaiting } = makePage();
    playback.play(days(0, 7));
    expect(playback.isPlaying).toBe(true);
    // The first frame starts the clock.
    frames(1, 16);
    frames(50, 20);
    expect(last()).toEqual(days(11, 13));
    playback.pause();
    playback.pause();
    expect(settled).toEqual([days(11, 13)]);
    expect(isWaiting()).toBe(false);
  });

  it('keeps the start of a range that grows', () => {
    const { playback, frames, last } = makePage();
    playback.setMode('grow');
    playback.play(days(0, 7));
    frames(51, 20);
    expect(last()).toEqual(days(10, 13));
  });

  it('changes its speed without a leap', () => {
    const { playback, frames, last } = makePage();
    playback.play(days(0, 7));
    frames(51, 20);
    playback.setSpeed('6h');
    frames(50, 20);
    expect(last()).toEqual({ from: 11.25 * DAY_MS, to: 13.25 * DAY_MS });
  });

  it('begins with the fallback where nothing is selected', () => {
    const { playback, shown } = makePage(null);
    playback.play(days(0, 7));
    expect(shown).toEqual([days(0, 7)]);
  });

  it('stops at the end of the case, with nothing left waiting', () => {
    const { playback, frames, settled, isWaiting } = makePage(days(97, 99));
    playback.play(days(0, 7));
    frames(200, 20);
    expect(playback.isPlaying).toBe(false);
    expect(settled).toEqual([days(98, 100)]);
    expect(isWaiting()).toBe(false);
  });

  it('waits for what is not on the screen yet', () => {
    const { page, playback, frames, shown } = makePage();
    playback.play(days(0, 7));
    frames(1, 20);
    page.isShown = false;
    frames(100, 20);
    expect(shown).toHaveLength(1);
  });

  it('does not leap after a pause of the machine, and leaves a busy page every other frame', () => {
    const { playback, frames, last, shown } = makePage();
    playback.play(days(0, 7));
    frames(1, 16);
    frames(1, 60_000);
    frames(1, 16);
    expect(last().to - 12 * DAY_MS).toBeLessThanOrEqual(0.12 * DAY_MS);
    const before = shown.length;
    frames(20, 50);
    expect(shown.length - before).toBe(10);
  });

  it('jumps once a second, by what passes in one, where the reader wants nothing to move', () => {
    const { page, playback, frames, shown } = makePage();
    page.prefersStill = true;
    playback.play(days(0, 7));
    frames(1, 20);
    frames(125, 20);
    expect(shown).toEqual([days(10, 12), days(11, 13), days(12, 14)]);
  });

  it('is left when somebody else sets the range: nothing is settled', () => {
    const { playback, frames, settled, dropped, isWaiting } = makePage();
    playback.play(days(0, 7));
    frames(10, 20);
    playback.leave();
    expect([settled.length, dropped(), isWaiting()]).toEqual([0, 1, false]);
  });
});
