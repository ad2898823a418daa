import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface Tolerance {
  readonly rel: number;
  readonly abs: number;
}

/** One reference case of a statvec/1 file. */
export interface ReferenceCase {
  readonly id: string;
  readonly tolerance?: Tolerance;
  readonly input: Readonly<Record<string, unknown>>;
  readonly expected: unknown;
}

/** A file of reference cases: all of one method. */
export interface ReferenceFile {
  readonly name: string;
  readonly method: string;
  readonly tolerance: Tolerance;
  readonly cases: readonly ReferenceCase[];
}

/** All statvec/1 files of a folder, by name. Throws where the folder or a file cannot be read. */
export function readReferenceFiles(folder: string): readonly ReferenceFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const content: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      if (!isReferenceContent(content)) throw new Error(`${join(folder, name)} is no statvec/1 file`);
      return { ...content, name };
    });
}

function isReferenceContent(content: unknown): content is Omit<ReferenceFile, 'name'> {
  if (typeof content !== 'object' || content === null) return false;
  const fields = content as Partial<Record<string, unknown>>;
  return fields.schema === 'statvec/1' && typeof fields.method === 'string' && Array.isArray(fields.cases);
}
