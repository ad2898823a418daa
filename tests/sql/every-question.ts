import { checkQuestions } from './check-questions.ts';
import { hostileQuestions } from './hostile.ts';
import { proofQuestions } from './proof-questions.ts';
import type { PathOf, Question } from './question.ts';
import { questions } from './questions.ts';

/** All questions, in the order in which they are to be asked. */
export function everyQuestion(path: PathOf): readonly Question[] {
  return [...questions(path), ...proofQuestions(path), ...checkQuestions(path), ...hostileQuestions(path)];
}
