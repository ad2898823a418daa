import type { DemoCell } from './cells.ts';
import { CASE_ZONE } from './clock.ts';

export const RAW_MAPPING_FILE = 'messages/mapping.json';

/** Mapping with which `casewall prepare --map` makes the activity of the demo anew out of its raw record. */
export function rawMapping(cells: readonly DemoCell[], kinds: readonly string[]) {
  return {
    case: { id: 'demo-raw', title: 'Raw record of the demo (synthetic)', zone: CASE_ZONE, synthetic: true },
    lookups: {
      cells: {
        rows: Object.fromEntries(
          cells.map(({ cell, h3, name, country, region }) => [cell, { h3, name, country, region }])
        )
      }
    },
    messages: {
      files: ['day=*.parquet'],
      time: { from: 't', format: 'epoch s' },
      device: 'device',
      kind: 'kind',
      kinds,
      place: { by: 'cell', lookup: 'cells' },
      collected: 'span'
    }
  };
}
