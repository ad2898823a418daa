import { copyFile } from 'node:fs/promises';
import { DEVICES_FILE } from '../../domain/case.ts';
import { numbers } from '../../domain/columns.ts';
import { sql } from '../../sql/sql.ts';
import { recordOf } from '../case-folder.ts';
import type { ExtraFile } from '../write-case.ts';
import type { CollectedMessages } from './collected.ts';
import { NUMBER_FILES, type Numbering } from './numbering.ts';
import { writeByDevice } from './raw-by-device.ts';
import { DEVICE_BUCKETS } from './raw-parts.ts';
import type { ReducedDay } from './reduce.ts';
import { bucketUnits, type Job } from './steps.ts';

/** The raw record of the case in both orders, and what the manifest says of it. */
export async function rawRecord(
  job: Job,
  days: readonly ReducedDay[],
  { devices, kinds }: Numbering
): Promise<NonNullable<CollectedMessages['raw']>> {
  const { work, workers, progress } = job;
  const byDay = days.flatMap(({ raw }) => raw ?? []);
  const rows = byDay.reduce((sum, { record }) => sum + (record.rows ?? 0), 0);
  progress.stage('sorting by device');
  const byDevice = await writeByDevice(
    workers,
    work,
    days.map(({ day }) => day),
    rows,
    (isOld) => progress.add(bucketUnits(rows), isOld)
  );
  const parts = [...byDay, ...byDevice];
  const extras = parts.map(({ record }): ExtraFile => ({ file: work.at(record.path), record }));
  const isNamed = devices === 'named';
  if (isNamed) extras.push(await namedDevices(job));
  return {
    record: {
      kinds,
      buckets: DEVICE_BUCKETS,
      devices: isNamed ? DEVICES_FILE : null,
      parts: parts.map(({ part }) => part)
    },
    extras
  };
}

async function namedDevices({ work, workers }: Job): Promise<ExtraFile> {
  await work.finish(DEVICES_FILE, (part) => copyFile(work.at(NUMBER_FILES.devices), part));
  const file = work.at(DEVICES_FILE);
  const counted = await workers.first((engine) =>
    engine.run(sql`SELECT count(*)::DOUBLE AS rows FROM read_parquet(${file})`)
  );
  return { file, record: await recordOf(work.folder, DEVICES_FILE, numbers(counted, 'rows')[0]) };
}
