import { BANS, forbiddenWords, mayImport, roomOf, STRANGERS, type Room } from './ranks.ts';
import { markupExpressions, markupText, resolvePath, scriptText, type Source } from './source.ts';
import { readSyntax, type Syntax } from './syntax.ts';

export const MAX_LINES = 300;

/** Names of the world wide web that name a vocabulary and are never fetched. */
const NAMESPACES = /^http:\/\/www\.w3\.org\/\d{4}\//;

/** What one file does against the design, a line each: `path:line: what`. */
export function fileViolations(source: Source): readonly string[] {
  const lines = source.text.split('\n').length - (source.text.endsWith('\n') ? 1 : 0);
  const tooLong =
    lines > MAX_LINES ? [`${source.path}: ${lines} lines, at most ${MAX_LINES} are allowed`] : [];
  if (!source.path.startsWith('src/') || !/\.(ts|mjs|svelte)$/.test(source.path)) return tooLong;
  const script = readSyntax(source.path, scriptText(source));
  return [...tooLong, ...roomViolations(source, script), ...textViolations(source, script)];
}

function roomViolations(source: Source, script: Syntax): readonly string[] {
  const room = roomOf(source.path);
  if (room === null) {
    return /^src\/[^/]+$/.test(source.path)
      ? []
      : [`${source.path}: lies in no folder of the design's table`];
  }
  return [
    ...script.imports.flatMap(({ specifier, line }) =>
      importViolations(source.path, room, specifier).map((what) => `${source.path}:${line}: ${what}`)
    ),
    ...wordViolations(source, script, room)
  ];
}

function importViolations(path: string, room: Room, specifier: string): readonly string[] {
  const target = resolvePath(path, specifier);
  if (target === null) {
    return BANS.filter((ban) => ban.applies(room, path) && ban.packages.test(specifier)).map(
      (ban) => `${room.folder} ${ban.why}: ${specifier}`
    );
  }
  const isAlias = specifier.startsWith('$');
  if (isAlias && room.folder !== 'routes') return [`imports by $lib are for routes: ${specifier}`];
  const other = roomOf(target);
  if (other === null) {
    // Beside the rooms: types of SvelteKit, and files that are no code.
    return /^src\/(lib|routes|cli)\/|^src\/[^/]+\.(css|html|d\.ts)$|^node_modules\/|\$types/.test(target)
      ? []
      : [`imports from outside the source: ${specifier}`];
  }
  const found = mayImport(room, other)
    ? []
    : [`${room.folder} (rank ${room.rank}) imports from ${other.folder} (rank ${other.rank}): ${specifier}`];
  if (STRANGERS[room.folder]?.includes(other.folder) === true)
    found.push(`${room.folder} must not know ${other.folder}: ${specifier}`);
  if (!/\.(ts|mjs|svelte|css|json)$/.test(target) && !/\$types/.test(target))
    found.push(`the ending is missing: ${specifier}`);
  return found;
}

function wordViolations(source: Source, script: Syntax, room: Room): readonly string[] {
  const forbidden = new Set(forbiddenWords(room));
  return [...script.free, ...script.members]
    .filter(({ name }) => forbidden.has(name))
    .map(({ name, line }) => `${source.path}:${line}: ${room.folder} must not use ${name}`);
}

function textViolations(source: Source, script: Syntax): readonly string[] {
  const at = (line: number, what: string): string => `${source.path}:${line}: ${what}`;
  const found: string[] = [];
  const isLibrary = source.path.startsWith('src/lib/');
  const isPage =
    (isLibrary && !source.path.startsWith('src/lib/prepare/')) || source.path.startsWith('src/routes/');
  if (isLibrary) {
    for (const { line } of script.defaultExports) found.push(at(line, 'a default export'));
    if (/\/index\.(svelte\.)?(ts|js)$/.test(source.path)) found.push(`${source.path}: a barrel file`);
  }
  if (isPage) {
    for (const { name, line } of script.members)
      if (name.startsWith('console.')) found.push(at(line, `writes to the console: ${name}`));
    for (const { name, line } of script.texts)
      if (/^(https?:)?\/\/[\w[]/i.test(name) && !NAMESPACES.test(name))
        found.push(at(line, `a foreign URL: ${name}`));
    found.push(...markupViolations(source));
  }
  return found;
}

const MARKUP: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /\{@html\b/g, what: 'writes HTML: {@html' },
  { pattern: /\bconsole\.\w+/g, what: 'writes to the console' },
  { pattern: /\bsrc(set)?\s*=\s*["'{`]*\s*(https?:)?\/\/\w/gi, what: 'a foreign URL' },
  { pattern: /<link\b[^>]*\bhref\s*=\s*["']?\s*(https?:)?\/\//gi, what: 'a foreign URL' }
];

function markupViolations(source: Source): readonly string[] {
  const markup = markupText(source);
  const found = MARKUP.flatMap(({ pattern, what }) => matches(source.path, markup, pattern, what));
  const dynamic = matches(source.path, markupExpressions(source), /\bimport\s*\(/g, 'imports in the markup');
  const style = matches(
    source.path,
    source.text,
    /(url\(|@import)\s*["']?\s*(https?:)?\/\/\w/gi,
    'a foreign URL'
  );
  return [...found, ...dynamic, ...style];
}

function matches(path: string, text: string, pattern: RegExp, what: string): readonly string[] {
  return [...text.matchAll(pattern)].map(
    (match) => `${path}:${text.slice(0, match.index).split('\n').length}: ${what}`
  );
}

/** Foreign addresses in a style sheet or in the shell of the page. */
export function shellViolations(source: Source): readonly string[] {
  return [
    ...matches(source.path, source.text, /(url\(|@import)\s*["']?\s*(https?:)?\/\/\w/gi, 'a foreign URL'),
    ...matches(source.path, source.text, /\b(src|href)\s*=\s*["']?\s*(https?:)?\/\/\w/gi, 'a foreign URL')
  ];
}

/** Circles of imports that are there when the program runs, each as `a -> b -> a`. */
export function importCycles(sources: readonly Source[]): readonly string[] {
  const known = new Set(sources.map(({ path }) => path));
  const edges = new Map(
    sources.map((source) => [
      source.path,
      readSyntax(source.path, scriptText(source))
        .imports.filter(({ kind }) => kind === 'value')
        .map(({ specifier }) => resolvePath(source.path, specifier))
        .filter((target): target is string => target !== null && known.has(target))
    ])
  );
  const cycles: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start !== -1) {
      cycles.push([...trail.slice(start), path].join(' -> '));
      return;
    }
    if (done.has(path)) return;
    for (const target of edges.get(path) ?? []) walk(target, [...trail, path]);
    done.add(path);
  };
  for (const path of edges.keys()) walk(path, []);
  return cycles;
}
