/** Something in a link that could not be read as it stands. Plain text: never HTML. */
export interface LinkProblem {
  /** Name of the parameter as the link wrote it, shortened; empty where the link as a whole is meant. */
  readonly parameter: string;
  /** What the link said, shortened. */
  readonly value: string;
  /** What is wrong with it, and what would be right. */
  readonly message: string;
  /** What the view has instead. */
  readonly kept: string;
}

/** Takes note of a problem with a value of the parameter at hand. */
export type Report = (value: string, message: string, kept: string) => void;

/** Links with more problems than this are not shown one by one. */
export const MAX_PROBLEMS = 50;

const SHOWN_LENGTH = 60;
const NOT_SHOWABLE = /[\p{Cc}\p{Surrogate}\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** The text as a message can show it: at most 60 characters, none of them a control character or half a pair. */
export function shorten(text: string): string {
  const characters = [...text.slice(0, 4 * SHOWN_LENGTH)];
  const shown =
    characters.length > SHOWN_LENGTH
      ? `${characters.slice(0, SHOWN_LENGTH - 1).join('')}…`
      : characters.join('');
  return shown.replace(NOT_SHOWABLE, '\uFFFD');
}

/** One line: `map "95,5,6": the latitude lies between -90 and 90. Kept: the whole case.` */
export function problemLine(problem: LinkProblem): string {
  const what = problem.parameter === '' ? 'The link' : `${problem.parameter} "${problem.value}"`;
  return `${what}: ${problem.message}${problem.kept === '' ? '' : ` Kept: ${problem.kept}.`}`;
}

/** Collects problems; beyond MAX_PROBLEMS it counts them only. */
export interface ProblemList {
  add(parameter: string, value: string, message: string, kept: string): void;
  all(): readonly LinkProblem[];
}

export function problemList(): ProblemList {
  const listed: LinkProblem[] = [];
  let unlisted = 0;
  return {
    add(parameter, value, message, kept) {
      if (listed.length === MAX_PROBLEMS) unlisted += 1;
      else listed.push({ parameter: shorten(parameter), value: shorten(value), message, kept });
    },
    all() {
      if (unlisted === 0) return listed;
      return [
        ...listed,
        { parameter: '', value: '', message: `${unlisted} further problems are not listed.`, kept: '' }
      ];
    }
  };
}
