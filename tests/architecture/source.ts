import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** One file as the rules see it. */
export interface Source {
  /** From the project's folder, with forward slashes: `src/lib/sql/filter.ts`. */
  readonly path: string;
  readonly text: string;
}

/** Every file of a folder with one of these endings. */
export function readSources(folder: string, endings: readonly string[]): readonly Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length).replaceAll('\\', '/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

/** The scripts of a file: itself, or the script blocks of a component, on their own lines. */
export function scriptText(source: Source): string {
  if (!source.path.endsWith('.svelte')) return source.text;
  let script = '';
  let end = 0;
  for (const block of source.text.matchAll(/(<script\b[^>]*>)([\s\S]*?)<\/script>/gi)) {
    const begin = block.index + (block[1] as string).length;
    script += blank(source.text.slice(end, begin)) + (block[2] as string);
    end = begin + (block[2] as string).length;
  }
  return script + blank(source.text.slice(end));
}

/** The markup of a component, without scripts, styles and comments; empty for other files. */
export function markupText(source: Source): string {
  if (!source.path.endsWith('.svelte')) return '';
  return source.text.replaceAll(/<(script|style)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->/gi, blank);
}

/** The expressions in the markup, roughly: what stands in braces. */
export function markupExpressions(source: Source): string {
  return markupText(source).replaceAll(/(^|\})[^{}]*/g, blank);
}

function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ');
}

/** The path that a specifier names, seen from a file; null for a package. */
export function resolvePath(from: string, specifier: string): string | null {
  const plain = specifier.replace(/\?.*$/, '');
  if (plain === '$lib' || plain.startsWith('$lib/')) return `src/lib${plain.slice(4)}`;
  if (!plain.startsWith('.')) return null;
  return join(dirname(from), plain).replaceAll('\\', '/');
}
