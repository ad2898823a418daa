import { describe, expect, it } from 'vitest';
import { KNOWN_KINDS } from '../../../src/lib/domain/event.ts';
import { BASEMAP_COLOURS } from '../../../src/lib/ui/map/basemap-colours.ts';
import { contrast, linear, luminance, parseColour, type Rgb } from '../../../src/lib/views/colour.ts';
import {
  KIND_COLOURS,
  kindStyles,
  LAND,
  levelColour,
  rampColours,
  type Theme
} from '../../../src/lib/views/palette.ts';
import {
  shapeAtlas,
  shapeDistance,
  SHAPES,
  SYMBOL_REACH,
  symbolPath
} from '../../../src/lib/views/symbols.ts';

const THEMES: readonly Theme[] = ['light', 'dark'];

// Machado, Oliveira and Fernandes 2009, full severity, on linear light.
const SIGHT: Readonly<Record<string, readonly (readonly number[])[]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1]
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998]
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881]
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039]
  ]
};

/** OKLab of a colour as somebody with this sight sees it. */
function seen(colour: Rgb, sight: readonly (readonly number[])[]): readonly number[] {
  const light = colour.map(linear);
  const [r, g, b] = sight.map((row) =>
    Math.max(
      0,
      Math.min(
        1,
        row.reduce((sum, share, at) => sum + share * light[at], 0)
      )
    )
  );
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  ];
}

describe.each(THEMES)('colours of the %s map', (theme) => {
  it('knows the land of the basemap', () => {
    expect(LAND[theme]).toBe(BASEMAP_COLOURS[theme].land);
  });

  it('sets every kind off from the land by 3:1', () => {
    for (const colour of KIND_COLOURS[theme]) {
      expect(contrast(parseColour(colour), parseColour(LAND[theme])), colour).toBeGreaterThanOrEqual(3);
    }
  });

  it.each(Object.keys(SIGHT))('keeps any two kinds apart in %s sight', (sight) => {
    const colours = KIND_COLOURS[theme].map((colour) => seen(parseColour(colour), SIGHT[sight]));
    colours.forEach((a, at) =>
      colours.slice(at + 1).forEach((b) => {
        expect(Math.hypot(...a.map((value, axis) => value - b[axis]))).toBeGreaterThan(0.08);
      })
    );
  });

  it('moves away from the land as activity grows, in even steps of lightness', () => {
    const away = Array.from({ length: 253 }, (_, at) =>
      Math.abs(
        luminance(parseColour(levelColour(at + 1, 'sequential', theme))) - luminance(parseColour(LAND[theme]))
      )
    );
    expect(away.every((value, at) => at === 0 || value >= away[at - 1] - 0.004)).toBe(true);
    expect(away[252]).toBeGreaterThan(0.5);
  });

  it('has a transparent level 0 and opaque others', () => {
    const ramp = rampColours('diverging', theme);
    expect(ramp[3]).toBe(0);
    expect(
      ramp.filter((_, at) => at % 4 === 3).every((alpha, level) => alpha === (level === 0 ? 0 : 255))
    ).toBe(true);
  });
});

describe('kinds', () => {
  it('keep their colour from case to case', () => {
    const slots = new Map(kindStyles(['seizure', 'raid']).map(({ kind, slot }) => [kind, slot]));
    expect(slots.get('raid')).toBe(KNOWN_KINDS.indexOf('raid'));
    expect(slots.get('seizure')).toBe(KNOWN_KINDS.indexOf('seizure'));
  });

  it('that are not known take free slots, then share the last', () => {
    const styles = kindStyles(['riot', 'raid', ...'abcdefghi']);
    expect(styles[0]).toEqual({ kind: 'riot', slot: 1, shape: 'square' });
    expect(styles.map(({ slot }) => slot)).toEqual([1, 0, 2, 3, 4, 5, 6, 7, 7, 7, 7]);
  });
});

describe('symbols', () => {
  it.each(SHAPES)('%s is closed, solid in the middle and within reach', (shape) => {
    expect(symbolPath(shape, 5)).toMatch(/^M.*Z$/);
    expect(shapeDistance(shape, 0, 0)).toBeGreaterThan(0.3);
    for (let turn = 0; turn < 64; turn++) {
      const angle = (turn / 64) * 2 * Math.PI;
      const far = SYMBOL_REACH + 0.12;
      expect(shapeDistance(shape, far * Math.cos(angle), far * Math.sin(angle))).toBeLessThan(0);
    }
  });

  it('have about the same weight', () => {
    const areas = SHAPES.map((shape) => {
      let inside = 0;
      for (let x = -1.6; x < 1.6; x += 0.04) {
        for (let y = -1.6; y < 1.6; y += 0.04) if (shapeDistance(shape, x, y) > 0) inside += 0.0016;
      }
      return inside;
    });
    expect(Math.max(...areas) / Math.min(...areas)).toBeLessThan(1.5);
  });

  it('fill an atlas whose edge lies at 128', () => {
    const atlas = shapeAtlas(32, 2, 1);
    const middle = 16 * 32 * SHAPES.length + 16;
    expect(atlas.length).toBe(32 * 32 * SHAPES.length);
    expect(atlas[middle]).toBeGreaterThan(230);
    expect(atlas[0]).toBe(0);
    // The circle's edge lies a quarter of the way in from the left.
    const row = 16 * 32 * SHAPES.length;
    expect((atlas[row + 7] + atlas[row + 8]) / 2).toBeCloseTo(128, -1);
  });
});
