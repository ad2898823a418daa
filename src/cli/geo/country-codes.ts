/**
 * ISO 3166-1: numeric code of world-atlas to alpha-2, as `AD020`. `XK` is the user-assigned code that the European
 * Union uses for Kosovo, which world-atlas knows by name only.
 */
const ISO =
  'AD020 AE784 AF004 AG028 AI660 AL008 AM051 AO024 AQ010 AR032 AS016 AT040 AU036 AW533 AX248 AZ031 BA070 BB052 ' +
  'BD050 BE056 BF854 BG100 BH048 BI108 BJ204 BL652 BM060 BN096 BO068 BQ535 BR076 BS044 BT064 BV074 BW072 BY112 ' +
  'BZ084 CA124 CC166 CD180 CF140 CG178 CH756 CI384 CK184 CL152 CM120 CN156 CO170 CR188 CU192 CV132 CW531 CX162 ' +
  'CY196 CZ203 DE276 DJ262 DK208 DM212 DO214 DZ012 EC218 EE233 EG818 EH732 ER232 ES724 ET231 FI246 FJ242 FK238 ' +
  'FM583 FO234 FR250 GA266 GB826 GD308 GE268 GF254 GG831 GH288 GI292 GL304 GM270 GN324 GP312 GQ226 GR300 GS239 ' +
  'GT320 GU316 GW624 GY328 HK344 HM334 HN340 HR191 HT332 HU348 ID360 IE372 IL376 IM833 IN356 IO086 IQ368 IR364 ' +
  'IS352 IT380 JE832 JM388 JO400 JP392 KE404 KG417 KH116 KI296 KM174 KN659 KP408 KR410 KW414 KY136 KZ398 LA418 ' +
  'LB422 LC662 LI438 LK144 LR430 LS426 LT440 LU442 LV428 LY434 MA504 MC492 MD498 ME499 MF663 MG450 MH584 MK807 ' +
  'ML466 MM104 MN496 MO446 MP580 MQ474 MR478 MS500 MT470 MU480 MV462 MW454 MX484 MY458 MZ508 NA516 NC540 NE562 ' +
  'NF574 NG566 NI558 NL528 NO578 NP524 NR520 NU570 NZ554 OM512 PA591 PE604 PF258 PG598 PH608 PK586 PL616 PM666 ' +
  'PN612 PR630 PS275 PT620 PW585 PY600 QA634 RE638 RO642 RS688 RU643 RW646 SA682 SB090 SC690 SD729 SE752 SG702 ' +
  'SH654 SI705 SJ744 SK703 SL694 SM674 SN686 SO706 SR740 SS728 ST678 SV222 SX534 SY760 SZ748 TC796 TD148 TF260 ' +
  'TG768 TH764 TJ762 TK772 TL626 TM795 TN788 TO776 TR792 TT780 TV798 TW158 TZ834 UA804 UG800 UM581 US840 UY858 ' +
  'UZ860 VA336 VC670 VE862 VG092 VI850 VN704 VU548 WF876 WS882 YE887 YT175 ZA710 ZM894 ZW716';

const ALPHA2 = new Map(ISO.split(' ').map((pair) => [pair.slice(2), pair.slice(0, 2)]));

/** Shapes that have no ISO code, by their name in world-atlas; null: claimed by several, left out. */
const WITHOUT_ISO: Readonly<Record<string, string | null>> = {
  Kosovo: 'XK',
  'N. Cyprus': 'CY',
  Dhekelia: 'CY',
  Akrotiri: 'CY',
  'Cyprus U.N. Buffer Zone': 'CY',
  Somaliland: 'SO',
  'Siachen Glacier': 'IN',
  'USNB Guantanamo Bay': 'CU',
  Baikonur: 'KZ',
  'Indian Ocean Ter.': 'CX',
  'Coral Sea Is.': 'AU',
  'Clipperton I.': 'FR',
  'Bajo Nuevo Bank': 'CO',
  'Serranilla Bank': 'CO',
  'Spratly Is.': null,
  'Scarborough Reef': null
};

