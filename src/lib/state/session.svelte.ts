import { chosenFiles, type CaseFiles } from '../casefile/access.ts';
import { servedFiles } from '../casefile/served.ts';
import type { Failure } from '../domain/failure.ts';
import { DEFAULT_VIEW } from '../domain/view.ts';
import type { Engine } from '../engine/engine.ts';
import { caseUrl } from '../link/case-location.ts';
import type { Address } from './address.svelte.ts';
import { failuresOf } from './failures.ts';
import { Investigation } from './investigation.svelte.ts';
import { openCase, type SoundCases } from './open-case.ts';

/** A case that the server offers. */
export interface ServedCase {
  readonly id: string;
  readonly title: string;
  readonly synthetic: boolean;
}

export interface SessionNeeds {
  readonly address: Address;
  /** Starts an engine; calls back if it dies by itself. */
  readonly startEngine: (onDeath: () => void) => Promise<Engine>;
  readonly sound: SoundCases;
  /** Address of the page; the served cases lie in its folder `cases/`. */
  readonly pageUrl: string;
}

/** Name of the case in the address while it comes from the reader's disk, where no address reaches it. */
export const LOCAL_CASE = 'local';

/** Which case is open, and how it came to be: one at a time; a case that cannot be opened leaves the open one alone. */
export class Session {
  readonly #needs: SessionNeeds;
  #cases = $state.raw<readonly ServedCase[] | null>(null);
  #investigation = $state.raw<Investigation | null>(null);
  /** The case that is open or being opened, as the address names it. */
  #asked: string | null = null;
  /** The case that the address named when it was last looked at: only a change of it opens another. */
  #followed: string | null = null;
  #stage = $state.raw<string | null>(null);
  #problem = $state.raw<{ readonly title: string; readonly failures: readonly Failure[] } | null>(null);
  #isDead = $state.raw(false);
  #local: CaseFiles | null = null;
  #abort: AbortController | null = null;
  #onDeath: () => void = () => undefined;
  /** An engine started ahead, since it takes longest: it opens while the page finds out which case is wanted. */
  #spare: Promise<Engine> | null;

  constructor(needs: SessionNeeds) {
    this.#needs = needs;
    this.#spare = needs.startEngine(() => this.#onDeath());
    this.#spare.catch(() => undefined);
  }

  #startEngine(onDeath: () => void): Promise<Engine> {
    const spare = this.#spare;
    if (spare === null) return this.#needs.startEngine(onDeath);
    this.#spare = null;
    this.#onDeath = onDeath;
    return spare;
  }

  get cases(): readonly ServedCase[] {
    return this.#cases ?? [];
  }

  get investigation(): Investigation | null {
    return this.#investigation;
  }

  /** What is being done to open a case; null when none is being opened. */
  get stage(): string | null {
    return this.#stage;
  }

  get problem() {
    return this.#problem;
  }

  /** The engine stopped by itself; the page offers to start it again. */
  get isDead(): boolean {
    return this.#isDead;
  }

  /** Whether there is nothing to wait for: a case is open, or none is asked for, or it failed. */
  get isIdle(): boolean {
    return this.#cases !== null && this.#stage === null;
  }

  /** Reads which cases the server offers; a place without a list offers none. */
  async listCases(): Promise<void> {
    try {
      const answer = await fetch(new URL('cases/index.json', this.#needs.pageUrl));
      const list: unknown =
        answer.ok && answer.headers.get('content-type')?.includes('json') ? await answer.json() : [];
      this.#cases = Array.isArray(list) ? list.filter(isServedCase) : [];
    } catch {
      this.#cases = [];
    }
  }

  /** Opens the case that the address names, unless it is the one asked for already. Called when the View changes. */
  follow(): void {
    const { view } = this.#needs.address;
    if (this.#cases === null) return;
    const wanted = view.case ?? this.#cases[0]?.id ?? null;
    if (wanted === null || wanted === this.#followed) return;
    this.#followed = wanted;
    if (wanted === this.#asked) return;
    if (wanted === LOCAL_CASE && this.#local === null) {
      this.#asked = wanted;
      this.#problem = {
        title: 'This link is about a case on somebody’s disk',
        failures: [
          {
            code: 'folder-needed',
            severity: 'error',
            message: 'The address holds the view, not the data.',
            remedy: 'Choose the folder of the case, and the view opens on it.'
          }
        ]
      };
      return;
    }
    const local = wanted === LOCAL_CASE ? this.#local : null;
    const folder = caseUrl(wanted, this.#needs.pageUrl);
    if (local === null && folder === null) this.#refuse(wanted);
    else void this.#open(wanted, local ?? servedFiles(folder?.href ?? ''));
  }

  #refuse(wanted: string): void {
    this.#asked = wanted;
    this.#problem = {
      title: 'This link leads to another server',
      failures: [
        {
          code: 'foreign-origin',
          severity: 'error',
          message: `Case data are read from the server of this page only, not from ${wanted.slice(0, 200)}.`,
          remedy: 'Have the case served from here, or open its folder from your disk.'
        }
      ]
    };
  }

  /** Opens files that the reader chose or dropped. What is set in the View is kept where a link asked for it. */
  openChosen(files: ReadonlyMap<string, File>): void {
    const wasWaiting = this.#needs.address.view.case === LOCAL_CASE && this.#investigation === null;
    const chosen = chosenFiles(files);
    void this.#open(LOCAL_CASE, chosen, () => {
      this.#local = chosen;
      const { theme } = this.#needs.address.view;
      if (!wasWaiting) this.#needs.address.change({ ...DEFAULT_VIEW, theme, case: LOCAL_CASE });
    });
  }

  /** Starts a new engine on the same case; the View stays. */
  restart(): void {
    const current = this.#investigation;
    const name = this.#asked;
    if (current === null || name === null) return;
    this.#isDead = false;
    void this.#open(name, current.case.files);
  }

  async #open(name: string, files: CaseFiles, onOpened: () => void = () => undefined): Promise<void> {
    this.#abort?.abort(new DOMException('Another case was chosen', 'AbortError'));
    const abort = new AbortController();
    this.#abort = abort;
    const before = this.#asked;
    this.#asked = name;
    this.#problem = null;
    this.#stage = 'Opening the case';
    try {
      const opened = await openCase({
        files,
        startEngine: () => this.#startEngine(() => this.#died(abort)),
        onStage: (stage) => (this.#stage = stage),
        sound: this.#needs.sound,
        signal: abort.signal
      });
      if (abort.signal.aborted) return void opened.engine.close();
      const previous = this.#investigation;
      onOpened();
      this.#investigation = new Investigation(opened, this.#needs.address);
      this.#isDead = false;
      this.#stage = null;
      await previous?.close();
    } catch (error) {
      if (abort.signal.aborted) return;
      this.#stage = null;
      this.#problem = { title: `The case ${files.name} cannot be opened`, failures: failuresOf(error) };
      // What was open stays open; the address goes back to it.
      if (this.#investigation !== null && before !== null) {
        this.#asked = before;
        this.#needs.address.change({ case: before === this.#cases?.[0]?.id ? null : before }, 'replace');
      }
    }
  }

  #died(opening: AbortController): void {
    if (opening === this.#abort && this.#investigation !== null) this.#isDead = true;
  }

  dismiss(): void {
    this.#problem = null;
  }
}

function isServedCase(value: unknown): value is ServedCase {
  if (typeof value !== 'object' || value === null) return false;
  const entry = value as Record<string, unknown>;
  return (
    typeof entry.id === 'string' && typeof entry.title === 'string' && typeof entry.synthetic === 'boolean'
  );
}
