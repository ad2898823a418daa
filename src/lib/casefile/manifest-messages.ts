import { fileRecord, type Manifest, type MessagesRecord } from '../domain/case.ts';
import type { Failure } from '../domain/failure.ts';
import { manifestFailure, shown } from './manifest-issues.ts';
import { MESSAGE_PART } from './schema.ts';

/** Where the list of the raw record and the list of files contradict each other. */
export function messagesFailures(manifest: Manifest): Failure[] {
  const { messages } = manifest;
  if (messages === undefined || messages === null) return [];
  const failures: Failure[] = [];
  const fail = (message: string, remedy: string, column: string) =>
    failures.push(manifestFailure('manifest-messages', message, remedy, column));
  const listed = new Set<string>();
  messages.parts.forEach(({ path, bucket, order }, index) => {
    const column = `messages.parts[${index}]`;
    if (fileRecord(manifest, path) === undefined)
      fail(`The part ${shown(path)} is not among the files of the case.`, 'Add it to "files".', column);
    if (listed.has(path)) fail(`The part ${shown(path)} is listed twice.`, 'Leave one entry out.', column);
    if (bucket !== null && (order === 'cell' || bucket >= messages.buckets))
      fail(`The part ${shown(path)} cannot be bucket ${bucket}.`, 'Correct "bucket" or "buckets".', column);
    listed.add(path);
  });
  for (const { path } of manifest.files) {
    if (MESSAGE_PART.test(path) && !listed.has(path))
      fail(
        `The file ${shown(path)} has no entry in "parts".`,
        'Add one with its order and extents.',
        'messages.parts'
      );
  }
  if (messages.devices !== null && fileRecord(manifest, messages.devices) === undefined)
    fail(
      `The file ${shown(messages.devices)} is not among the files of the case.`,
      'Add it to "files".',
      'messages.devices'
    );
  return failures;
}

/** The raw record as `case.json` has it: parts by path, fixed order of the keys. */
export function writtenMessages({ kinds, buckets, devices, parts }: MessagesRecord) {
  const sorted = [...parts].sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    kinds,
    buckets,
    devices,
    parts: sorted.map(({ path, order, bucket, t, device, cell }) => ({
      path,
      order,
      bucket,
      t,
      device,
      cell
    }))
  };
}