/** Names that world-atlas abbreviates or that have changed since. */
const NAMES: Readonly<Record<string, string>> = {
  AG: 'Antigua and Barbuda',
  AU: 'Australia',
  BA: 'Bosnia and Herzegovina',
  BL: 'Saint Barthélemy',
  BQ: 'Caribbean Netherlands',
  BV: 'Bouvet Island',
  CC: 'Cocos (Keeling) Islands',
  CD: 'DR Congo',
  CF: 'Central African Republic',
  CG: 'Congo',
  CK: 'Cook Islands',
  CV: 'Cape Verde',
  CX: 'Christmas Island',
  DO: 'Dominican Republic',
  EH: 'Western Sahara',
  FK: 'Falkland Islands',
  FO: 'Faroe Islands',
  GF: 'French Guiana',
  GP: 'Guadeloupe',
  GQ: 'Equatorial Guinea',
  GS: 'South Georgia and the South Sandwich Islands',
  HM: 'Heard Island and McDonald Islands',
  IO: 'British Indian Ocean Territory',
  KY: 'Cayman Islands',
  KN: 'Saint Kitts and Nevis',
  MF: 'Saint Martin',
  MH: 'Marshall Islands',
  MK: 'North Macedonia',
  MO: 'Macao',
  MP: 'Northern Mariana Islands',
  MQ: 'Martinique',
  PF: 'French Polynesia',
  PM: 'Saint Pierre and Miquelon',
  PN: 'Pitcairn Islands',
  RE: 'Réunion',
  SB: 'Solomon Islands',
  SJ: 'Svalbard and Jan Mayen',
  SS: 'South Sudan',
  SZ: 'Eswatini',
  TC: 'Turks and Caicos Islands',
  TF: 'French Southern Territories',
  TR: 'Türkiye',
  UM: 'US Minor Outlying Islands',
  US: 'United States',
  VC: 'Saint Vincent and the Grenadines',
  VG: 'British Virgin Islands',
  VI: 'US Virgin Islands',
  WF: 'Wallis and Futuna',
  YT: 'Mayotte'
};

/** Every code that an outline may carry. */
export const COUNTRY_CODES: ReadonlySet<string> = new Set([...ALPHA2.values(), 'XK']);

/** ISO alpha-2 code of a shape of world-atlas; null where it belongs to nobody. Throws RangeError if unknown. */
export function countryCode(numeric: string | undefined, name: string): string | null {
  const code = numeric === undefined ? WITHOUT_ISO[name] : ALPHA2.get(numeric);
  if (code === undefined)
    throw new RangeError(`No ISO code for "${name}" (${numeric ?? 'no number'}) of world-atlas`);
  return code;
}

export function countryName(code: string, atlasName: string): string {
  return NAMES[code] ?? atlasName;
}

/** Part of a country that ISO 3166-1 gives a code of its own: the polygons whose first point lies in the box. */
export interface Territory {
  readonly from: string;
  readonly to: string;
  /** West, south, east, north in degrees. */
  readonly box: readonly [number, number, number, number];
}

/**
 * world-atlas draws these with the state they belong to; the cities and the events of a case carry the code of their
 * own. Crimea is drawn with Russia; its ISO code is UA-43.
 */
export const TERRITORIES: readonly Territory[] = [
  { from: 'FR', to: 'GF', box: [-55, 2, -51, 6] },
  { from: 'FR', to: 'GP', box: [-62, 15.7, -60.9, 16.7] },
  { from: 'FR', to: 'MQ', box: [-61.4, 14.2, -60.7, 15] },
  { from: 'FR', to: 'RE', box: [55, -22, 56, -20.5] },
  { from: 'FR', to: 'YT', box: [44.8, -13.2, 45.5, -12.4] },
  { from: 'NL', to: 'BQ', box: [-69, 12, -62.8, 17.8] },
  { from: 'NO', to: 'SJ', box: [-10, 70.7, 36, 81] },
  { from: 'NO', to: 'BV', box: [3, -55, 4, -54] },
  { from: 'CX', to: 'CC', box: [96, -13, 98, -11] },
  { from: 'RU', to: 'UA', box: [32.3, 44.3, 36.7, 46.3] }
];
