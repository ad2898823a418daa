import type { DemoCell } from './cells.ts';
import { CASE_ZONE } from './clock.ts';

export const RAW_MAPPING_FILE = 'messages/mapping.json';

/** Mapping with which `casewall prepare --map` makes the activity of the demo anew out of its raw record. */
export function rawMapping(cells: readonly DemoCell[]) {
  return {
    case: { id: 'demo-raw', title: 'Raw record of the demo (synthetic)', zone: CASE_ZONE, synthetic: true },
    lookups: { cells: { rows: Object.fromEntries(cells.map(({ cell, h3 }) => [cell, { h3 }])) } },
    activity: {
      files: ['day=*.parquet'],
      step: 'hour',
      unit: 'messages',
      time: { from: 't', format: 'epoch s' },
      messages: { count: 'rows' },
      devices: { distinct: 'device' },
      place: { h3: { lookup: 'cells', by: 'cell', take: 'h3' } },
      collected: 'span'
    }
  };
}
