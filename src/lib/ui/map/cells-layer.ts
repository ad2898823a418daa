import type { CustomLayerInterface, Map as MapLibreMap } from 'maplibre-gl';
import type { CellGeometry } from '../../views/map-geometry.ts';
import {
  CELL_OPACITY,
  LEVEL_NO_DATA,
  LEVEL_TOO_LITTLE,
  rampColours,
  type RampName,
  type Theme
} from '../../views/palette.ts';
import { anchoredMatrix, filledBuffer, linkProgram, uniform, updateBuffer, visibleWorlds } from './gl.ts';
import { screenScale } from './screen-scale.ts';
import { segmentPainter, type SegmentPainter } from './segments.ts';

const VERTEX = `#version 300 es
uniform mat4 u_matrix;
in vec2 a_position;
in float a_inset;
in uint a_level;
out float v_inset;
flat out uint v_level;
void main() {
  v_inset = a_inset;
  v_level = a_level;
  gl_Position = a_level == 0u ? vec4(2.0, 2.0, 2.0, 1.0) : u_matrix * vec4(a_position, 0.0, 1.0);
}`;

// The edge of a hexagon fades over one pixel; a hair of the ground shows between hexagons once they are large enough.
const FRAGMENT = `#version 300 es
precision highp float;
uniform sampler2D u_ramp;
uniform float u_opacity;
uniform float u_density;
in float v_inset;
flat in uint v_level;
out vec4 colour;
void main() {
  float slope = length(vec2(dFdx(v_inset), dFdy(v_inset)));
  float radius = slope > 0.0 ? 1.0 / slope : 1e4;
  float gap = smoothstep(4.0 * u_density, 14.0 * u_density, radius);
  float cover = slope > 0.0 ? mix(1.0, clamp(v_inset * radius - 0.2 * u_density, 0.0, 1.0), gap) : 1.0;
  vec3 tint = texelFetch(u_ramp, ivec2(int(v_level), 0), 0).rgb;
  float alpha = u_opacity * cover;
  if (v_level == ${LEVEL_NO_DATA}u) {
    float line = mod(gl_FragCoord.x + gl_FragCoord.y, 7.0 * u_density) / u_density;
    float stripe = smoothstep(0.0, 0.8, line) * (1.0 - smoothstep(1.4, 2.2, line));
    alpha = cover * mix(0.1, 0.6, stripe);
  } else if (v_level == ${LEVEL_TOO_LITTLE}u) {
    vec2 from = mod(gl_FragCoord.xy, 6.0 * u_density) / u_density - 3.0;
    alpha = cover * mix(0.05, 0.7, 1.0 - smoothstep(0.7, 1.4, length(from)));
  }
  colour = vec4(tint * alpha, alpha);
}`;

const BORDER = { light: [255, 255, 255], dark: [12, 14, 18] } as const;

/** The activity of the places: static triangles, one byte of level a vertex. */
export interface CellsLayer {
  readonly layer: CustomLayerInterface;
  readonly setGeometry: (geometry: CellGeometry) => void;
  /** One level per place; drawn with the next frame. */
  readonly setLevels: (levels: Uint8Array) => void;
  readonly setRamp: (ramp: RampName, theme: Theme) => void;
  readonly ramp: () => RampName;
}

/** onDrawn: called whenever levels have been drawn for the first time after a change. */
export function cellsLayer(onDrawn: () => void): CellsLayer {
  let geometry: CellGeometry | null = null;
  let vertexLevels = new Uint8Array(0);
  let ramp = { name: 'sequential' as RampName, theme: 'light' as Theme };
  let map: MapLibreMap | null = null;
  let scene: Scene | null = null;
  let areLevelsNew = false;
  let isRampNew = true;
  let isGeometryNew = true;

  return {
    setGeometry(next) {
      geometry = next;
      vertexLevels = new Uint8Array(next.inset.length);
      isGeometryNew = true;
    },
    setLevels(levels) {
      if (geometry === null) return;
      if (levels.length !== geometry.places) {
        throw new RangeError(`${levels.length} levels for ${geometry.places} places`);
      }
      const { first } = geometry;
      for (let place = 0; place < levels.length; place++) {
        vertexLevels.fill(levels[place] as number, first[place], first[place + 1]);
      }
      areLevelsNew = true;
    },
    setRamp(name, theme) {
      ramp = { name, theme };
      isRampNew = true;
    },
    ramp: () => ramp.name,
    layer: {
      id: 'casewall-cells',
      type: 'custom',
      renderingMode: '2d',
      onAdd(owner, gl) {
        map = owner;
        scene = createScene(gl);
        isGeometryNew = isRampNew = true;
      },
      onRemove() {
        scene?.free();
        scene = null;
      },
      render(gl, { defaultProjectionData }) {
        if (map === null || scene === null || geometry === null) return;
        if (isRampNew) scene.setRamp(rampColours(ramp.name, ramp.theme));
        if (isGeometryNew) scene.setGeometry(geometry, vertexLevels);
        else if (areLevelsNew) scene.setLevels(vertexLevels);
        const wasNew = areLevelsNew;
        isGeometryNew = isRampNew = areLevelsNew = false;
        const [west, east] = geometry.reach;
        const [x] = geometry.anchor;
        const density = map.getPixelRatio() * screenScale();
        for (const world of visibleWorlds(map, x + west, x + east)) {
          const matrix = anchoredMatrix(defaultProjectionData.mainMatrix, geometry.anchor, world);
          scene.draw(matrix, density);
          scene.borders.draw(matrix, { colour: BORDER[ramp.theme], opacity: 0.55, width: density });
        }
        if (wasNew) onDrawn();
      }
    }
  };
}

