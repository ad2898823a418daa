import { expect, test } from 'vitest';
import { listedZones, zoneOfCountry } from '../../../src/lib/time/country-zones.ts';
import { isZone } from '../../../src/lib/time/zone.ts';

test('every listed zone is known here; countries of several zones and unknown ones have none', () => {
  expect(listedZones().filter((zone) => !isZone(zone))).toEqual([]);
  expect(zoneOfCountry('NL')).toBe('Europe/Amsterdam');
  for (const country of ['US', 'RU', 'BR', '??', 'constructor']) expect(zoneOfCountry(country)).toBeNull();
});
