/** The table of the design: where a file lives decides what it may know. */

export interface Room {
  readonly rank: number;
  /** `sql`, `ui`, ... inside src/lib; `routes`, `cli` beside it. */
  readonly folder: string;
}

const RANKS: readonly (readonly string[])[] = [
  ['stats', 'time', 'geo'],
  ['domain'],
  ['sql', 'link', 'views', 'correlate'],
  ['engine', 'compute'],
  ['casefile', 'queries'],
  ['state', 'prepare'],
  ['ui'],
  ['routes', 'cli']
];

/** The room of a file below src/, or null where it has none. */
export function roomOf(path: string): Room | null {
  const match = /^src\/(?:lib\/([^/]+)|(routes|cli))\//.exec(path);
  if (match === null) return null;
  const folder = (match[1] ?? match[2]) as string;
  const isInside = match[1] !== undefined;
  const rank = RANKS.findIndex((folders) => folders.includes(folder));
  if (rank === -1 || isInside === (rank === 7)) return null;
  return { rank, folder };
}

/** Whether a file of one room may import from another. */
export function mayImport(from: Room, to: Room): boolean {
  return to.rank < from.rank || (to.rank === from.rank && to.folder === from.folder);
}

interface Ban {
  /** Of packages and of built-in modules of Node. */
  readonly packages: RegExp;
  readonly why: string;
  readonly applies: (room: Room, path: string) => boolean;
}

const isNodeSide = (room: Room, path: string): boolean =>
  room.folder === 'prepare' || room.folder === 'cli' || path.startsWith('src/lib/engine/native');

/** Packages that some rooms must not know. */
export const BANS: readonly Ban[] = [
  {
    packages: /^(svelte|@sveltejs\/.*)(\/|$)|^\$(app|env)\//,
    why: 'knows nothing of Svelte',
    applies: ({ rank, folder }) => rank <= 4 || folder === 'prepare' || folder === 'cli'
  },
  {
    packages: /^(@duckdb\/.*|@uwdata\/flechette|apache-arrow)(\/|$)/,
    why: 'reaches DuckDB and Arrow through engine/ only',
    applies: ({ folder }) => folder !== 'engine'
  },
  {
    packages: /^@clickhouse\//,
    why: 'leaves ClickHouse to prepare/clickhouse/',
    applies: (_, path) => !path.startsWith('src/lib/prepare/clickhouse/')
  },
  {
    packages: /^(maplibre-gl|pmtiles|terra-draw.*|d3-.*|@deck\.gl\/.*)(\/|$)/,
    why: 'knows neither the map nor d3',
    applies: ({ folder }) =>
      folder === 'state' || folder === 'domain' || folder === 'sql' || folder === 'queries'
  },
  {
    packages: /^(maplibre-gl|pmtiles|terra-draw.*|@deck\.gl\/.*)(\/|$)/,
    why: 'leaves the map to ui/',
    applies: ({ rank }) => rank < 6
  },
  {
    packages: /^node:|^(fs|path|os|url|crypto|zlib|stream|http|https|child_process|worker_threads)(\/|$)/,
    why: 'runs in the page, where Node is not',
    applies: (room, path) => !isNodeSide(room, path)
  }
];

/** Folders of a lower rank that a room must not know all the same. */
export const STRANGERS: Readonly<Record<string, readonly string[]>> = {
  ui: ['state', 'queries', 'engine', 'prepare'],
  cli: ['state', 'ui'],
  routes: ['prepare']
};

const DOM = ['document', 'window', 'localStorage', 'sessionStorage', 'navigator', 'HTMLElement'];
const CLOCK = [
  'new Date',
  'Date.now',
  'performance.now',
  'Temporal.Now',
  'Math.random',
  'crypto.getRandomValues',
  'crypto.randomUUID'
];
const WORLD = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'process', 'setTimeout', 'setInterval'];

/** Names that a room must not use. */
export function forbiddenWords({ rank, folder }: Room): readonly string[] {
  if (rank <= 2) return [...DOM, ...CLOCK, ...WORLD];
  if (folder === 'casefile' || folder === 'queries' || folder === 'prepare' || folder === 'cli') return DOM;
  return [];
}
