import { FILES, fileRecord, type FileRecord } from '../domain/case.ts';
import type { Columns } from '../domain/columns.ts';
import { CaseFailure, type Failure } from '../domain/failure.ts';
import type { ActivityGroup, FileCheck, ProofSubject } from '../domain/proof.ts';
import type { Range } from '../domain/range.ts';
import {
  filesOf,
  proofNumber,
  proofRows,
  proofStatements,
  type ProofQuestion,
  type ProofRows,
  type ProofStatements
} from '../queries/proof.ts';
import type { SqlFile } from '../sql/proof-events.ts';
import type { Page } from '../sql/proof-page.ts';
import type { Sql } from '../sql/sql.ts';
import type { Amount } from '../views/tally.ts';
import { openFile } from './case-tables.ts';
import { failuresOf } from './failures.ts';
import type { Investigation } from './investigation.svelte.ts';
import { Resource } from './resource.svelte.ts';

/** A number whose proof is asked for. */
export interface Explained {
  readonly subject: ProofSubject;
  readonly title: string;
  /** Unit written behind the number; null for plain counts. */
  readonly unit: string | null;
  /** What the number means, in a sentence. */
  readonly meaning: string;
  /** The number as the screen shows it: null for "no data", undefined while it is being counted. */
  readonly shown: () => Amount | null | undefined;
}

export const PAGE_ROWS = 50;
/** More rows than this are not put into one file: the SQL gives them all. */
export const MOST_EXPORTED = 250_000;

/** The part of a proof that the reader looks at. */
export type ProofTab = 'rows' | 'leftOut' | 'sql' | 'files';

type Files = ReadonlyMap<string, SqlFile>;

/** Where a number of the screen comes from: asked of the files anew, one number at a time. */
export class ProofDesk {
  readonly #investigation: Investigation;
  readonly #files = new Resource<Files>();
  readonly #number = new Resource<Amount | null>();
  readonly #rows = new Resource<ProofRows>();
  readonly #reasons = new Resource<Columns | null>();
  readonly #leftOut = new Resource<ProofRows | null>();
  readonly explained: Explained;
  readonly #asked: string;
  #checks = $state.raw<ReadonlyMap<string, FileCheck>>(new Map());
  tab = $state<ProofTab>('rows');
  #group = $state<ActivityGroup>('day');
  page = $state.raw<Page>(firstPage('file_row'));
  leftPage = $state.raw<Page>(firstPage('file_row'));

  constructor(investigation: Investigation, explained: Explained) {
    this.#investigation = investigation;
    this.explained = explained;
    this.#asked = this.#viewKey;
    this.page = firstPage(firstColumn(explained.subject, 'day'));
  }

  /** Stops what is under way. */
  close(): void {
    for (const resource of [this.#files, this.#number, this.#rows, this.#reasons, this.#leftOut])
      resource.cancel();
  }

  /** What rows of activity are summed by. */
  get group(): ActivityGroup {
    return this.#group;
  }

  groupBy(group: ActivityGroup): void {
    this.#group = group;
    this.page = firstPage(firstColumn(this.explained.subject, group));
  }

  get #viewKey(): string {
    const { filter, from, to } = this.#investigation.view;
    return JSON.stringify([filter, from, to]);
  }

  /** The View has moved on (Back, a typed address): the number shown is not the one asked about. */
  get isOutdated(): boolean {
    return this.#asked !== this.#viewKey;
  }

  question = $derived.by((): ProofQuestion => {
    const { case: opened, view, range } = this.#investigation;
    const { start, dated } = opened.events;
    return {
      subject: this.explained.subject,
      filter: view.filter,
      places: opened.places,
      range,
      zone: opened.manifest.zone,
      starts: dated === 0 ? null : { from: start[0], to: start[dated - 1] }
    };
  });

  /** The time that the number stands for; null: all of it. */
  get range(): Range | null {
    const { question } = this;
    return question.subject.tag === 'activity' && question.subject.bucket !== null
      ? question.subject.bucket
      : question.range;
  }

  /** Asks what the open tab needs. Called from an effect of the page. */
  follow(): void {
    const { question } = this;
    const key = keyOf(question);
    this.#files.ask(key, (signal) => this.#openFiles(question, signal));
    const files = this.#files.answers(key) ? this.#files.value : null;
    const statements = files === null ? null : statementsOn(question, files);
    if (statements === null) return;
    const { engine } = this.#investigation.case;
    const { page, leftPage, group, tab } = this;
    this.#number.ask(key, (signal) => proofNumber(engine, statements.number, signal));
    if (this.#number.phase === 'busy') return;
    if (tab === 'rows') {
      this.#rows.ask(key + JSON.stringify([page, group]), (signal) =>
        proofRows(engine, statements.rows(page, group), signal)
      );
    }
    if (tab !== 'leftOut') return;
    const { reasons, leftOut } = statements;
    this.#reasons.ask(key, async (signal) => (reasons === null ? null : engine.run(reasons, signal)));
    this.#leftOut.ask(key + JSON.stringify(leftPage), async (signal) =>
      leftOut === null ? null : proofRows(engine, leftOut(leftPage), signal)
    );
  }

