import type { Browser, Page } from 'playwright';

/** What the main thread of a page did for one action, in milliseconds of its own processor time unless told otherwise. */
export interface Work {
  /** Functions of the page and what they call, except those that paint the map. */
  readonly script: number;
  /** Functions of the page that paint the map, calls of WebGL included. */
  readonly paint: number;
  /** Everything: script, painting, style, layout. */
  readonly total: number;
  /** The same by the clock on the wall: waiting for the processor included. */
  readonly elapsed: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds: when, how long, and for how much of it the thread ran. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly data?: { readonly url?: string } };
}

const NEXT = 'casewall-next';
const PAINTED = 'casewall-painted';
const CATEGORIES = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'v8',
  'blink.user_timing',
  '-*'
];

/** From now on pages opened here mark when they paint the map: a frame of it begins by clearing the canvas. */
export async function markPainting(page: Page): Promise<void> {
  await page.addInitScript((mark) => {
    const { prototype } = WebGL2RenderingContext;
    const clear = prototype.clear;
    prototype.clear = function (this: WebGL2RenderingContext, mask) {
      performance.mark(mark);
      clear.call(this, mask);
    };
  }, PAINTED);
}

/**
 * What each of a number of actions cost, until two frames after it, by a trace of the browser. Times are of the thread:
 * what else runs on the machine, the emulated graphics above all, delays it but does not count.
 */
export async function traced(
  browser: Browser,
  page: Page,
  count: number,
  action: (index: number) => Promise<void>
): Promise<readonly Work[]> {
  const next = (): Promise<void> =>
    page.evaluate(
      (mark) =>
        new Promise<void>((resolve) =>
          requestAnimationFrame(() =>
            requestAnimationFrame(() => {
              performance.mark(mark);
              resolve();
            })
          )
        ),
      NEXT
    );
  await browser.startTracing(page, { categories: CATEGORIES });
  await next();
  for (let index = 0; index < count; index++) {
    await action(index);
    await next();
  }
  const trace = JSON.parse((await browser.stopTracing()).toString('utf8')) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  return worksOf(trace.traceEvents, new URL(page.url()).origin, count);
}

function worksOf(events: readonly TraceEvent[], origin: string, count: number): readonly Work[] {
  const marks = events.filter(({ name }) => name === NEXT);
  const bounds = marks.map(({ ts }) => ts).sort((a, b) => a - b);
  if (bounds.length !== count + 1)
    throw new Error(`The trace holds ${bounds.length} of ${count + 1} marks: it was cut`);
  const { pid, tid } = marks[0];
  const own = events.filter((event) => event.pid === pid && event.tid === tid).sort((a, b) => a.ts - b.ts);
  const painted = own.filter(({ name }) => name === PAINTED).map(({ ts }) => ts);
  const works = Array.from({ length: count }, () => ({ script: 0, paint: 0, total: 0, elapsed: 0 }));
  const slotOf = (ts: number) => works[bounds.findIndex((bound) => ts < bound) - 1];
  const calls = own.filter(({ name, ph }) => name === 'FunctionCall' && ph === 'X');
  let end = 0;
  for (const event of own) {
    const work = slotOf(event.ts);
    if (work === undefined || event.ph !== 'X') continue;
    const [took, ran] = [(event.dur ?? 0) / 1000, (event.tdur ?? 0) / 1000];
    if (event.name === 'RunTask') {
      work.total += ran;
      work.elapsed += took;
    }
    // The outermost call holds the functions below it, and the microtasks that they left.
    if (event.name !== 'v8.callFunction' || event.ts < end) continue;
    end = event.ts + (event.dur ?? 0);
    const isWithin = (ts: number): boolean => ts >= event.ts && ts <= end;
    const isOurs = calls.some(({ ts, args }) => isWithin(ts) && args?.data?.url?.startsWith(origin) === true);
    if (isOurs) work[painted.some(isWithin) ? 'paint' : 'script'] += ran;
  }
  return works;
}
