import type { Map as MapLibreMap } from 'maplibre-gl';
import { mercatorX } from '../../views/mercator.ts';

/** Compiles and links a program. Throws Error with the compiler's words: a shader that fails is our mistake. */
export function linkProgram(gl: WebGL2RenderingContext, vertex: string, fragment: string): WebGLProgram {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment]
  ] as const) {
    const shader = gl.createShader(type);
    if (shader === null) throw new Error('The graphics context is lost: no shader can be made');
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost()) {
      throw new Error(`Shader does not compile: ${gl.getShaderInfoLog(shader) ?? ''}`);
    }
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    throw new Error(`Program does not link: ${gl.getProgramInfoLog(program) ?? ''}`);
  }
  return program;
}

/** A buffer with these contents. */
export function filledBuffer(
  gl: WebGL2RenderingContext,
  target: number,
  contents: ArrayBufferView<ArrayBufferLike>,
  usage: number
): WebGLBuffer {
  const buffer = gl.createBuffer();
  gl.bindBuffer(target, buffer);
  gl.bufferData(target, contents as ArrayBufferView<ArrayBuffer>, usage);
  return buffer;
}

/** Replaces the start of a buffer's contents. */
export function updateBuffer(gl: WebGL2RenderingContext, buffer: WebGLBuffer, contents: Uint8Array): void {
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.bufferSubData(gl.ARRAY_BUFFER, 0, contents as Uint8Array<ArrayBuffer>);
}

/**
 * MapLibre's Mercator matrix moved to an anchor: multiplied in doubles, rounded to floats only then, so that positions
 * relative to the anchor do not jitter. world: 0, or how many worlds to the east the copy lies.
 */
export function anchoredMatrix(
  matrix: ArrayLike<number>,
  anchor: readonly [x: number, y: number],
  world: number
): Float32Array {
  const moved = Float32Array.from(matrix);
  for (let row = 0; row < 4; row++) {
    moved[12 + row] =
      (matrix[row] as number) * (anchor[0] + world) +
      (matrix[4 + row] as number) * anchor[1] +
      (matrix[12 + row] as number);
  }
  return moved;
}

/** The copies of the world in which something from `west` to `east` (unit Mercator x) can be seen. */
export function visibleWorlds(map: MapLibreMap, west: number, east: number): readonly number[] {
  const bounds = map.getBounds();
  const first = Math.ceil(mercatorX(bounds.getWest()) - east);
  const last = Math.floor(mercatorX(bounds.getEast()) - west);
  const worlds: number[] = [];
  for (let world = first; world <= last; world++) worlds.push(world);
  return worlds;
}

export function uniform(gl: WebGL2RenderingContext, program: WebGLProgram, name: string) {
  return gl.getUniformLocation(program, name);
}
