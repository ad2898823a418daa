import type { Range } from '../domain/range.ts';
import { playedRange, playOrigin, speedMs, type PlayMode, type PlaySpeed } from '../views/play.ts';

/** What playing needs from the page. */
export interface PlayPort {
  /** The selected range; null: none. */
  range(): Range | null;
  /** From the start to the end of the case. */
  limits(): Range;
  /** Length of the finest step at which numbers are exact, milliseconds. */
  stepMs(): number;
  /** Shows a range, without an entry in the history. */
  show(range: Range): void;
  /** Playing ends: the range enters the address. */
  settle(range: Range): void;
  /** Playing ends and leaves the range to others. */
  drop(): void;
  /** Whether the numbers of the last range are on the screen. */
  isShown(): boolean;
  /** Whether the reader wants nothing to move by itself: then there is one jump a second. */
  prefersStill(): boolean;
  /** Calls once with the next frame and its time in milliseconds; the answer takes it back. */
  nextFrame(run: (now: number) => void): () => void;
}

/** A frame that took longer counts as so long: after a pause of the machine the range does not leap. */
const LONGEST_FRAME_MS = 100;
/** After a frame that took longer than this the next one is left to the rest of the page. */
const BUSY_FRAME_MS = 34;
const STILL_MS = 1000;

/** Moves the selected range through time, frame by frame, while it plays. */
export class Playback {
  readonly #port: PlayPort;
  #isPlaying = $state(false);
  #speed = $state<PlaySpeed>('day');
  #mode = $state<PlayMode>('slide');
  #cancel: (() => void) | null = null;
  #origin: Range = { from: 0, to: 0 };
  #shown: Range = { from: 0, to: 0 };
  /** Time of the case since the origin, and the time of the last frame. */
  #passed = 0;
  #last = 0;
  #waited = 0;
  #isResting = false;

  constructor(port: PlayPort, speed: PlaySpeed) {
    this.#port = port;
    this.#speed = speed;
  }

  get isPlaying(): boolean {
    return this.#isPlaying;
  }

  get speed(): PlaySpeed {
    return this.#speed;
  }

  get mode(): PlayMode {
    return this.#mode;
  }

  setSpeed(speed: PlaySpeed): void {
    this.#speed = speed;
    this.#begin(this.#shown);
  }

  setMode(mode: PlayMode): void {
    this.#mode = mode;
    this.#begin(this.#shown);
  }

  /** Plays from the selected range, or from `fallback` where nothing is selected. */
  play(fallback: Range): void {
    if (this.#isPlaying) return;
    const port = this.#port;
    this.#begin(playOrigin(port.range(), fallback, this.#mode, port.limits(), port.stepMs()));
    this.#isPlaying = true;
    this.#last = NaN;
    this.#port.show(this.#origin);
    this.#schedule();
  }

  /** Stops where it stands: one entry in the history. */
  pause(): void {
    if (!this.#isPlaying) return;
    this.#stop();
    this.#port.settle(this.#shown);
  }

  /** Stops because somebody else sets the range. */
  leave(): void {
    if (!this.#isPlaying) return;
    this.#stop();
    this.#port.drop();
  }

  #begin(origin: Range): void {
    this.#origin = origin;
    this.#shown = origin;
    this.#passed = 0;
    this.#waited = 0;
  }

  #stop(): void {
    this.#isPlaying = false;
    this.#cancel?.();
    this.#cancel = null;
  }

  #schedule(): void {
    this.#cancel = this.#port.nextFrame((now) => this.#run(now));
  }

  #run(now: number): void {
    this.#schedule();
    const frameMs = Number.isNaN(this.#last) ? 0 : now - this.#last;
    this.#last = now;
    // What is not on the screen yet is waited for; a busy page gets every other frame.
    if (!this.#port.isShown()) return;
    this.#isResting = !this.#isResting && frameMs > BUSY_FRAME_MS;
    const clockMs = Math.min(frameMs, LONGEST_FRAME_MS);
    if (this.#port.prefersStill()) {
      this.#waited += clockMs;
      if (this.#waited < STILL_MS) return;
      this.#waited = 0;
      this.#advance(STILL_MS);
      return;
    }
    this.#passed += (clockMs / 1000) * speedMs(this.#speed);
    if (!this.#isResting) this.#advance(0);
  }

  /** Shows where the range stands, after so many more milliseconds of the clock. */
  #advance(clockMs: number): void {
    this.#passed += (clockMs / 1000) * speedMs(this.#speed);
    const port = this.#port;
    const { range, isOver } = playedRange(
      this.#origin,
      this.#passed,
      port.stepMs(),
      this.#mode,
      port.limits()
    );
    if (range.to !== this.#shown.to) {
      this.#shown = range;
      port.show(range);
    }
    if (isOver) this.pause();
  }
}
