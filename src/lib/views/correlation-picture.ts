import type { LegendItem } from './chart-legend.ts';

/** A chart as it stands on the page. */
export interface PictureChart {
  readonly label: string;
  /** An `svg` element of its own, with its size and every style written into it. */
  readonly svg: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly legend: readonly LegendItem[];
}

export interface PictureInk {
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  readonly font: string;
}

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const MARGIN = 24;
const LEAST_WIDTH = 640;
const TITLE_SIZE = 16;
const TEXT_SIZE = 11;
const LINE = 15;
/** Width of a character against the size of type, on the safe side: where text breaks must not depend on a font. */
const CHARACTER = 0.56;

/**
 * Charts as one picture that stands alone: its heading, the charts with their legends, and notes below (case, filters,
 * method, caveats). SVG 1.1 with plain colours, so that any program opens it.
 */
export function pictureOf(
  title: string,
  charts: readonly PictureChart[],
  notes: readonly string[],
  ink: PictureInk
): Picture {
  const inner = Math.max(LEAST_WIDTH, ...charts.map(({ width }) => width));
  const parts: string[] = [];
  let y = MARGIN;
  for (const line of wrapped(title, inner, TITLE_SIZE)) {
    y += TITLE_SIZE + 4;
    parts.push(textAt(MARGIN, y, line, { size: TITLE_SIZE, fill: ink.text, weight: 600 }));
  }
  for (const chart of charts) {
    y += LINE;
    parts.push(`<g transform="translate(${MARGIN},${round(y)})">${chart.svg}</g>`);
    y += chart.height + 4;
    const legend = legendRows(chart.legend, inner);
    for (const row of legend) {
      y += LINE;
      for (const { x, item } of row) parts.push(legendItem(MARGIN + x, y, item, ink));
    }
  }
  y += LINE;
  for (const note of notes) {
    for (const line of wrapped(note, inner, TEXT_SIZE)) {
      y += LINE;
      parts.push(textAt(MARGIN, y, line, { size: TEXT_SIZE, fill: ink.muted }));
    }
  }
  const width = Math.ceil(inner + 2 * MARGIN);
  const height = Math.ceil(y + MARGIN);
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escaped(ink.font)}">`,
    `<title>${escaped(title)}</title>`,
    `<desc>${escaped([...charts.map(({ label }) => label), ...notes].join('\n'))}</desc>`,
    `<rect width="${width}" height="${height}" fill="${plainColour(ink.surface).colour}"/>`,
    ...parts,
    '</svg>',
    ''
  ].join('\n');
  return { svg, width, height };
}

interface TextStyle {
  readonly size: number;
  readonly fill: string;
  readonly weight?: number;
}

function textAt(x: number, y: number, text: string, { size, fill, weight = 400 }: TextStyle): string {
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" font-weight="${weight}" fill="${plainColour(fill).colour}">${escaped(text)}</text>`;
}

/** Lines that fit the width; a word that is longer than a line is broken. */
export function wrapped(text: string, width: number, size: number): readonly string[] {
  const most = Math.max(8, Math.floor(width / (size * CHARACTER)));
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap((one) => broken(one, most))) {
    if (line !== '' && line.length + 1 + word.length > most) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

function broken(word: string, most: number): readonly string[] {
  const characters = [...word];
  const pieces: string[] = [];
  for (let at = 0; at < characters.length; at += most) pieces.push(characters.slice(at, at + most).join(''));
  return pieces;
}

const SWATCH = 16;

function legendRows(
  items: readonly LegendItem[],
  width: number
): readonly (readonly { readonly x: number; readonly item: LegendItem }[])[] {
  const rows: { x: number; item: LegendItem }[][] = [];
  let x = Infinity;
  for (const item of items) {
    const wide = SWATCH + 6 + item.label.length * TEXT_SIZE * CHARACTER + 16;
    if (x + wide > width) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1)?.push({ x, item });
    x += wide;
  }
  return rows;
}

function legendItem(x: number, y: number, item: LegendItem, ink: PictureInk): string {
  return (
    swatch(x, y - 4, item, ink) + textAt(x + SWATCH + 6, y, item.label, { size: TEXT_SIZE, fill: ink.muted })
  );
}

function swatch(x: number, middle: number, { mark, colour: said }: LegendItem, ink: PictureInk): string {
  const { colour, opacity } = plainColour(said);
  const paint = `fill="${colour}" fill-opacity="${opacity}"`;
  if (mark === 'dot' || mark === 'ring') {
    const fill = mark === 'dot' ? paint : 'fill="none"';
    return `<circle cx="${round(x + 8)}" cy="${round(middle)}" r="3.5" ${fill} stroke="${colour}"/>`;
  }
  if (mark === 'area' || mark === 'outlined') {
    const stroke = mark === 'outlined' ? ` stroke="${plainColour(ink.text).colour}"` : '';
    return `<rect x="${round(x)}" y="${round(middle - 5)}" width="${SWATCH}" height="10" ${paint}${stroke}/>`;
  }
  const dashes = { line: '', dashes: ' stroke-dasharray="4 2"', dots: ' stroke-dasharray="2 3"', hatch: '' };
  const path =
    mark === 'hatch'
      ? [0, 5, 10].map((step) => `M${round(x + step)} ${round(middle + 5)}l5 -10`).join('')
      : `M${round(x)} ${round(middle)}h${SWATCH}`;
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${mark === 'hatch' ? 1 : 2}"${dashes[mark]}/>`;
}

/**
 * A computed colour of CSS (`rgb()`, `rgba()`, `color(srgb ...)`) as six hex digits and an opacity; what is neither comes
 * back as it is.
 */
export function plainColour(text: string): { readonly colour: string; readonly opacity: number } {
  const found = /^(rgba?|color)\((?:srgb )?([^)]*)\)$/.exec(text.trim());
  const numbers = found?.[2].split(/[\s,/]+/).map(Number) ?? [];
  if (found === null || numbers.length < 3 || numbers.some(Number.isNaN)) return { colour: text, opacity: 1 };
  const unit = found[1] === 'color' ? 255 : 1;
  const hex = numbers
    .slice(0, 3)
    .map((value) =>
      Math.max(0, Math.min(255, Math.round(value * unit)))
        .toString(16)
        .padStart(2, '0')
    )
    .join('');
  return { colour: `#${hex}`, opacity: numbers[3] ?? 1 };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Text inside XML, without the control characters that XML cannot hold. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
