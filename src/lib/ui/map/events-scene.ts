import { SHAPES, SYMBOL_REACH, shapeAtlas } from '../../views/symbols.ts';
import { filledBuffer, linkProgram, uniform, updateBuffer } from './gl.ts';

// The atlas covers -EXTENT..EXTENT radii of each shape; a byte of it spans DISTANCE_SPAN / 127 radii.
const ATLAS_SIZE = 64;
const EXTENT = 1.95;
const DISTANCE_SPAN = 0.9;
const EDGE_PX = 1.25;

const VERTEX = `#version 300 es
uniform mat4 u_matrix;
uniform float u_scale;
uniform float u_edge;
in vec2 a_position;
in float a_radius;
in uint a_slot;
in uint a_state;
flat out uint v_slot;
flat out uint v_state;
flat out float v_radius;
flat out float v_edge;
out float v_extent;
void main() {
  v_slot = a_slot;
  v_state = a_state;
  v_radius = a_radius * u_scale;
  v_edge = min(u_edge, v_radius * 0.3);
  float reach = v_radius * ${SYMBOL_REACH} + v_edge + 1.0;
  v_extent = reach / v_radius;
  gl_PointSize = reach * 2.0;
  gl_Position = a_state == 0u ? vec4(2.0, 2.0, 2.0, 1.0) : u_matrix * vec4(a_position, 0.0, 1.0);
}`;

// State 1 is filled; state 2 (possible) is hollow: a band of the colour around the colour of the edge.
const FRAGMENT = `#version 300 es
precision highp float;
uniform sampler2D u_atlas;
uniform vec3 u_colours[${SHAPES.length}];
uniform vec3 u_edge_colour;
flat in uint v_slot;
flat in uint v_state;
flat in float v_radius;
flat in float v_edge;
in float v_extent;
out vec4 colour;
void main() {
  vec2 at = (gl_PointCoord * 2.0 - 1.0) * v_extent / ${EXTENT} * 0.5 + 0.5;
  float margin = 0.5 / ${ATLAS_SIZE}.0;
  if (any(lessThan(at, vec2(margin))) || any(greaterThan(at, vec2(1.0 - margin)))) discard;
  at.x = (at.x + float(v_slot)) / ${SHAPES.length}.0;
  float inside = (texture(u_atlas, at).r * 255.0 - 128.0) / 127.0 * ${DISTANCE_SPAN} * v_radius;
  float fill = clamp(inside + 0.5, 0.0, 1.0);
  float shape = clamp(inside + v_edge + 0.5, 0.0, 1.0);
  if (shape <= 0.0) discard;
  float band = v_state == 2u ? fill * (1.0 - clamp(inside - max(1.4, 0.3 * v_radius) + 0.5, 0.0, 1.0)) : fill;
  float alpha = shape * (v_state == 2u ? mix(0.72, 0.96, band) : 0.96);
  colour = vec4(mix(u_edge_colour, u_colours[v_slot], band) * alpha, alpha);
}`;

export interface EventsScene {
  /** Positions relative to the anchor and kind slots; states and radii as they stand. Frees what was there. */
  readonly setEvents: (contents: EventBuffers) => void;
  readonly setStates: (states: Uint8Array) => void;
  /** In px; order: indices in drawing order, or null for the order of the buffers. */
  readonly setRadii: (radii: Float32Array, order: Uint32Array | null) => void;
  /** Indices drawn once more on top. */
  readonly setMarked: (marked: Uint32Array) => void;
  readonly draw: (matrix: Float32Array, look: EventLook) => void;
  readonly free: () => void;
}

export interface EventBuffers {
  readonly position: Float32Array;
  readonly slot: Uint8Array;
  readonly states: Uint8Array;
  readonly radii: Float32Array;
}

export interface EventLook {
  /** Device pixels per px of radius. */
  readonly scale: number;
  readonly density: number;
  /** 3 floats 0..1 per slot. */
  readonly colours: Float32Array;
  readonly edge: Float32Array;
  readonly markedEdge: Float32Array;
  /** Drawn range of the buffers where there is no order. */
  readonly first: number;
  readonly end: number;
}

const MARKED_GROWTH = 1.3;

