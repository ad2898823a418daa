import { openSession, type Session } from '../lib/correlate/run.ts';
import {
  CORRELATION_SCHEMA,
  METHODS,
  type CorrelationRecord,
  type Method
} from '../lib/domain/correlation.ts';
import { IMPACT_WINDOWS, type ImpactOptions } from '../lib/domain/correlation-impact.ts';
import { decode, fragmentOf } from '../lib/link/decode.ts';
import { encode } from '../lib/link/encode.ts';
import { problemLine } from '../lib/link/problem.ts';
import { numberOption, textOption, UsageError, type Command, type CommandArgs } from './command.ts';
import { readCorrelationCase } from './correlate-case.ts';
import { recordText } from './correlate-text.ts';

const DEFAULT_SEED = 1;
const GREATEST_SEED = 2 ** 32 - 1;
const GREATEST_RADIUS_KM = 20_000;

export const command: Command = {
  summary: 'the statistics of a case: what activity did around events',
  help: `casewall correlate DIR [--view FRAGMENT] [--method NAME...] [--seed N] [--json]

Runs the statistics of the correlation panels on a case folder, without a browser: the same numbers, sentences and
caveats. Results go to standard output, progress and what is wrong with the link to standard error.

  --view FRAGMENT   the part of an address after #, or the whole address: its filters and range hold; put it in quotes
  --method NAME...  which of ${METHODS.join(', ')};
                    several by spaces, commas or repeated; all without it
  --seed N          of the random numbers (space and time, calibration); ${DEFAULT_SEED} without it
  --event ID        impact of this one event, with its series and blocks
  --window N        days a side for impact: 7 (default), 3 or 14
  --radius KM       impact on the places within so many km of the event, instead of its region
  --network         impact on all places together, instead of the event's region
  --devices         with --network: distinct devices instead of messages
  --calibrate       with impact: share of false alarms at ordinary dates of this case
  --json            one JSON object (schema ${CORRELATION_SCHEMA}), byte for byte the same for the same case, view and seed

Exit code: 0 done, 1 done although the link has problems, 2 wrong call or a case that cannot be used.

Example: casewall correlate cases/demo --view 'region=NL,BE' --method impact surges
`,
  options: {
    view: { type: 'string' },
    method: { type: 'string', multiple: true },
    seed: { type: 'string' },
    event: { type: 'string' },
    window: { type: 'string' },
    radius: { type: 'string' },
    network: { type: 'boolean' },
    devices: { type: 'boolean' },
    calibrate: { type: 'boolean' },
    json: { type: 'boolean' }
  },
  run
};

async function run(args: CommandArgs): Promise<number> {
  const { folder, methods } = readCall(args);
  const seed = numberOption(args, 'seed', DEFAULT_SEED, 0, GREATEST_SEED);
  const impact = impactOptions(args);
  const { view, problems } = decode(fragmentOf(textOption(args, 'view') ?? ''));
  for (const problem of problems) process.stderr.write(`${problemLine(problem)}\n`);
  const read = await readCorrelationCase(folder, view, seed, (what) => tell(what));
  const isOtherData = view.data !== null && !read.fingerprint.startsWith(view.data);
  if (isOtherData)
    tell('the link was made on other data than this case: numbers may differ from what it showed');
  const session = openSession(read.data, read.view);
  const records: CorrelationRecord[] = [];
  for (const method of methods) records.push(await runOne(session, method, impact));
  if (args.values.json === true) {
    const { id, title, synthetic } = read.manifest;
    const answer = {
      schema: CORRELATION_SCHEMA,
      case: { id, title, synthetic, fingerprint: read.fingerprint },
      view: encode(view),
      problems: problems.map(problemLine),
      records
    };
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  } else process.stdout.write(asText(read.manifest, read.view.words, records));
  return problems.length === 0 && !isOtherData ? 0 : 1;
}

function asText(
  { title, synthetic }: { readonly title: string; readonly synthetic: boolean },
  words: readonly string[],
  records: readonly CorrelationRecord[]
): string {
  const name = `${title.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')}${synthetic ? ' [synthetic data]' : ''}`;
  const view =
    words.length === 0 ? 'No filter: everything counts.' : `Only what the view keeps: ${words.join('; ')}.`;
  return `${name}\n${view}\n\n${records.map(recordText).join('\n')}`;
}

async function runOne(session: Session, method: Method, impact: ImpactOptions): Promise<CorrelationRecord> {
  tell(method);
  // One call per method would say the same; here each record is of the union already.
  const record: unknown =
    method === 'impact' ? await session.run(method, impact) : await session.run(method, {});
  return record as CorrelationRecord;
}

function readCall(args: CommandArgs): { readonly folder: string; readonly methods: readonly Method[] } {
  const given = args.values.method;
  const named = (Array.isArray(given) ? given : []).flatMap((text) => String(text).split(','));
  const isMethod = (text: string): text is Method => (METHODS as readonly string[]).includes(text);
  // With --method, further words are methods too: --method impact surges.
  const words = named.length > 0 ? args.positionals.filter(isMethod) : [];
  const [folder, ...rest] = args.positionals.filter((text) => !words.includes(text as Method));
  if (folder === undefined) throw new UsageError('correlate wants one case folder: casewall correlate DIR');
  const asked = [...named, ...words, ...(named.length > 0 ? rest : [])];
  const unknown = asked.find((name) => !isMethod(name));
  if (unknown !== undefined) {
    throw new UsageError(`There is no method "${unknown}". Methods: ${METHODS.join(', ')}.`);
  }
  if (named.length === 0 && rest.length > 0) throw new UsageError('correlate wants one case folder only.');
  return { folder, methods: asked.length === 0 ? METHODS : METHODS.filter((name) => asked.includes(name)) };
}

function impactOptions(args: CommandArgs): ImpactOptions {
  const eventId = textOption(args, 'event');
  const wanted = numberOption(args, 'window', 7, 1, 1000);
  const W = IMPACT_WINDOWS.find((days) => days === wanted);
  if (W === undefined)
    throw new UsageError(`--window wants one of ${IMPACT_WINDOWS.join(', ')}, not ${wanted}.`);
  const hasRadius = textOption(args, 'radius') !== undefined;
  const isNetwork = args.values.network === true;
  if (hasRadius && isNetwork) throw new UsageError('Give --radius or --network, not both.');
  if (args.values.devices === true && !isNetwork) {
    throw new UsageError('--devices wants --network: distinct devices of a region are not known.');
  }
  return {
    W,
    ...(eventId === undefined ? {} : { eventId }),
    ...(isNetwork ? { scope: { tag: 'network' } } : {}),
    ...(hasRadius
      ? { scope: { tag: 'radius', km: numberOption(args, 'radius', 50, 1, GREATEST_RADIUS_KM) } }
      : {}),
    ...(args.values.devices === true ? { counts: 'devices' } : {}),
    ...(args.values.calibrate === true ? { calibrate: true } : {})
  };
}

function tell(what: string): void {
  process.stderr.write(`correlate: ${what}\n`);
}
