import { filledBuffer, linkProgram, uniform } from './gl.ts';

const VERTEX = `#version 300 es
uniform mat4 u_matrix;
in vec4 a_circle;
flat out float v_tint;
out vec2 v_at;
void main() {
  v_at = vec2((gl_VertexID & 1) == 0 ? -1.0 : 1.0, gl_VertexID > 1 ? 1.0 : -1.0) * 1.04;
  v_tint = a_circle.w;
  gl_Position = u_matrix * vec4(a_circle.xy + v_at * a_circle.z, 0.0, 1.0);
}`;

const FRAGMENT = `#version 300 es
precision highp float;
uniform vec3 u_colours[8];
uniform float u_density;
flat in float v_tint;
in vec2 v_at;
out vec4 colour;
void main() {
  float from = length(v_at);
  float radius = 1.0 / max(length(vec2(dFdx(from), dFdy(from))), 1e-6);
  float inside = (1.0 - from) * radius;
  if (radius < 6.0 * u_density) discard;
  float ring = clamp(1.5 * u_density - abs(inside - 0.75 * u_density) , 0.0, 1.0);
  float alpha = clamp(inside + 0.5, 0.0, 1.0) * mix(0.09, 0.6, ring);
  colour = vec4(u_colours[int(v_tint)] * alpha, alpha);
}`;

/** Circles that show how far off a point may be. */
export interface HaloScene {
  /** x, y relative to the anchor, radius (unit Mercator) and kind slot of each circle. */
  readonly fill: (circles: Float32Array) => void;
  readonly draw: (matrix: Float32Array, colours: Float32Array, density: number) => void;
  readonly free: () => void;
}

export function haloScene(gl: WebGL2RenderingContext): HaloScene {
  const program = linkProgram(gl, VERTEX, FRAGMENT);
  const array = gl.createVertexArray();
  const buffer = filledBuffer(gl, gl.ARRAY_BUFFER, new Float32Array(0), gl.DYNAMIC_DRAW);
  const at = gl.getAttribLocation(program, 'a_circle');
  gl.bindVertexArray(array);
  gl.enableVertexAttribArray(at);
  gl.vertexAttribPointer(at, 4, gl.FLOAT, false, 0, 0);
  gl.vertexAttribDivisor(at, 1);
  gl.bindVertexArray(null);
  let count = 0;
  return {
    fill(circles) {
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      gl.bufferData(gl.ARRAY_BUFFER, circles as Float32Array<ArrayBuffer>, gl.DYNAMIC_DRAW);
      count = circles.length / 4;
    },
    draw(matrix, colours, density) {
      if (count === 0) return;
      gl.useProgram(program);
      gl.bindVertexArray(array);
      gl.uniformMatrix4fv(uniform(gl, program, 'u_matrix'), false, matrix);
      gl.uniform3fv(uniform(gl, program, 'u_colours'), colours);
      gl.uniform1f(uniform(gl, program, 'u_density'), density);
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
