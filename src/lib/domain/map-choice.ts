/** What a rate is by: an hour that was covered (a day, where the case counts by day), or a device active in it. */
export const RATE_UNITS = ['hour', 'device'] as const;
export type RateUnit = (typeof RATE_UNITS)[number];

/** How the map shows what it shows, beside its layer and its camera. */
export interface MapChoice {
  readonly per: RateUnit;
}

export const DEFAULT_MAP_CHOICE: MapChoice = { per: 'hour' };
