/** A colour as sRGB bytes, 0..255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** Reads `#rrggbb` or `rgb(r, g, b)`. Throws RangeError for anything else. */
export function parseColour(text: string): Rgb {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
  if (hex !== null) return [byte(hex[1], 16), byte(hex[2], 16), byte(hex[3], 16)];
  const decimal = /^rgb\((\d+),\s*(\d+),\s*(\d+)\)$/.exec(text);
  if (decimal !== null) return [byte(decimal[1], 10), byte(decimal[2], 10), byte(decimal[3], 10)];
  throw new RangeError(`"${text}" is not a colour of the form #rrggbb or rgb(r, g, b)`);
}

export function hexColour(colour: Rgb): string {
  return `#${colour.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
}

/** The colour a share `t` (0..1) of the way from `a` to `b`, as gradients of CSS have it (in sRGB). */
export function mixColours(a: Rgb, b: Rgb, t: number): Rgb {
  return overlay(b, t, a);
}

/** What is seen when `top` with an opacity 0..1 lies over `below` (blended as browsers and WebGL do, in sRGB). */
export function overlay(top: Rgb, opacity: number, below: Rgb): Rgb {
  const seen = top.map((value, channel) => value * opacity + (below[channel] ?? 0) * (1 - opacity));
  return seen as unknown as Rgb;
}

/** Relative luminance of WCAG 2, 0..1. */
export function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** Contrast ratio of WCAG 2, 1..21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

/** Linear light 0..1 of an sRGB byte. */
export function linear(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function byte(text: string | undefined, base: 10 | 16): number {
  return Math.min(255, Number.parseInt(text ?? '0', base));
}
