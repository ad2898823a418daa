import { DEFAULT_VIEW, type View } from '../domain/view.ts';
import { decode } from '../link/decode.ts';
import { encode } from '../link/encode.ts';
import type { LinkProblem } from '../link/problem.ts';
import { stepName } from '../link/step-name.ts';

/** How a change enters the history: `push` makes a step that Back undoes; `replace` rewrites the present one. */
export type HistoryStep = 'push' | 'replace';

/** What the address needs of the browser: given by the page, so that this file stays testable. */
export interface AddressBar {
  fragment(): string;
  write(fragment: string, step: HistoryStep): void;
  /** Calls back whenever the reader changes the address (Back, Forward, typing). Returns the way to stop. */
  listen(changed: () => void): () => void;
  /** Fragment of the step before (-1) or after (1); null: there is none; undefined: the browser does not tell. */
  neighbour(by: -1 | 1): string | null | undefined;
}

/** The View and its text form in the address, kept equal both ways. The only user of the address bar. */
export class Address {
  #view = $state.raw<View>(DEFAULT_VIEW);
  #problems = $state.raw<readonly LinkProblem[]>([]);
  #undo = $state.raw<string | null>(null);
  #redo = $state.raw<string | null>(null);
  #bar: AddressBar;
  /** The fragment as it stood when it was last read or written. */
  #known = '';

  constructor(bar: AddressBar) {
    this.#bar = bar;
    this.#read();
  }

  get view(): View {
    return this.#view;
  }

  /** What of the present address could not be understood, until the reader dismisses it or moves on. */
  get problems(): readonly LinkProblem[] {
    return this.#problems;
  }

  /** What Back would undo, by name; empty where the browser does not tell; null where there is nothing. */
  get undo(): string | null {
    return this.#undo;
  }

  /** The same of Forward. */
  get redo(): string | null {
    return this.#redo;
  }

  #lookAround(): void {
    const [before, after] = [this.#bar.neighbour(-1), this.#bar.neighbour(1)];
    const view = (fragment: string): View => decode(fragment).view;
    this.#undo =
      typeof before === 'string' ? stepName(view(before), this.#view) : before === null ? null : '';
    this.#redo = typeof after === 'string' ? stepName(this.#view, view(after)) : after === null ? null : '';
  }

  /** Follows the browser's Back and Forward; returns the way to stop. */
  follow(): () => void {
    return this.#bar.listen(() => this.#read());
  }

  change(patch: Partial<View>, step: HistoryStep = 'push'): void {
    // The reader may have changed the address a moment ago, before the browser told: that is not to be written over.
    if (this.#bar.fragment() !== this.#known) this.#read();
    const next = { ...this.#view, ...patch };
    const fragment = encode(next);
    // The address is the truth: what it cannot hold is not kept either.
    this.#view = decode(fragment).view;
    if (fragment !== encode(decode(this.#bar.fragment()).view)) this.#bar.write(fragment, step);
    this.#known = this.#bar.fragment();
    this.#lookAround();
  }

  dismissProblems(): void {
    this.#problems = [];
  }

  #read(): void {
    const { view, problems } = decode(this.#bar.fragment());
    this.#view = view;
    this.#problems = problems;
    this.#known = this.#bar.fragment();
    this.#lookAround();
  }
}
