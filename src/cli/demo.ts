import { fileURLToPath } from 'node:url';
import { DEFAULT_MESSAGES, DEFAULT_SEED, writeDemo } from '../lib/prepare/demo/demo-case.ts';
import { numberOption, textOption, UsageError, type Command } from './command.ts';

const GEO = fileURLToPath(new URL('../../static/geo', import.meta.url));

export const command: Command = {
  summary: 'write the synthetic demo case',
  help: `casewall demo --out DIR [--messages N] [--seed S] [--raw]

  --out DIR       folder of the case; an earlier demo in it is replaced
  --messages N    about how many messages to make (default ${DEFAULT_MESSAGES})
  --seed S        another seed gives another case (default ${DEFAULT_SEED}); the same seed the same bytes
  --raw           add every message as a record (about 550 MB more): messages/day=YYYY-MM-DD.parquet sorted by cell and
                  time, and messages/device=NN.parquet, NN the number of the device modulo 64, by device and time;
                  casewall prepare --out OTHER --map DIR/messages/mapping.json makes the same activity out of them

The case is made up and says so everywhere. Its file planted.json lists every effect that was planted.
`,
  options: {
    out: { type: 'string' },
    messages: { type: 'string' },
    seed: { type: 'string' },
    raw: { type: 'boolean' }
  },
  async run(args) {
    const out = textOption(args, 'out');
    if (out === undefined) throw new UsageError('--out DIR is missing: where should the case go?');
    if (args.positionals.length > 0) throw new UsageError(`What is "${args.positionals[0]}"? Use --out DIR.`);
    const messages = numberOption(args, 'messages', DEFAULT_MESSAGES, 1000, 2_000_000_000);
    const seed = numberOption(args, 'seed', DEFAULT_SEED, 0, 4_294_967_295);
    const manifest = await writeDemo({
      out,
      messages,
      seed,
      raw: args.values.raw === true,
      geo: GEO,
      onProgress: progress()
    });
    const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
    const { messages: total, devices } = manifest.totals;
    process.stdout.write(
      `${out}: demo case of ${total} messages from ${devices} devices, ${(bytes / 1e6).toFixed(1)} MB\n`
    );
    return 0;
  }
};

/** Reports a stage when it begins, and every tenth of the way. */
function progress(): (stage: string, share: number) => void {
  let last = '';
  return (stage, share) => {
    const step = `${stage} ${Math.floor(share * 10)}`;
    if (step === last) return;
    last = step;
    process.stderr.write(`demo: ${String(Math.round(share * 100)).padStart(3)} % ${stage}\n`);
  };
}
