import { interpolateCividis } from 'd3-scale-chromatic';
import { KNOWN_KINDS } from '../domain/event.ts';
import { hexColour, mixColours, parseColour, type Rgb } from './colour.ts';
import { SHAPES, type Shape } from './symbols.ts';

export type Theme = 'light' | 'dark';
export type RampName = 'sequential' | 'diverging';

/** Levels of a cell: 0 is nothing, 1..253 are colours of the ramp, 254 is "too little to tell", 255 is "no data". */
export const LEVEL_NOTHING = 0;
export const LEVEL_LOWEST = 1;
export const LEVEL_MIDDLE = 127;
export const LEVEL_HIGHEST = 253;
export const LEVEL_TOO_LITTLE = 254;
export const LEVEL_NO_DATA = 255;

/** Opacity of the cells over the basemap; the legend shows its ramp with the same one over the land colour. */
export const CELL_OPACITY = 0.7;

/** Land of the basemap (ui/map/basemap-colours.ts; a test holds the two together): what colours must stand out from. */
export const LAND: Readonly<Record<Theme, string>> = { light: '#f4f2ee', dark: '#1a2330' };

/** Edge around symbols, which sets them off from the cells whatever their colour. */
export const SYMBOL_EDGE: Readonly<Record<Theme, string>> = { light: '#ffffff', dark: '#0b0d11' };

/**
 * Colour of each of the 8 kind slots. Searched for the largest least difference (OKLab) between any two in normal,
 * protan, deutan and tritan sight, with a contrast of at least 3:1 to the land; tests hold both.
 */
export const KIND_COLOURS: Readonly<Record<Theme, readonly string[]>> = {
  light: ['#aa1f00', '#0b2679', '#0b6358', '#ef18a1', '#6d0ab8', '#987f0e', '#551924', '#1185d9'],
  dark: ['#eb5b1a', '#58b5ff', '#23a276', '#f879be', '#936ddd', '#d4bb41', '#feffb1', '#57f9ff']
};

export const KIND_SLOTS = SHAPES.length;

export interface KindStyle {
  readonly kind: string;
  /** 0..7: index of the colour and the shape. */
  readonly slot: number;
  readonly shape: Shape;
}

/**
 * The slot of each kind of a case. Known kinds keep their own slot in every case; others get the slots that no known
 * kind of this case uses, in the order given (give the most frequent first), and share the last one when none is left.
 */
export function kindStyles(kinds: readonly string[]): readonly KindStyle[] {
  const known: readonly string[] = KNOWN_KINDS;
  const used = new Set(kinds.map((kind) => known.indexOf(kind)).filter((slot) => slot >= 0));
  const free = SHAPES.map((_, slot) => slot).filter((slot) => !used.has(slot));
  return kinds.map((kind) => {
    const own = known.indexOf(kind);
    const slot = own >= 0 ? own : (free.shift() ?? KIND_SLOTS - 1);
    return { kind, slot, shape: SHAPES[slot] ?? 'circle' };
  });
}

export function kindColour(slot: number, theme: Theme): string {
  return KIND_COLOURS[theme][slot] ?? KIND_COLOURS[theme][KIND_SLOTS - 1] ?? '#000000';
}

// The ends of the change ramp: blue and orange differ in every common kind of colour blindness.
const CHANGE: Readonly<Record<Theme, readonly [less: string, none: string, more: string]>> = {
  light: ['#0a4f9e', '#f2efe9', '#a63c00'],
  dark: ['#6cb6ff', '#3a3f48', '#ff9d45']
};

/** RGBA bytes of the 256 levels: level 0 is transparent; "too little" is drawn as dots and "no data" as a hatch. */
export function rampColours(ramp: RampName, theme: Theme): Uint8Array {
  const colours = new Uint8Array(256 * 4);
  for (let level = LEVEL_LOWEST; level <= LEVEL_HIGHEST; level++) {
    const share = (level - LEVEL_LOWEST) / (LEVEL_HIGHEST - LEVEL_LOWEST);
    const [red, green, blue] = ramp === 'sequential' ? sequential(share, theme) : diverging(share, theme);
    colours.set([red, green, blue, 255], level * 4);
  }
  const [red, green, blue] = noDataColour(theme);
  for (const level of [LEVEL_TOO_LITTLE, LEVEL_NO_DATA]) colours.set([red, green, blue, 255], level * 4);
  return colours;
}

/** Colour of one level as `#rrggbb`; level 0 is that of the land. */
export function levelColour(level: number, ramp: RampName, theme: Theme): string {
  if (level === LEVEL_NOTHING) return LAND[theme];
  if (level > LEVEL_HIGHEST) return hexColour(noDataColour(theme));
  const share = (level - LEVEL_LOWEST) / (LEVEL_HIGHEST - LEVEL_LOWEST);
  return hexColour(ramp === 'sequential' ? sequential(share, theme) : diverging(share, theme));
}

/** Of the hatch and the dots. Neutral, so that it is not taken for a value. */
export function noDataColour(theme: Theme): Rgb {
  return theme === 'light' ? [112, 112, 118] : [150, 154, 163];
}

// More is darker on light ground and brighter on dark ground: the eye reads distance from the ground as amount.
function sequential(share: number, theme: Theme): Rgb {
  return parseColour(interpolateCividis(theme === 'light' ? 0.97 - 0.97 * share : 0.12 + 0.88 * share));
}

function diverging(share: number, theme: Theme): Rgb {
  const [less, none, more] = CHANGE[theme];
  const distance = Math.abs(share - 0.5) * 2;
  return mixColours(parseColour(none), parseColour(share < 0.5 ? less : more), distance);
}