  async #openFiles(question: ProofQuestion, signal: AbortSignal): Promise<Files> {
    const { case: opened } = this.#investigation;
    const found = new Map<string, SqlFile>();
    for (const path of filesOf(question)) {
      const record = fileRecord(opened.manifest, path);
      if (record === undefined) continue;
      const table = opened.tables.get(path) ?? (await openFile(opened.engine, opened.files, record, signal));
      found.set(path, { name: table.name, types: table.types });
    }
    return found;
  }

  #answers<T>(resource: Resource<T>, detail = ''): boolean {
    return resource.answers(keyOf(this.question) + detail);
  }

  /** Whether the number is counted from rows of files at all; undefined while that is being found out. */
  get isCounted(): boolean | undefined {
    return this.#answers(this.#files) ? this.statements(null) !== null : undefined;
  }

  /** What SQL on the files gives; undefined while it is being asked. */
  get proved(): Amount | null | undefined {
    return this.#answers(this.#number) ? this.#number.value : undefined;
  }

  get rows(): ProofRows | null {
    return this.#rows.value;
  }

  get leftOut(): ProofRows | null {
    return this.#leftOut.value;
  }

  get reasons(): Columns | null {
    return this.#answers(this.#reasons) ? this.#reasons.value : null;
  }

  /** Whether the open tab shows what was asked. */
  get isShown(): boolean {
    if (this.failures.length > 0 || this.isCounted === false) return true;
    if (this.proved === undefined) return false;
    if (this.tab === 'rows') return this.#answers(this.#rows, JSON.stringify([this.page, this.group]));
    if (this.tab !== 'leftOut') return true;
    return this.#answers(this.#reasons) && this.#answers(this.#leftOut, JSON.stringify(this.leftPage));
  }

  get failures(): readonly Failure[] {
    const errors = [this.#files, this.#number, this.#rows, this.#reasons, this.#leftOut].map(
      ({ error }) => error
    );
    return errors.flatMap((error) => (error === null ? [] : failuresOf(error)));
  }

  /** The files behind the number. */
  records = $derived.by((): readonly FileRecord[] => {
    const { question } = this;
    const { manifest } = this.#investigation.case;
    const gaps = question.subject.tag === 'activity' ? [FILES.coverage] : [];
    return [...filesOf(question), ...gaps].flatMap((path) => fileRecord(manifest, path) ?? []);
  });

  /** The statements, on files in the reader's own folder; null: as the engine names them. */
  statements(folder: string | null): ProofStatements | null {
    const files = this.#files.value;
    if (files === null) return null;
    if (folder === null) return statementsOn(this.question, files);
    const base = folder === '' || /[\\/]$/.test(folder) ? folder : `${folder}/`;
    const named = [...files].map(([path, { types }]) => [path, { name: base + path, types }] as const);
    return statementsOn(this.question, new Map(named));
  }

  /** The rows as they are summed now. */
  rowsStatement(page: Page): Sql {
    const statements = this.statements(null);
    if (statements === null) throw new RangeError('No rows are shown before their files are there');
    return statements.rows(page, this.group);
  }

  /** All rows of a statement for one page, as many as go into a file. */
  async all(statement: (page: Page) => Sql, page: Page): Promise<ProofRows> {
    const { engine } = this.#investigation.case;
    return proofRows(engine, statement({ ...page, skip: 0, most: MOST_EXPORTED }));
  }

  get checks(): ReadonlyMap<string, FileCheck> {
    return this.#checks;
  }

  /** Reads a file once more and compares its hash with the one that the manifest lists. */
  async check(record: FileRecord): Promise<void> {
    const tell = (check: FileCheck): void => {
      this.#checks = new Map(this.#checks).set(record.path, check);
    };
    tell({ tag: 'busy' });
    try {
      const digest = await this.#investigation.case.files.digest(record.path);
      if (!digest.ok) throw new CaseFailure(digest.failures);
      const { hex } = digest.value;
      tell(hex === record.sha256 ? { tag: 'same' } : { tag: 'different', hex });
    } catch (error) {
      tell({ tag: 'failed', failures: failuresOf(error) });
    }
  }
}

function firstPage(by: string): Page {
  return { by, descending: by === 'messages', skip: 0, most: PAGE_ROWS };
}

function firstColumn({ tag }: ProofSubject, group: ActivityGroup): string {
  if (tag !== 'activity') return tag === 'devices' ? 'file_row' : 'start_ms';
  return { day: 'day_ms', hour: 'hour_ms', cell: 'messages', row: 'file_row' }[group];
}

function statementsOn(question: ProofQuestion, files: Files): ProofStatements | null {
  return proofStatements(question, (path) => files.get(path) ?? null);
}

function keyOf({ subject, filter, range }: ProofQuestion): string {
  const ends = range === null ? null : [String(range.from), String(range.to)];
  return JSON.stringify([subject, filter, ends]);
}
