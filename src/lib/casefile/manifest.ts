import * as v from 'valibot';
import { FORMAT_VERSION, type Manifest } from '../domain/case.ts';
import type { Failure, Result } from '../domain/failure.ts';
import { clampRange, contains, type Range } from '../domain/range.ts';
import { isoTime } from './iso-time.ts';
import { MAX_FINDINGS, REMAKE, issueFailures, manifestFailure, shown } from './manifest-issues.ts';
import { messagesFailures, writtenMessages } from './manifest-messages.ts';
import { manifestSchema } from './manifest-schema.ts';
import { sha256OfText } from './sha256.ts';
import { isDataFile } from './paths.ts';

/** A manifest of 20,000 files is about 3 MB; what is larger is no manifest. */
const MAX_CHARACTERS = 32_000_000;

const NOT_A_CASE = `Choose the folder of a case, ${REMAKE}.`;
/**
 * Reads the text of a `case.json`. Everything in it is taken as hostile until checked: paths stay inside the folder,
 * addresses are http or https, times are real, the zone exists. Failures name the field as `column`.
 */
export function readManifest(text: string): Result<Manifest> {
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  const newer = newerVersion(parsed.value);
  if (newer !== null) return { ok: false, failures: [newer] };
  const checked = v.safeParse(manifestSchema, parsed.value);
  if (!checked.success) return { ok: false, failures: issueFailures(checked.issues) };
  const { analysis, ...fields } = checked.output;
  const manifest: Manifest = { ...fields, analysis: analysis ?? fields.period };
  const failures = consistencyFailures(manifest);
  return failures.length === 0 ? { ok: true, value: manifest } : { ok: false, failures };
}

function parseJson(text: string): Result<unknown> {
  if (text.length > MAX_CHARACTERS) {
    const message = `The manifest has ${text.length} characters, more than any case needs.`;
    return {
      ok: false,
      failures: [manifestFailure('manifest-too-long', message, NOT_A_CASE)]
    };
  }
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ok: true, value };
    return {
      ok: false,
      failures: [manifestFailure('manifest-field', 'The manifest is not a JSON object.', NOT_A_CASE)]
    };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const message = `The manifest is not JSON: ${error.message}.`;
    return {
      ok: false,
      failures: [manifestFailure('manifest-not-json', message, `Mend the text, ${REMAKE}.`)]
    };
  }
}

function newerVersion(value: unknown): Failure | null {
  const version =
    typeof value === 'object' && value !== null && 'formatVersion' in value && value.formatVersion;
  if (typeof version !== 'number' || !(version > FORMAT_VERSION)) return null;
  return manifestFailure(
    'manifest-newer',
    `The case was made by a newer Casewall: its format version is ${version}, this one reads up to ${FORMAT_VERSION}.`,
    'Update Casewall, or make the case again with this version.',
    'formatVersion'
  );
}

function consistencyFailures(manifest: Manifest): Failure[] {
  const failures: Failure[] = [];
  const ids = new Set<string>();
  manifest.sources.forEach(({ id }, index) => {
    const remedy = 'Give each source an id of its own.';
    if (ids.has(id))
      failures.push(
        manifestFailure(
          'manifest-source-twice',
          `Two sources have the id ${shown(id)}.`,
          remedy,
          `sources[${index}].id`
        )
      );
    ids.add(id);
  });
  if (!contains(manifest.period, manifest.analysis)) {
    const message = `The period of analysis (${isoTime(manifest.analysis.from)} to ${isoTime(manifest.analysis.to)}) leaves the period of the case.`;
    failures.push(
      manifestFailure('manifest-analysis', message, 'Put it inside "period", or leave it out.', 'analysis')
    );
  }
  return [...failures, ...messagesFailures(manifest)].slice(0, MAX_FINDINGS);
}

/** Period of analysis where none is given: up to the first alert (epoch ms), if it lies inside the period. */
export function defaultAnalysis(period: Range, firstAlert: number | null): Range {
  return (firstAlert === null ? null : clampRange({ from: period.from, to: firstAlert }, period)) ?? period;
}

/** The text of `case.json`: the same manifest always gives the same bytes (fixed key order, files by path). */
export function writeManifest(manifest: Manifest): string {
  const { activity } = manifest;
  const value = {
    formatVersion: manifest.formatVersion,
    id: manifest.id,
    title: manifest.title,
    summary: manifest.summary,
    synthetic: manifest.synthetic,
    zone: manifest.zone,
    period: writtenRange(manifest.period),
    analysis: writtenRange(manifest.analysis),
    totals: { messages: manifest.totals.messages, devices: manifest.totals.devices },
    activity: activity && {
      step: activity.step,
      unit: activity.unit,
      scale: activity.scale,
      collected: activity.collected.map(writtenRange)
    },
    sources: manifest.sources.map(({ id, title, publisher, date, url }) => ({
      id,
      title,
      publisher,
      date,
      url
    })),
    ...(!manifest.messages ? {} : { messages: writtenMessages(manifest.messages) }),
    files: Object.fromEntries(
      byPath(manifest).map(({ path, rows, bytes, sha256 }) => [path, { rows, bytes, sha256 }])
    )
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

function writtenRange({ from, to }: Range) {
  return { from: isoTime(from), to: isoTime(to) };
}

function byPath(manifest: Manifest) {
  return [...manifest.files].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * Identity of the data of a case: SHA-256, lower-case hex, of this UTF-8 text, each line ended by one "\n":
 *
 *     PATH SHA256            one line per data file (all but briefings/ and views/), sorted by UTF-16 code units
 *     zone ZONE
 *     period FROM TO         ISO UTC as written in case.json, e.g. 2020-03-27T00:00:00Z
 *     synthetic true|false
 *
 * Title, sources and saved briefings may change without breaking a link.
 */
export function fingerprintText(manifest: Manifest): string {
  const files = byPath(manifest).filter(({ path }) => isDataFile(path));
  const { from, to } = writtenRange(manifest.period);
  const lines = [
    ...files.map(({ path, sha256 }) => `${path} ${sha256}`),
    `zone ${manifest.zone}`,
    `period ${from} ${to}`,
    `synthetic ${manifest.synthetic}`
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** SHA-256 of `fingerprintText`, 64 lower-case hex digits. Links carry the first 12. */
export function fingerprint(manifest: Manifest): Promise<string> {
  return Promise.resolve(sha256OfText(fingerprintText(manifest)));
}
