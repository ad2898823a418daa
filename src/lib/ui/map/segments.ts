import type { Rgb } from '../../views/colour.ts';
import { filledBuffer, linkProgram, uniform } from './gl.ts';

// Each segment is a strip of two triangles, widened in screen space; square caps close the joins of thin lines.
const VERTEX = `#version 300 es
uniform mat4 u_matrix;
uniform vec2 u_viewport;
uniform float u_width;
in vec4 a_segment;
out float v_across;
void main() {
  vec4 a = u_matrix * vec4(a_segment.xy, 0.0, 1.0);
  vec4 b = u_matrix * vec4(a_segment.zw, 0.0, 1.0);
  vec2 along = (b.xy / b.w - a.xy / a.w) * u_viewport;
  float size = length(along);
  along = size > 0.0 ? along / size : vec2(1.0, 0.0);
  float side = (gl_VertexID & 1) == 0 ? -1.0 : 1.0;
  bool isEnd = gl_VertexID > 1;
  float reach = u_width * 0.5 + 0.75;
  vec4 from = isEnd ? b : a;
  vec2 offset = vec2(-along.y, along.x) * side * reach + along * (isEnd ? 0.5 : -0.5) * u_width;
  gl_Position = vec4(from.xy + offset * 2.0 / u_viewport * from.w, 0.0, from.w);
  v_across = side * reach;
}`;

const FRAGMENT = `#version 300 es
precision highp float;
uniform vec4 u_colour;
uniform float u_width;
in float v_across;
out vec4 colour;
void main() {
  colour = u_colour * clamp(u_width * 0.5 + 0.5 - abs(v_across), 0.0, 1.0);
}`;

export interface Stroke {
  readonly colour: Rgb;
  readonly opacity: number;
  /** Device pixels. */
  readonly width: number;
}

/** Draws many straight lines of one stroke. */
export interface SegmentPainter {
  /** x, y, x, y of each segment, relative to the anchor that the matrix belongs to. */
  readonly fill: (segments: Float32Array) => void;
  readonly draw: (matrix: Float32Array, stroke: Stroke) => void;
  readonly free: () => void;
}

export function segmentPainter(gl: WebGL2RenderingContext): SegmentPainter {
  const program = linkProgram(gl, VERTEX, FRAGMENT);
  const array = gl.createVertexArray();
  const buffer = filledBuffer(gl, gl.ARRAY_BUFFER, new Float32Array(0), gl.STATIC_DRAW);
  const at = gl.getAttribLocation(program, 'a_segment');
  gl.bindVertexArray(array);
  gl.enableVertexAttribArray(at);
  gl.vertexAttribPointer(at, 4, gl.FLOAT, false, 0, 0);
  gl.vertexAttribDivisor(at, 1);
  gl.bindVertexArray(null);
  let count = 0;
  return {
    fill(segments) {
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      gl.bufferData(gl.ARRAY_BUFFER, segments as Float32Array<ArrayBuffer>, gl.STATIC_DRAW);
      count = segments.length / 4;
    },
    draw(matrix, { colour, opacity, width }) {
      if (count === 0) return;
      gl.useProgram(program);
      gl.bindVertexArray(array);
      gl.uniformMatrix4fv(uniform(gl, program, 'u_matrix'), false, matrix);
      gl.uniform2f(uniform(gl, program, 'u_viewport'), gl.drawingBufferWidth, gl.drawingBufferHeight);
      gl.uniform1f(uniform(gl, program, 'u_width'), width);
      const [red, green, blue] = colour.map((value) => (value / 255) * opacity);
      gl.uniform4f(uniform(gl, program, 'u_colour'), red ?? 0, green ?? 0, blue ?? 0, opacity);
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, count);
      gl.bindVertexArray(null);
    },
    free() {
      gl.deleteProgram(program);
      gl.deleteVertexArray(array);
      gl.deleteBuffer(buffer);
    }
  };
}
