export type Rhythm = 'north' | 'west' | 'south' | 'east';

/** How the made-up network is spread over a country. */
export interface Market {
  readonly country: string;
  readonly zone: string;
  readonly rhythm: Rhythm;
  /** Users for a head of population, against the Netherlands = 1. */
  readonly density: number;
  /** Share of the made-up raids that fall here. */
  readonly raids: number;
  /** Invented generic names. */
  readonly agencies: readonly string[];
}

function market(
  country: string,
  zone: string,
  rhythm: Rhythm,
  density: number,
  raids: number,
  ...agencies: readonly string[]
): Market {
  const all = [`Police ${country}`, `Customs ${country}`, ...agencies];
  return { country, zone, rhythm, density, raids, agencies: all };
}

/** The countries of the demo; invented numbers, in the order of the code. */
export const MARKETS: readonly Market[] = [
  market('AL', 'Europe/Tirane', 'south', 0.3, 2),
  market('AT', 'Europe/Vienna', 'north', 0.14, 3),
  market('BA', 'Europe/Sarajevo', 'east', 0.08, 1),
  market('BE', 'Europe/Brussels', 'west', 0.6, 14, 'Federal Police BE'),
  market('BG', 'Europe/Sofia', 'east', 0.08, 2),
  market('CH', 'Europe/Zurich', 'north', 0.16, 3),
  market('CY', 'Asia/Nicosia', 'south', 0.1, 0),
  market('CZ', 'Europe/Prague', 'east', 0.1, 2),
  market('DE', 'Europe/Berlin', 'north', 0.2, 15, 'Federal Criminal Service DE'),
  market('DK', 'Europe/Copenhagen', 'north', 0.24, 4),
  market('EE', 'Europe/Tallinn', 'east', 0.1, 0),
  market('ES', 'Europe/Madrid', 'south', 0.26, 12, 'Guardia ES'),
  market('FI', 'Europe/Helsinki', 'north', 0.1, 1),
  market('FR', 'Europe/Paris', 'west', 0.24, 16, 'Gendarmerie FR', 'Judicial Police FR'),
  market('GB', 'Europe/London', 'north', 0.5, 22, 'Crime Agency GB', 'Regional Crime Unit GB'),
  market('GR', 'Europe/Athens', 'south', 0.1, 2),
  market('HR', 'Europe/Zagreb', 'south', 0.1, 1),
  market('HU', 'Europe/Budapest', 'east', 0.08, 1),
  market('IE', 'Europe/Dublin', 'north', 0.36, 4),
  market('IT', 'Europe/Rome', 'south', 0.16, 8, 'Finance Guard IT'),
  market('LT', 'Europe/Vilnius', 'east', 0.12, 1),
  market('LU', 'Europe/Luxembourg', 'west', 0.3, 0),
  market('LV', 'Europe/Riga', 'east', 0.1, 0),
  market('ME', 'Europe/Podgorica', 'east', 0.16, 1),
  market('MK', 'Europe/Skopje', 'east', 0.08, 0),
  market('NL', 'Europe/Amsterdam', 'west', 1, 0, 'Fiscal Investigation Service NL', 'Regional Police NL'),
  market('NO', 'Europe/Oslo', 'north', 0.22, 5),
  market('PL', 'Europe/Warsaw', 'east', 0.1, 4),
  market('PT', 'Europe/Lisbon', 'south', 0.14, 3),
  market('RO', 'Europe/Bucharest', 'east', 0.08, 2),
  market('RS', 'Europe/Belgrade', 'east', 0.14, 2),
  market('SE', 'Europe/Stockholm', 'north', 0.36, 9),
  market('SI', 'Europe/Ljubljana', 'south', 0.1, 0),
  market('SK', 'Europe/Bratislava', 'east', 0.08, 1),
  market('XK', 'Europe/Belgrade', 'south', 0.16, 0)
];

const byCountry = new Map(MARKETS.map((entry) => [entry.country, entry]));

/** The market of a country code, or undefined where the demo has none. */
export function marketOf(country: string | null): Market | undefined {
  return country === null ? undefined : byCountry.get(country);
}
