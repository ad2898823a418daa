/** The shapes of the event kinds, in the order of the kind slots. */
export const SHAPES = [
  'circle',
  'square',
  'triangle',
  'diamond',
  'pentagon',
  'cross',
  'star',
  'ring'
] as const;
export type Shape = (typeof SHAPES)[number];

type Point = readonly [x: number, y: number];
type Ring = readonly Point[];

// Radii that give the shapes about the same weight on the screen as a circle of radius 1.
const CORNERS: Readonly<Record<Exclude<Shape, 'circle' | 'ring'>, Ring>> = {
  square: regular(4, 1.22, Math.PI / 4),
  triangle: regular(3, 1.36, 0, 0.14),
  diamond: regular(4, 1.3, 0),
  pentagon: regular(5, 1.14, 0),
  cross: crossCorners(1.2, 0.42),
  star: starCorners(5, 1.4, 0.62)
};

const RING = { outer: 1.16, inner: 0.78, dot: 0.36 } as const;

/** Reach of the largest shape, in radii: how far a symbol of radius 1 may extend from its centre. */
export const SYMBOL_REACH = 1.4;

const RINGS: Readonly<Record<Shape, readonly Ring[]>> = {
  circle: [regular(48, 1, 0)],
  square: [CORNERS.square],
  triangle: [CORNERS.triangle],
  diamond: [CORNERS.diamond],
  pentagon: [CORNERS.pentagon],
  cross: [CORNERS.cross],
  star: [CORNERS.star],
  ring: [regular(48, RING.outer, 0), regular(48, RING.inner, 0), regular(32, RING.dot, 0)]
};

/** SVG path of a shape of the given radius around (0, 0); fill it with `fill-rule="evenodd"`. */
export function symbolPath(shape: Shape, radius: number): string {
  if (shape === 'circle') return circlePath(radius);
  if (shape === 'ring') {
    return [RING.outer, RING.inner, RING.dot].map((share) => circlePath(radius * share)).join('');
  }
  return CORNERS[shape]
    .map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${round(x * radius)},${round(y * radius)}`)
    .join('')
    .concat('Z');
}

/**
 * Signed distance from (x, y) to the edge of a shape of radius 1: positive inside, negative outside, in radii.
 */
export function shapeDistance(shape: Shape, x: number, y: number): number {
  // Even-odd, so that the ring is hollow.
  let inside = false;
  let nearest = Infinity;
  for (const ring of RINGS[shape]) {
    let [previousX, previousY] = ring[ring.length - 1] ?? [0, 0];
    for (const [cornerX, cornerY] of ring) {
      nearest = Math.min(nearest, segmentDistance(x, y, previousX, previousY, cornerX, cornerY));
      if (cornerY > y !== previousY > y) {
        const crossing = cornerX + ((previousX - cornerX) * (y - cornerY)) / (previousY - cornerY);
        if (x < crossing) inside = !inside;
      }
      previousX = cornerX;
      previousY = cornerY;
    }
  }
  return inside ? nearest : -nearest;
}

/**
 * Distance fields of all shapes side by side, `size` pixels square each, one byte a pixel: 128 is the edge, and a byte
 * is 1/127 of `span` radii. Each field covers -extent..extent radii. Length size * size * SHAPES.length, row by row.
 */
export function shapeAtlas(size: number, extent: number, span: number): Uint8Array {
  const width = size * SHAPES.length;
  const atlas = new Uint8Array(width * size);
  SHAPES.forEach((shape, slot) => {
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        const x = ((column + 0.5) / size) * 2 - 1;
        const y = ((row + 0.5) / size) * 2 - 1;
        const distance = shapeDistance(shape, x * extent, y * extent);
        atlas[row * width + slot * size + column] = Math.max(
          0,
          Math.min(255, Math.round(128 + (distance / span) * 127))
        );
      }
    }
  });
  return atlas;
}

function regular(sides: number, radius: number, turn: number, drop = 0): Ring {
  return Array.from({ length: sides }, (_, index): Point => {
    const angle = turn + (index / sides) * 2 * Math.PI - Math.PI / 2;
    return [radius * Math.cos(angle), radius * Math.sin(angle) + drop];
  });
}

function starCorners(points: number, outer: number, inner: number): Ring {
  return Array.from({ length: points * 2 }, (_, index): Point => {
    const angle = (index / (points * 2)) * 2 * Math.PI - Math.PI / 2;
    const radius = index % 2 === 0 ? outer : inner;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

function crossCorners(reach: number, half: number): Ring {
  return [
    [-half, -reach],
    [half, -reach],
    [half, -half],
    [reach, -half],
    [reach, half],
    [half, half],
    [half, reach],
    [-half, reach],
    [-half, half],
    [-reach, half],
    [-reach, -half],
    [-half, -half]
  ];
}

function circlePath(radius: number): string {
  const r = round(radius);
  return `M${-r},0A${r},${r} 0 1,0 ${r},0A${r},${r} 0 1,0 ${-r},0Z`;
}

function segmentDistance(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
