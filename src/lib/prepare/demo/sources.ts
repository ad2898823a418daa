import type { SourceRecord } from '../../domain/case.ts';

/** Invented sources: no publisher of this name exists, so there is nothing to link to. */
export const SOURCES: readonly SourceRecord[] = [
  source(
    'joint-statement',
    'Statement of the joint team (synthetic)',
    'Joint team of the demo',
    '2020-07-02'
  ),
  source(
    'case-file',
    'Register of the case file (synthetic)',
    'Investigating court of the demo',
    '2020-10-30'
  ),
  source(
    'national-results',
    'National results, Netherlands (synthetic)',
    'Police NL of the demo',
    '2020-07-02'
  ),
  source('police-log', 'Log of police operations (synthetic)', 'Police desks of the demo', '2020-10-30'),
  source('customs-log', 'Log of customs seizures (synthetic)', 'Customs desks of the demo', '2020-10-30'),
  source('court-list', 'List of hearings (synthetic)', 'Courts of the demo', '2020-10-30'),
  source('press-review', 'Press review (synthetic)', 'Press office of the demo', '2020-10-30')
];

function source(id: string, title: string, publisher: string, date: string): SourceRecord {
  return { id, title, publisher, date, url: null };
}
