/** What Natural Earth knows of a first-level region, as far as it is used. */
export interface AdminRecord {
  readonly iso_a2: string;
  readonly iso_3166_2: string;
  readonly name: string;
  readonly region: string;
  readonly region_cod: string;
  readonly geonunit: string;
}

export interface RegionName {
  /** ISO 3166-2, or a code of our own that starts with the country and a dash. */
  readonly code: string;
  readonly name: string;
}

/** Names of `region` (or `geonunit`) to code and name, where the units of Natural Earth are finer than is useful. */
type Table = Readonly<Record<string, string>>;

const UNITED_KINGDOM: Table = {
  Scotland: 'GB-SCT Scotland',
  Wales: 'GB-WLS Wales',
  'Northern Ireland': 'GB-NIR Northern Ireland',
  'North East': 'GB-NE North East',
  'North West': 'GB-NW North West',
  'Yorkshire and the Humber': 'GB-YH Yorkshire and the Humber',
  'East Midlands': 'GB-EM East Midlands',
  'West Midlands': 'GB-WM West Midlands',
  East: 'GB-EE East of England',
  'Greater London': 'GB-LO London',
  'South East': 'GB-SE South East',
  'South West': 'GB-SW South West'
};

const SPAIN: Table = {
  Andalucía: 'ES-AN Andalucía',
  Aragón: 'ES-AR Aragón',
  Asturias: 'ES-AS Asturias',
  'Canary Is.': 'ES-CN Canarias',
  Cantabria: 'ES-CB Cantabria',
  'Castilla y León': 'ES-CL Castilla y León',
  'Castilla-La Mancha': 'ES-CM Castilla-La Mancha',
  Cataluña: 'ES-CT Catalunya',
  Ceuta: 'ES-CE Ceuta',
  Extremadura: 'ES-EX Extremadura',
  Galicia: 'ES-GA Galicia',
  'Islas Baleares': 'ES-IB Illes Balears',
  'La Rioja': 'ES-RI La Rioja',
  Madrid: 'ES-MD Madrid',
  Melilla: 'ES-ML Melilla',
  Murcia: 'ES-MC Murcia',
  'Foral de Navarra': 'ES-NC Navarra',
  'País Vasco': 'ES-PV País Vasco',
  Valenciana: 'ES-VC Comunitat Valenciana'
};

const HUNGARY: Table = {
  'Northern Great Plain': 'HU-NGP Northern Great Plain',
  'Great Southern Plain': 'HU-SGP Southern Great Plain',
  'Western Transdanubia': 'HU-WTD Western Transdanubia',
  'Southern Transdanubia': 'HU-STD Southern Transdanubia',
  'Central Transdanubia': 'HU-CTD Central Transdanubia',
  'Northern Hungary': 'HU-NHU Northern Hungary',
  'Central Hungary': 'HU-CHU Central Hungary'
};

const SLOVENIA: Table = {
  'Obalno-kraška': 'SI-OK Obalno-kraška',
  Pomurska: 'SI-PM Pomurska',
  Gorenjska: 'SI-GK Gorenjska',
  Goriška: 'SI-GS Goriška',
  Podravska: 'SI-PD Podravska',
  Koroška: 'SI-KR Koroška',
  Savinjska: 'SI-SV Savinjska',
  Spodnjeposavska: 'SI-PS Posavska',
  'Jugovzhodna Slovenija': 'SI-JV Jugovzhodna Slovenija',
  'Notranjsko-kraška': 'SI-PN Primorsko-notranjska',
  Osrednjeslovenska: 'SI-OS Osrednjeslovenska',
  Zasavska: 'SI-ZS Zasavska'
};

const LATVIA: Table = {
  Vidzeme: 'LV-VI Vidzeme',
  Riga: 'LV-RI Rīga',
  Latgale: 'LV-LA Latgale',
  Zemgale: 'LV-ZE Zemgale',
  Kurzeme: 'LV-KU Kurzeme'
};

const KOSOVO: Table = {
  Đakovica: 'XK-GJA Gjakovë / Đakovica',
  Prizren: 'XK-PRZ Prizren',
  Gnjilane: 'XK-GJI Gjilan / Gnjilane',
  Uroševac: 'XK-FER Ferizaj / Uroševac',
  'Kosovska Mitrovica': 'XK-MIT Mitrovicë / Mitrovica',
  Pristina: 'XK-PRI Prishtinë / Priština',
  Peć: 'XK-PEJ Pejë / Peć'
};

const NORTH_MACEDONIA: Table = {
  Southwestern: 'MK-SW Southwestern',
  Polog: 'MK-PO Polog',
  Southeastern: 'MK-SE Southeastern',
  Vardar: 'MK-VA Vardar',
  Pelagonia: 'MK-PE Pelagonia',
  Skopje: 'MK-SK Skopje',
  'Greater Skopje': 'MK-SK Skopje',
  Northeastern: 'MK-NE Northeastern',
  Eastern: 'MK-EA Eastern'
};

/** Municipalities of North Macedonia whose region Natural Earth leaves empty. */
const MACEDONIAN_MUNICIPALITIES: Table = {
  'MK-73': 'Southeastern',
  'MK-18': 'Southeastern',
  'MK-07': 'Southeastern',
  'MK-35': 'Polog',
  'MK-75': 'Polog',
  'MK-76': 'Polog',
  'MK-16': 'Polog',
  'MK-71': 'Northeastern',
  'MK-57': 'Southwestern',
  'MK-28': 'Southwestern',
  'MK-61': 'Southwestern',
  'MK-53': 'Pelagonia',
  'MK-67': 'Vardar',
  'MK-85': 'Skopje',
  'MK-33': 'Eastern'
};

