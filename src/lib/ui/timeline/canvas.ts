/** Colours and sizes that a canvas takes over from the page's style sheet. */
export interface Ink {
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly grid: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly warn: string;
  /** Family of the page's font. */
  readonly font: string;
  /** Pixels of one rem. */
  readonly rem: number;
}

/** Reads the tokens that hold at the element, light or dark. */
function readInk(element: Element): Ink {
  const style = getComputedStyle(element);
  const token = (name: string, fallback: string): string => style.getPropertyValue(name).trim() || fallback;
  return {
    surface: token('--surface', '#ffffff'),
    text: token('--text', '#1a1f24'),
    muted: token('--muted', '#5a646d'),
    line: token('--line', '#d9dcd8'),
    grid: token('--grid', '#e8eae6'),
    accent: token('--accent', '#0a5a8a'),
    accentSoft: token('--accent-soft', '#dcebf4'),
    warn: token('--warn', '#7a4b00'),
    font: style.fontFamily,
    rem: Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  };
}

/** Sizes the canvas for the screen's pixels, clears it and gives back a context that draws in CSS pixels. */
export function openCanvas(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  ratio: number
): CanvasRenderingContext2D | null {
  const pixelWidth = Math.max(1, Math.round(width * ratio));
  const pixelHeight = Math.max(1, Math.round(height * ratio));
  if (canvas.width !== pixelWidth || canvas.height !== pixelHeight) {
    canvas.width = pixelWidth;
    canvas.height = pixelHeight;
  }
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/** A pattern of diagonal lines: what is not known. */
export function hatch(
  context: CanvasRenderingContext2D,
  colour: string,
  step: number,
  lineWidth: number,
  ratio: number
): CanvasPattern | string {
  const size = Math.max(4, Math.round(step * ratio));
  const tile = document.createElement('canvas');
  tile.width = size;
  tile.height = size;
  const pen = tile.getContext('2d');
  if (pen === null) return colour;
  pen.strokeStyle = colour;
  pen.lineWidth = lineWidth * ratio;
  pen.beginPath();
  // Drawn three times, so that the lines meet at the edges of the tiles.
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift - 1, size + 1);
    pen.lineTo(shift + size + 1, -1);
  }
  pen.stroke();
  const pattern = context.createPattern(tile, 'repeat');
  if (pattern === null) return colour;
  pattern.setTransform(new DOMMatrix([1 / ratio, 0, 0, 1 / ratio, 0, 0]));
  return pattern;
}

/** Width of texts in a font, CSS pixels; what was measured once is remembered. */
export function textMeasure(font: string): ((text: string) => number) | null {
  const pen = document.createElement('canvas').getContext('2d');
  if (pen === null) return null;
  pen.font = font;
  const known = new Map<string, number>();
  return (text) => {
    let width = known.get(text);
    if (width === undefined) {
      width = pen.measureText(text).width;
      if (known.size > MOST_MEASURED) known.clear();
      known.set(text, width);
    }
    return width;
  };
}

const MOST_MEASURED = 5000;

/** Tells the colours and the size of type of the page, and again when others set them on the root element. */
export function followInk(element: HTMLElement, tell: (ink: Ink) => void): () => void {
  const read = (): void => tell(readInk(element));
  const observer = new MutationObserver(read);
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme', 'style', 'class', 'lang']
  });
  window.addEventListener('resize', read);
  read();
  return () => {
    observer.disconnect();
    window.removeEventListener('resize', read);
  };
}