interface Scene {
  readonly borders: SegmentPainter;
  readonly setRamp: (colours: Uint8Array) => void;
  readonly setGeometry: (geometry: CellGeometry, levels: Uint8Array) => void;
  readonly setLevels: (levels: Uint8Array) => void;
  readonly draw: (matrix: Float32Array, density: number) => void;
  readonly free: () => void;
}

function createScene(gl: WebGL2RenderingContext): Scene {
  const program = linkProgram(gl, VERTEX, FRAGMENT);
  const borders = segmentPainter(gl);
  const ramp = gl.createTexture();
  const array = gl.createVertexArray();
  let buffers: WebGLBuffer[] = [];
  let levelBuffer: WebGLBuffer | null = null;
  let corners = 0;
  const attribute = (name: string) => {
    const at = gl.getAttribLocation(program, name);
    gl.enableVertexAttribArray(at);
    return at;
  };
  return {
    borders,
    setRamp(colours) {
      gl.bindTexture(gl.TEXTURE_2D, ramp);
      gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
      gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, 256, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, colours);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    },
    setGeometry(geometry, levels) {
      for (const buffer of buffers) gl.deleteBuffer(buffer);
      gl.bindVertexArray(array);
      const position = filledBuffer(gl, gl.ARRAY_BUFFER, geometry.position, gl.STATIC_DRAW);
      gl.vertexAttribPointer(attribute('a_position'), 2, gl.FLOAT, false, 0, 0);
      const inset = filledBuffer(gl, gl.ARRAY_BUFFER, geometry.inset, gl.STATIC_DRAW);
      gl.vertexAttribPointer(attribute('a_inset'), 1, gl.UNSIGNED_BYTE, true, 0, 0);
      levelBuffer = filledBuffer(gl, gl.ARRAY_BUFFER, levels, gl.DYNAMIC_DRAW);
      gl.vertexAttribIPointer(attribute('a_level'), 1, gl.UNSIGNED_BYTE, 0, 0);
      const index = filledBuffer(gl, gl.ELEMENT_ARRAY_BUFFER, geometry.triangles, gl.STATIC_DRAW);
      gl.bindVertexArray(null);
      buffers = [position, inset, levelBuffer, index];
      corners = geometry.triangles.length;
      borders.fill(borderSegments(geometry));
    },
    setLevels(levels) {
      if (levelBuffer !== null) updateBuffer(gl, levelBuffer, levels);
    },
    draw(matrix, density) {
      gl.useProgram(program);
      gl.bindVertexArray(array);
      gl.activeTexture(gl.TEXTURE0);
      gl.bindTexture(gl.TEXTURE_2D, ramp);
      gl.uniform1i(uniform(gl, program, 'u_ramp'), 0);
      gl.uniform1f(uniform(gl, program, 'u_opacity'), CELL_OPACITY);
      gl.uniform1f(uniform(gl, program, 'u_density'), density);
      gl.uniformMatrix4fv(uniform(gl, program, 'u_matrix'), false, matrix);
      gl.drawElements(gl.TRIANGLES, corners, gl.UNSIGNED_INT, 0);
      gl.bindVertexArray(null);
    },
    free() {
      borders.free();
      for (const buffer of buffers) gl.deleteBuffer(buffer);
      gl.deleteTexture(ramp);
      gl.deleteVertexArray(array);
      gl.deleteProgram(program);
    }
  };
}

function borderSegments({ borders, position }: CellGeometry): Float32Array {
  const segments = new Float32Array(borders.length * 2);
  borders.forEach((vertex, index) => {
    segments[index * 2] = position[vertex * 2] as number;
    segments[index * 2 + 1] = position[vertex * 2 + 1] as number;
  });
  return segments;
}
