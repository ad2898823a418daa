import { MANIFEST_FILE } from '../domain/case.ts';
import type { Failure, Result } from '../domain/failure.ts';
import type { FileSource } from '../engine/engine.ts';
import { sha256OfChunks } from './sha256.ts';

/** A file of a case, found: what it is read from, and how large it is. */
export interface FoundFile {
  readonly source: FileSource;
  /** Null where the place it comes from does not tell. */
  readonly bytes: number | null;
}

/**
 * Where the files of a case come from: a served folder, files chosen by the reader, or a folder on disk. Paths are
 * those of the manifest, checked by readManifest or `case.json` itself. Failures name the file; an aborted signal is
 * thrown as its reason.
 */
export interface CaseFiles {
  /** What the reader knows the case by: an address or the name of a folder. */
  readonly name: string;
  /** Looks whether the file is there, without reading it. */
  find(path: string, signal?: AbortSignal): Promise<Result<FoundFile>>;
  /** The whole file as text. */
  text(path: string, signal?: AbortSignal): Promise<Result<string>>;
  /** Bytes [from, to) of the file; a negative `from` counts from the end, and `to` is then the end. */
  bytes(path: string, from: number, to: number, signal?: AbortSignal): Promise<Result<Uint8Array>>;
  /** Size and SHA-256 (lower-case hex) of the whole file. */
  digest(
    path: string,
    signal?: AbortSignal
  ): Promise<Result<{ readonly bytes: number; readonly hex: string }>>;
  /** Paths of all files of the folder; null where it cannot be listed. */
  list(signal?: AbortSignal): Promise<readonly string[] | null>;
}

export function missingFile(path: string, where: string): Result<never> {
  const isManifest = path === MANIFEST_FILE;
  const failure: Failure = {
    code: isManifest ? 'manifest-missing' : 'file-missing',
    severity: 'error',
    message: `There is no file ${path} in ${where}.`,
    remedy: isManifest
      ? 'Choose the folder that holds case.json itself, or make a case with "casewall prepare".'
      : 'Put it there, or take it out of "files" in case.json.',
    file: path
  };
  return { ok: false, failures: [failure] };
}

export function unreadableFile(path: string, reason: string): Result<never> {
  const remedy = 'See that it may be read and that what it lies on is connected, then try again.';
  const message = `The file cannot be read: ${reason}.`;
  return {
    ok: false,
    failures: [{ code: 'file-unreadable', severity: 'error', message, remedy, file: path }]
  };
}

/**
 * Files that the reader dropped or chose, by their paths in the folder. Where all of them lie in one folder that
 * holds case.json, the name of that folder is left out. Nothing leaves the machine.
 */
export function chosenFiles(chosen: ReadonlyMap<string, File>): CaseFiles {
  const { folder, files } = withoutFolder(chosen);
  const name = folder === '' ? 'the chosen files' : folder;
  const found = async <T>(path: string, read: (file: File) => Promise<T> | T): Promise<Result<T>> => {
    const file = files.get(path);
    if (file === undefined) return missingFile(path, name);
    try {
      return { ok: true, value: await read(file) };
    } catch (error) {
      // A file that was changed or taken away since it was chosen.
      if (error instanceof DOMException && error.name !== 'AbortError')
        return unreadableFile(path, error.message);
      throw error;
    }
  };
  return {
    name,
    find: (path) => found(path, (file) => ({ source: { file }, bytes: file.size })),
    text: (path) => found(path, (file) => file.text()),
    bytes: (path, from, to) =>
      found(
        path,
        async (file) => new Uint8Array(await file.slice(from, from < 0 ? file.size : to).arrayBuffer())
      ),
    digest: (path, signal) => found(path, (file) => sha256OfChunks(chunksOf(file.stream()), signal)),
    list: () => Promise.resolve([...files.keys()].sort())
  };
}

/** The folder common to all files (with case.json in it), taken off their paths. */
function withoutFolder(chosen: ReadonlyMap<string, File>): { folder: string; files: Map<string, File> } {
  const manifests = [...chosen.keys()].filter(
    (path) => path === MANIFEST_FILE || path.endsWith(`/${MANIFEST_FILE}`)
  );
  // The case is the folder of the manifest that lies highest.
  const top = manifests.sort((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1))[0];
  const prefix = top === undefined ? '' : top.slice(0, -MANIFEST_FILE.length);
  const inside = [...chosen].filter(([path]) => path.startsWith(prefix));
  return {
    folder: prefix.split('/').at(-2) ?? '',
    files: new Map(inside.map(([path, file]) => [path.slice(prefix.length), file]))
  };
}

/** The pieces of a stream; Safari's streams cannot be looped over. */
export async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}
