import { chosenFiles, type CaseFiles } from '../casefile/access.ts';
import { servedFiles } from '../casefile/served.ts';
import type { Failure } from '../domain/failure.ts';
import { DEFAULT_VIEW, type View } from '../domain/view.ts';
import type { Engine } from '../engine/engine.ts';
import { caseUrl } from '../link/case-location.ts';
import type { Address } from './address.svelte.ts';
import { failuresOf } from './failures.ts';
import { Investigation } from './investigation.svelte.ts';
import { openCase, type SoundCases, type Stage } from './open-case.ts';

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

interface Current {
  readonly name: string;
  readonly investigation: Investigation;
  /** The opening that its engine was started for. */
  readonly opening: AbortController;
}

const FOLDER_NEEDED = {
  code: 'folder-needed',
  message: 'The address holds the view, not the data.',
  remedy: 'Choose the folder of the case, and the view opens on it.'
};

/** Which case is open, and how it came to be: one at a time; a case that cannot be opened leaves the open one alone. */
export class Session {
  readonly #needs: SessionNeeds;
  #cases = $state.raw<readonly ServedCase[] | null>(null);
  #current = $state.raw<Current | null>(null);
  /** The case that the address named when it was last looked at: only a change of it opens another. */
  #followed: string | null = null;
  /** The last View that was about the open case: what a failed opening goes back to. */
  #lastView: View = DEFAULT_VIEW;
  #stage = $state.raw<Stage | null>(null);
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
    return this.#current?.investigation ?? null;
  }

  /** Whether the address is about the open case (or none is open): else what is shown is about to change. */
  get isAddressed(): boolean {
    return this.#current === null || this.#wanted === this.#current.name;
  }

  /** The case that the address asks for; the first one served where it names none. */
  get #wanted(): string | null {
    return this.#needs.address.view.case ?? this.#cases?.[0]?.id ?? null;
  }

  /** What is being done to open a case; null when none is being opened. */
  get stage(): Stage | null {
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
      if (!answer.ok && answer.status !== 404) throw new Error(`the server answers ${answer.status}`);
      const isList = answer.ok && answer.headers.get('content-type')?.includes('json') === true;
      const list: unknown = isList ? await answer.json() : [];
      this.#cases = Array.isArray(list) ? list.filter(isServedCase) : [];
    } catch (error) {
      this.#cases = [];
      this.#refuse('The list of cases cannot be read', {
        code: 'cases-unreadable',
        message: `cases/index.json: ${error instanceof Error ? error.message : String(error)}.`,
        remedy: 'See that the server runs and reload the page, or open a folder from your disk.'
      });
    }
  }

  /** Opens the case that the address names, if it names another one than before. Called when the View changes. */
  follow(): void {
    const { view } = this.#needs.address;
    const wanted = this.#wanted;
    if (this.#cases === null || wanted === null) return;
    if (wanted === this.#current?.name) this.#lastView = view;
    if (wanted === this.#followed) return;
    this.#followed = wanted;
    if (wanted === this.#current?.name) return this.#giveUpOpening();
    const files = wanted === LOCAL_CASE ? this.#local : null;
    const folder = caseUrl(wanted, this.#needs.pageUrl);
    if (files !== null) void this.#open(wanted, files);
    else if (wanted === LOCAL_CASE)
      this.#refuse('This link is about a case on somebody’s disk', FOLDER_NEEDED);
    else if (folder !== null) void this.#open(wanted, servedFiles(folder.href));
    else {
      this.#refuse('This link leads to another server', {
        code: 'foreign-origin',
        message: `Case data are read from the server of this page only, not from ${wanted.slice(0, 200)}.`,
        remedy: 'Have the case served from here, or open its folder from your disk.'
      });
    }
  }

  /**
   * Opens a case of the list at the reader's wish, on a fresh View; also one that the address names already, which was
   * stopped or could not be opened.
   */
  choose(id: string): void {
    const { address } = this.#needs;
    if (this.#stage === null && this.#current?.name !== id) this.#followed = null;
    const { theme } = address.view;
    address.change({ ...DEFAULT_VIEW, theme, case: id === this.cases[0]?.id ? null : id });
    this.follow();
  }

  /** Stops what is being opened; what was open stays open. */
  stopOpening(): void {
    this.#giveUpOpening();
    this.#goBack();
  }

  #giveUpOpening(): void {
    this.#abort?.abort(new DOMException('Another case is wanted, or none', 'AbortError'));
    this.#stage = null;
  }

  #refuse(title: string, failure: Omit<Failure, 'severity'>): void {
    this.#giveUpOpening();
    this.#problem = { title, failures: [{ ...failure, severity: 'error' }] };
    this.#goBack();
  }

  /** What was open stays open, under the View that it had. */
  #goBack(): void {
    if (this.#current === null) return;
    this.#followed = this.#current.name;
    this.#needs.address.change(this.#lastView, 'replace');
  }

  /** Opens files that the reader chose or dropped. What is set in the View is kept where a link asked for it. */
  openChosen(files: ReadonlyMap<string, File>): void {
    const isAskedFor = this.#needs.address.view.case === LOCAL_CASE && this.#current === null;
    const chosen = chosenFiles(files);
    void this.#open(LOCAL_CASE, chosen, () => {
      this.#local = chosen;
      this.#followed = LOCAL_CASE;
      const { theme } = this.#needs.address.view;
      if (!isAskedFor) this.#needs.address.change({ ...DEFAULT_VIEW, theme, case: LOCAL_CASE });
    });
  }

  /** Starts a new engine on the same case; the View stays. */
  restart(): void {
    if (this.#current === null) return;
    const { name, investigation } = this.#current;
    void this.#open(name, investigation.case.files);
  }

  async #open(name: string, files: CaseFiles, onOpened: () => void = () => undefined): Promise<void> {
    this.#giveUpOpening();
    const abort = new AbortController();
    this.#abort = abort;
    this.#problem = null;
    this.#stage = { label: 'Opening the case', share: null };
    try {
      const opened = await openCase({
        files,
        startEngine: () => this.#startEngine(() => this.#died(abort)),
        onStage: (stage) => {
          if (!abort.signal.aborted) this.#stage = stage;
        },
        sound: this.#needs.sound,
        signal: abort.signal
      });
      if (abort.signal.aborted) return void opened.engine.close();
      const previous = this.#current;
      onOpened();
      this.#lastView = this.#needs.address.view;
      const investigation = new Investigation(opened, this.#needs.address, () => this.#viewOf(name));
      this.#current = { name, investigation, opening: abort };
      this.#isDead = false;
      this.#stage = null;
      await previous?.investigation.close();
    } catch (error) {
      if (abort.signal.aborted) return;
      this.#stage = null;
      this.#problem = { title: `The case ${files.name} cannot be opened`, failures: failuresOf(error) };
      this.#goBack();
    }
  }

  /** The View for an open case: that of the address, unless the address is about another one already. */
  #viewOf(name: string): View {
    const { view } = this.#needs.address;
    return this.#wanted === name ? view : this.#lastView;
  }

  #died(opening: AbortController): void {
    if (this.#current?.opening === opening) this.#isDead = true;
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
