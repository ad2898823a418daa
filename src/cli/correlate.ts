import { openSession, type OptionsOf, type Session } from '../lib/correlate/run.ts';
import {
  CORRELATION_SCHEMA,
  METHODS,
  type CorrelationRecord,
  type Method
} from '../lib/domain/correlation.ts';
import { methodOptions } from '../lib/correlate/options.ts';
import { MAX_RADIUS_KM } from '../lib/domain/analysis.ts';
import { IMPACT_WINDOWS, type ImpactOptions, type ImpactScope } from '../lib/domain/correlation-impact.ts';
import { decode, fragmentOf } from '../lib/link/decode.ts';
import { encode } from '../lib/link/encode.ts';
import { problemLine } from '../lib/link/problem.ts';
import { numberOption, textOption, UsageError, type Command, type CommandArgs } from './command.ts';
import { readCorrelationCase } from './correlate-case.ts';
import { recordText } from './correlate-text.ts';

const DEFAULT_SEED = 1;
const GREATEST_SEED = 2 ** 32 - 1;

export const command: Command = {
  summary: 'the statistics of a case: what activity did around events',
  help: `casewall correlate DIR [--view FRAGMENT] [--method NAME...] [--seed N] [--json]

Runs the statistics of the correlation panels on a case folder, without a browser: the same numbers, sentences and
caveats. Results go to standard output, progress and what is wrong with the link to standard error.

  --view FRAGMENT   the part of an address after #, or the whole address; put it in quotes. Its filters and range hold,
                    and what the panels were asked: window, scope, by, study, and the event selected (impact of it alone)
  --method NAME...  which of ${METHODS.join(', ')};
                    several by spaces, commas or repeated; all without it
  --seed N          of the random numbers (space and time, calibration); ${DEFAULT_SEED} without it

What follows holds against the view:
  --event ID        impact of this one event, with its series and blocks; --event all: of all events
  --window N        days a side for impact: 7 (default), 3 or 14
  --radius KM       impact on the places within so many km of the event, instead of its region
  --network         impact on all places together, instead of the event's region
  --devices         with --network: distinct devices instead of messages
  --region          impact on the region of the event
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
    region: { type: 'boolean' },
    devices: { type: 'boolean' },
    calibrate: { type: 'boolean' },
    json: { type: 'boolean' }
  },
  run
};

async function run(args: CommandArgs): Promise<number> {
  const { folder, methods } = readCall(args);
  const seed = numberOption(args, 'seed', DEFAULT_SEED, 0, GREATEST_SEED);
  const { view, problems } = decode(fragmentOf(textOption(args, 'view') ?? ''));
  const options = { ...methodOptions(view), impact: impactOptions(args, methodOptions(view).impact) };
  for (const problem of problems) process.stderr.write(`${problemLine(problem)}\n`);
  const read = await readCorrelationCase(folder, view, seed, (what) => tell(what));
  const isOtherData = view.data !== null && !read.fingerprint.startsWith(view.data);
  if (isOtherData)
    tell('the link was made on other data than this case: numbers may differ from what it showed');
  const session = openSession(read.data, read.view);
  const records: CorrelationRecord[] = [];
  for (const method of methods) records.push(await runOne(session, method, options[method]));
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

async function runOne<M extends Method>(
  session: Session,
  method: M,
  options: OptionsOf[M]
): Promise<CorrelationRecord> {
  tell(method);
  // A record of one method is one of the union, which the compiler does not see through the type parameter.
  const record: unknown = await session.run(method, options);
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

/** What the options of the call say about impact, over what the view says. */
function impactOptions(args: CommandArgs, asked: ImpactOptions): ImpactOptions {
  const event = textOption(args, 'event');
  const wanted = numberOption(args, 'window', asked.W ?? IMPACT_WINDOWS[0], 1, 1000);
  const W = IMPACT_WINDOWS.find((days) => days === wanted);
  if (W === undefined)
    throw new UsageError(`--window wants one of ${IMPACT_WINDOWS.join(', ')}, not ${wanted}.`);
  const scope = scopeOption(args) ?? asked.scope ?? { tag: 'region' };
  const counts = args.values.devices === true ? 'devices' : asked.counts;
  if (args.values.devices === true && scope.tag !== 'network') {
    throw new UsageError('--devices wants --network: distinct devices of a region are not known.');
  }
  const eventId = event === 'all' ? undefined : (event ?? asked.eventId);
  return {
    W,
    scope,
    ...(eventId === undefined ? {} : { eventId }),
    ...(counts === undefined ? {} : { counts }),
    ...(args.values.calibrate === true || asked.calibrate === true ? { calibrate: true } : {})
  };
}

function scopeOption(args: CommandArgs): ImpactScope | null {
  const hasRadius = textOption(args, 'radius') !== undefined;
  const tags = (['region', 'network'] as const).filter((tag) => args.values[tag] === true);
  if (tags.length + Number(hasRadius) > 1)
    throw new UsageError('Give one of --radius, --region and --network, not several.');
  if (hasRadius) return { tag: 'radius', km: numberOption(args, 'radius', 50, 1, MAX_RADIUS_KM) };
  return tags.length === 0 ? null : { tag: tags[0] };
}

function tell(what: string): void {
  process.stderr.write(`correlate: ${what}\n`);
}
