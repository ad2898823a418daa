import type { LegendItem, LegendMark } from '../../views/chart-legend.ts';
import {
  plainColour,
  type Picture,
  type PictureChart,
  type PictureInk
} from '../../views/correlation-picture.ts';

/** What of the look of an element is written into a picture, which has no style sheet. */
const DRAWN = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'opacity',
  'font-size',
  'font-weight',
  'text-anchor'
] as const;

/** The charts inside an element as they stand on the page, each with its legend. */
export function chartsIn(root: HTMLElement): readonly PictureChart[] {
  return [...root.querySelectorAll<HTMLElement>('.charted')].flatMap((element) => {
    const svg = element.querySelector<SVGSVGElement>('svg[role="img"]');
    return svg === null ? [] : [chartOf(svg, element)];
  });
}

function chartOf(svg: SVGSVGElement, element: HTMLElement): PictureChart {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const drawn = [...svg.querySelectorAll('*')];
  [...copy.querySelectorAll('*')].forEach((part, index) => dress(part, drawn[index]));
  for (const cursor of copy.querySelectorAll('.cursor')) cursor.remove();
  for (const part of copy.querySelectorAll('[class]')) part.removeAttribute('class');
  copy.removeAttribute('class');
  copy.setAttribute('overflow', 'visible');
  return {
    label: svg.getAttribute('aria-label') ?? '',
    svg: new XMLSerializer().serializeToString(copy).replaceAll('<!---->', ''),
    width: svg.width.baseVal.value,
    height: svg.height.baseVal.value,
    legend: [...element.querySelectorAll<HTMLElement>('li[data-mark]')].map(legendOf)
  };
}

function dress(part: Element, drawn: Element): void {
  const style = getComputedStyle(drawn);
  for (const name of DRAWN) {
    const value = style.getPropertyValue(name);
    if (value === '' || value === 'normal') continue;
    if (name !== 'fill' && name !== 'stroke') {
      part.setAttribute(name, value);
      continue;
    }
    const { colour, opacity } = plainColour(value);
    part.setAttribute(name, colour);
    if (opacity < 1) part.setAttribute(`${name}-opacity`, String(opacity));
  }
}

function legendOf(item: HTMLElement): LegendItem {
  const swatch = item.firstElementChild;
  return {
    label: item.textContent.trim(),
    mark: item.dataset.mark as LegendMark,
    colour: swatch === null ? '' : getComputedStyle(swatch).color
  };
}

/** The colours and the type of the page around an element. */
export function inkOf(element: HTMLElement): PictureInk {
  const { fontFamily, color } = getComputedStyle(element);
  const probe = document.createElement('i');
  element.append(probe);
  const resolved = (token: string): string => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const ink = { surface: resolved('--surface'), text: color, muted: resolved('--muted'), font: fontFamily };
  probe.remove();
  return ink;
}

/** A canvas of more pixels a side than this comes out empty in some browsers. */
const MOST_PIXELS = 16_000;

/** The picture in pixels, twice as fine as the screen where it is not too large for that. */
export async function pngOf({ svg, width, height }: Picture): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const scale = Math.min(2, MOST_PIXELS / Math.max(width, height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (blob === null) throw new Error('This browser could not draw the picture: save it as SVG instead.');
    return blob;
  } finally {
    URL.revokeObjectURL(url);
  }
}