export function eventsScene(gl: WebGL2RenderingContext): EventsScene {
  const program = linkProgram(gl, VERTEX, FRAGMENT);
  const atlas = atlasTexture(gl);
  const plain = gl.createVertexArray();
  const ordered = gl.createVertexArray();
  const marked = gl.createVertexArray();
  let buffers: Record<'position' | 'slot' | 'state' | 'radius', WebGLBuffer> | null = null;
  const orderBuffer = gl.createBuffer();
  const markedBuffer = gl.createBuffer();
  let orderedCount = 0;
  let markedCount = 0;

  const connect = (array: WebGLVertexArrayObject, index: WebGLBuffer | null) => {
    if (buffers === null) return;
    gl.bindVertexArray(array);
    const bind = (buffer: WebGLBuffer, name: string) => {
      const at = gl.getAttribLocation(program, name);
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      gl.enableVertexAttribArray(at);
      return at;
    };
    gl.vertexAttribPointer(bind(buffers.position, 'a_position'), 2, gl.FLOAT, false, 0, 0);
    gl.vertexAttribPointer(bind(buffers.radius, 'a_radius'), 1, gl.FLOAT, false, 0, 0);
    gl.vertexAttribIPointer(bind(buffers.slot, 'a_slot'), 1, gl.UNSIGNED_BYTE, 0, 0);
    gl.vertexAttribIPointer(bind(buffers.state, 'a_state'), 1, gl.UNSIGNED_BYTE, 0, 0);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, index);
    gl.bindVertexArray(null);
  };
  const freeBuffers = () => {
    if (buffers !== null) for (const buffer of Object.values(buffers)) gl.deleteBuffer(buffer);
  };
  const setIndex = (buffer: WebGLBuffer, indices: Uint32Array) => {
    gl.bindVertexArray(null);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, buffer);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, indices as Uint32Array<ArrayBuffer>, gl.DYNAMIC_DRAW);
  };

  return {
    setEvents({ position, slot, states, radii }) {
      freeBuffers();
      buffers = {
        position: filledBuffer(gl, gl.ARRAY_BUFFER, position, gl.STATIC_DRAW),
        slot: filledBuffer(gl, gl.ARRAY_BUFFER, slot, gl.STATIC_DRAW),
        state: filledBuffer(gl, gl.ARRAY_BUFFER, states, gl.DYNAMIC_DRAW),
        radius: filledBuffer(gl, gl.ARRAY_BUFFER, radii, gl.DYNAMIC_DRAW)
      };
      connect(plain, null);
      connect(ordered, orderBuffer);
      connect(marked, markedBuffer);
    },
    setStates(states) {
      if (buffers !== null) updateBuffer(gl, buffers.state, states);
    },
    setRadii(radii, order) {
      if (buffers !== null) {
        gl.bindBuffer(gl.ARRAY_BUFFER, buffers.radius);
        gl.bufferSubData(gl.ARRAY_BUFFER, 0, radii as Float32Array<ArrayBuffer>);
      }
      orderedCount = order?.length ?? 0;
      if (order !== null) setIndex(orderBuffer, order);
    },
    setMarked(indices) {
      markedCount = indices.length;
      setIndex(markedBuffer, indices);
    },
    draw(matrix, look) {
      if (buffers === null) return;
      gl.useProgram(program);
      gl.activeTexture(gl.TEXTURE0);
      gl.bindTexture(gl.TEXTURE_2D, atlas);
      gl.uniform1i(uniform(gl, program, 'u_atlas'), 0);
      gl.uniformMatrix4fv(uniform(gl, program, 'u_matrix'), false, matrix);
      gl.uniform3fv(uniform(gl, program, 'u_colours'), look.colours);
      gl.uniform3fv(uniform(gl, program, 'u_edge_colour'), look.edge);
      gl.uniform1f(uniform(gl, program, 'u_scale'), look.scale);
      gl.uniform1f(uniform(gl, program, 'u_edge'), EDGE_PX * look.density);
      if (orderedCount > 0) {
        gl.bindVertexArray(ordered);
        gl.drawElements(gl.POINTS, orderedCount, gl.UNSIGNED_INT, 0);
      } else if (look.end > look.first) {
        gl.bindVertexArray(plain);
        gl.drawArrays(gl.POINTS, look.first, look.end - look.first);
      }
      if (markedCount > 0) {
        gl.uniform1f(uniform(gl, program, 'u_scale'), look.scale * MARKED_GROWTH);
        gl.uniform1f(uniform(gl, program, 'u_edge'), 2.5 * look.density);
        gl.uniform3fv(uniform(gl, program, 'u_edge_colour'), look.markedEdge);
        gl.bindVertexArray(marked);
        gl.drawElements(gl.POINTS, markedCount, gl.UNSIGNED_INT, 0);
      }
      gl.bindVertexArray(null);
    },
    free() {
      freeBuffers();
      for (const array of [plain, ordered, marked]) gl.deleteVertexArray(array);
      gl.deleteBuffer(orderBuffer);
      gl.deleteBuffer(markedBuffer);
      gl.deleteTexture(atlas);
      gl.deleteProgram(program);
    }
  };
}

function atlasTexture(gl: WebGL2RenderingContext): WebGLTexture {
  const texture = gl.createTexture();
  const contents = shapeAtlas(ATLAS_SIZE, EXTENT, DISTANCE_SPAN);
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
  gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
  const width = ATLAS_SIZE * SHAPES.length;
  gl.texImage2D(
    gl.TEXTURE_2D,
    0,
    gl.R8,
    width,
    ATLAS_SIZE,
    0,
    gl.RED,
    gl.UNSIGNED_BYTE,
    contents as Uint8Array<ArrayBuffer>
  );
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 4);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  return texture;
}