const UGANDA: Table = {
  Central: 'UG-C Central',
  Eastern: 'UG-E Eastern',
  Northern: 'UG-N Northern',
  Western: 'UG-W Western'
};

const BURKINA_FASO: Table = {
  'Boucle du Mouhoun': 'BF-01 Boucle du Mouhoun',
  Cascades: 'BF-02 Cascades',
  Centre: 'BF-03 Centre',
  'Centre-Est': 'BF-04 Centre-Est',
  'Centre-Nord': 'BF-05 Centre-Nord',
  'Centre-Ouest': 'BF-06 Centre-Ouest',
  'Centre-Sud': 'BF-07 Centre-Sud',
  Est: 'BF-08 Est',
  'Hauts-Bassins': 'BF-09 Hauts-Bassins',
  Nord: 'BF-10 Nord',
  'Plateau-Central': 'BF-11 Plateau-Central',
  Sahel: 'BF-12 Sahel',
  'Sud-Ouest': 'BF-13 Sud-Ouest'
};

const BOSNIA: Table = {
  'Federacija Bosna i Hercegovina': 'BA-BIH Federacija Bosne i Hercegovine',
  'Repuplika Srpska': 'BA-SRP Republika Srpska'
};

const MADAGASCAR: Table = {
  'MG-M': 'MG-M Mahajanga',
  'MG-D': 'MG-D Antsiranana',
  'MG-A': 'MG-A Toamasina',
  'MG-F': 'MG-F Fianarantsoa',
  'MG-U': 'MG-U Toliara',
  'MG-T': 'MG-T Antananarivo'
};

const TABLES: Readonly<
  Record<string, { readonly by: (record: AdminRecord) => string; readonly table: Table }>
> = {
  // England has no ISO code below it but 150 districts: its statistical regions, and the other nations whole.
  GB: { by: (r) => (r.geonunit === 'England' ? r.region : r.geonunit), table: UNITED_KINGDOM },
  ES: { by: (r) => r.region, table: SPAIN },
  HU: { by: (r) => r.region, table: HUNGARY },
  SI: { by: (r) => r.region, table: SLOVENIA },
  LV: { by: (r) => r.region, table: LATVIA },
  XK: { by: (r) => r.region, table: KOSOVO },
  MK: { by: (r) => r.region || MACEDONIAN_MUNICIPALITIES[r.iso_3166_2], table: NORTH_MACEDONIA },
  BA: { by: (r) => r.region, table: BOSNIA },
  UG: { by: (r) => r.region, table: UGANDA },
  BF: { by: (r) => r.region, table: BURKINA_FASO },
  MG: { by: (r) => r.iso_3166_2, table: MADAGASCAR }
};

/** Countries whose `region_cod` is the ISO code of the level above: Italy 20, Philippines 17, Azerbaijan 10. */
const BY_REGION_CODE: ReadonlySet<string> = new Set(['FR', 'IT', 'PH', 'AZ', 'GN']);

const RECODED: Table = { 'FR-COR': 'FR-20R', 'GR-A1': 'GR-I' };

const RENAMED: Table = {
  'DK-85': 'Sjælland',
  'RU-MOW': 'Moskva',
  'RU-MOS': 'Moskovskaya oblast',
  'RU-MAG': 'Magadan',
  'RU-CHU': 'Chukotka',
  'IT-75': 'Puglia',
  'IT-82': 'Sicilia',
  'PH-13': 'Caraga',
  'KZ-ALA': 'Almaty City',
  'IE-TA': 'Tipperary'
};

/** Units that Natural Earth gives no country, with the country that ISO counts them in. */
const WITHOUT_COUNTRY: Readonly<Record<string, RegionName>> = {
  '-99-X04~': { code: 'CY-N', name: 'Northern Cyprus' },
  '-99-X11~': { code: 'SO-SL', name: 'Somaliland' }
};

/**
 * Code and name of the region that a unit of Natural Earth belongs to, levels near NUTS 1 and 2 in Europe; null where
 * the unit has no name or no code. Throws RangeError if a country with a table has a unit that the table does not know.
 */
export function regionOf(record: AdminRecord): RegionName | null {
  const country = record.iso_a2;
  if (record.iso_3166_2 in WITHOUT_COUNTRY) return WITHOUT_COUNTRY[record.iso_3166_2];
  const rule = TABLES[country];
  if (rule !== undefined) {
    const key = rule.by(record);
    const entry = rule.table[key];
    if (entry === undefined)
      throw new RangeError(`No region "${key}" in the table of ${country} (${record.iso_3166_2})`);
    const space = entry.indexOf(' ');
    return { code: entry.slice(0, space), name: entry.slice(space + 1) };
  }
  const isGrouped = BY_REGION_CODE.has(country) && record.region_cod !== '';
  const raw = isGrouped ? record.region_cod.trim().replace('.', '-') : record.iso_3166_2;
  const code = RECODED[raw] ?? raw;
  const name = RENAMED[code] ?? (isGrouped ? record.region : record.name).trim();
  if (name === '' || !/^[A-Z]{2}-[A-Z0-9]{1,4}$/.test(code)) return null;
  return { code, name };
}
