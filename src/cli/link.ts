import type { View } from '../lib/domain/view.ts';
import { decode, fragmentOf } from '../lib/link/decode.ts';
import { encode } from '../lib/link/encode.ts';
import { problemLine } from '../lib/link/problem.ts';
import { describeView } from '../lib/link/words.ts';
import { UsageError, type Command, type CommandArgs } from './command.ts';

/** The command line speaks English, whatever the machine's language. */
const LOCALE = 'en-GB';

/** `casewall link`: what a link says, without opening the case. */
export const command: Command = {
  summary: 'says in plain words what a link holds',
  help: `casewall link FRAGMENT [--json]

FRAGMENT is the part of an address after #, or the whole address; put it in quotes, since it holds & signs.
Prints one line per parameter that differs from the default. What cannot be read goes to standard error, with what
was kept instead.

  --json   the view (times as ISO UTC), the words, the problems, and the link written anew

Exit code: 0 sound, 1 the link has problems, 2 wrong call.

Example: casewall link 'http://127.0.0.1:4173/#case=demo&from=2020-06-12&region=NL,BE'
`,
  options: { json: { type: 'boolean' } },
  run: async (args: CommandArgs) => {
    if (args.positionals.length !== 1) {
      throw new UsageError(
        'casewall link wants one FRAGMENT or address, in quotes. See: casewall link --help'
      );
    }
    const { view, problems } = decode(fragmentOf(args.positionals[0]));
    const words = describeView(view, { locale: LOCALE });
    for (const problem of problems) process.stderr.write(`${problemLine(problem)}\n`);
    if (args.values.json === true) {
      const answer = { view: writtenView(view), words, problems, fragment: encode(view) };
      process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
    } else if (words.length === 0)
      process.stdout.write('The link says nothing: everything is as by default.\n');
    else for (const { parameter, text } of words) process.stdout.write(`${parameter.padEnd(10)} ${text}\n`);
    return problems.length === 0 ? 0 : 1;
  }
};

/** The view with its times as ISO text. */
function writtenView(view: View) {
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  const span = view.span === null ? null : { from: iso(view.span.from), to: iso(view.span.to) };
  return { ...view, from: iso(view.from), to: iso(view.to), span };
}
