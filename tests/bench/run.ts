/**
 * `npm run bench`: the speed of the built page on the demo case, in a real browser, and what else has to be measured.
 * Never part of `npm test`. `npm run bench -- NAME...` runs some parts only; build/bench.json keeps the others.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { PARTS, type Findings, type Part } from './parts.ts';
import { openStage, ROOT } from './stage.ts';
import { columns, summary, table } from './summary.ts';

const REPORT = join(ROOT, 'build/bench.json');

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function chosen(names: readonly string[]): readonly Part[] {
  const unknown = names.filter((name) => !PARTS.some((part) => part.name === name));
  if (unknown.length > 0) {
    const known = PARTS.map(({ name, title }) => `  ${name.padEnd(12)} ${title}`).join('\n');
    say(`The bench has no part ${unknown.join(', ')}. Its parts:\n${known}`);
    process.exit(2);
  }
  return names.length === 0 ? PARTS : PARTS.filter(({ name }) => names.includes(name));
}

/** Writes what a part found beside what others found before. */
function keep(part: Part, findings: Findings, machine: Record<string, string>): void {
  const before: unknown = existsSync(REPORT) ? JSON.parse(readFileSync(REPORT, 'utf8')) : {};
  const { parts = {} } = before as { parts?: Record<string, unknown> };
  parts[part.name] = {
    title: part.title,
    made: new Date().toISOString(),
    ...machine,
    measures: (findings.measures ?? []).map((one) => ({ ...summary(one), values: one.values })),
    table: findings.table ?? null,
    remarks: findings.remarks ?? []
  };
  mkdirSync(join(ROOT, 'build'), { recursive: true });
  writeFileSync(REPORT, `${JSON.stringify({ parts }, null, 2)}\n`);
}

function print({ title }: Part, { measures = [], table: other, remarks = [] }: Findings): void {
  const texts = [
    `\n${title}`,
    ...(measures.length > 0 ? [table(measures)] : []),
    ...(other === undefined ? [] : [columns([other.head, ...other.rows])]),
    ...remarks
  ];
  process.stdout.write(`${texts.join('\n')}\n`);
}

const parts = chosen(process.argv.slice(2));
const stage = openStage();
const failed: string[] = [];
try {
  const cpu = `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`;
  process.stdout.write(`${cpu}, Node ${process.version}\n`);
  for (const part of parts) {
    say(`${part.title}...`);
    try {
      const findings = await part.run(stage);
      print(part, findings);
      keep(part, findings, { cpu, node: process.version, chromium: await stage.chromium() });
    } catch (error) {
      // One part that fails must not cost what the others measured.
      failed.push(part.name);
      say(`${part.name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
} finally {
  await stage.close();
}
if (failed.length > 0) process.exitCode = 1;
