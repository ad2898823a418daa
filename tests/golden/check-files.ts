import { answer } from './adapters.ts';
import { differences } from './compare.ts';
import type { ReferenceCase, ReferenceFile } from './vectors.ts';

export interface FileOutcome {
  readonly file: string;
  readonly passed: number;
  /** One entry per failed case: its id and what is wrong. */
  readonly failures: readonly string[];
}

/** Puts every case of the file to our functions. */
export function checkFile(file: ReferenceFile): FileOutcome {
  const failures: string[] = [];
  for (const reference of file.cases) {
    const wrong = checkCase(file, reference);
    if (wrong.length > 0) failures.push(`${reference.id}: ${wrong.join('; ')}`);
  }
  return { file: file.name, passed: file.cases.length - failures.length, failures };
}

/** What is wrong with our answer to the case; empty where it agrees. */
export function checkCase(file: ReferenceFile, reference: ReferenceCase): readonly string[] {
  try {
    const actual = answer(file.method, reference.input);
    return differences(actual, reference.expected, reference.tolerance ?? file.tolerance);
  } catch (error) {
    return [error instanceof Error ? `${error.name}: ${error.message}` : String(error)];
  }
}
