import { expect, test } from 'vitest';
import {
  pictureOf,
  plainColour,
  wrapped,
  type PictureChart
} from '../../../src/lib/views/correlation-picture.ts';

const ink = {
  surface: 'rgb(255, 255, 255)',
  text: 'rgb(26, 31, 36)',
  muted: 'rgb(90, 100, 109)',
  font: 'sans'
};
const chart: PictureChart = {
  label: 'One event',
  svg: '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="120"></svg>',
  width: 300,
  height: 120,
  legend: [
    { label: 'observed', mark: 'line', colour: 'rgb(10, 90, 138)' },
    { label: 'no data', mark: 'hatch', colour: 'rgb(90, 100, 109)' }
  ]
};

test('a picture holds its heading, charts, legend and every note, one below the other', () => {
  const notes = ['Case: made up (synthetic)', 'Caveat: Association in time and place, not cause.'];
  const { svg, width, height } = pictureOf('Impact', [chart, chart], notes, ink);
  expect(svg).toContain(`width="${width}" height="${height}"`);
  expect(svg.match(/<svg xmlns/g)).toHaveLength(3);
  expect(svg.match(/>observed</g)).toHaveLength(2);
  for (const note of notes) expect(svg).toContain(`>${note}</text>`);
  const heights = [...svg.matchAll(/<text [^>]*y="([\d.]+)"/g)].map(([, y]) => Number(y));
  expect(heights).toEqual(heights.toSorted((a, b) => a - b));
  expect(Math.max(...heights)).toBeLessThan(height);
});

test('text of a case is text in a picture, whatever it holds', () => {
  const { svg } = pictureOf('</svg><script>alert(1)</script>', [chart], ['a & b "c" \u0000 \ud800 <i>'], ink);
  expect(svg).not.toMatch(/<script|<i>|\u0000|\ud800/);
  expect(svg).toContain('a &amp; b &quot;c&quot; \ufffd \ufffd &lt;i&gt;');
});

test('lines fit their width, and a word without end is broken', () => {
  const lines = wrapped(`short words and ${'x'.repeat(300)} after`, 400, 11);
  for (const line of lines) expect(line.length * 11 * 0.56).toBeLessThanOrEqual(400);
  expect(lines.join('').replaceAll(' ', '')).toBe(`shortwordsand${'x'.repeat(300)}after`);
  expect(wrapped('', 400, 11)).toEqual([]);
});

test.each([
  ['rgb(10, 90, 138)', '#0a5a8a', 1],
  ['rgba(255, 255, 255, 0.5)', '#ffffff', 0.5],
  ['color(srgb 0.2 0.4 0.6 / 0.4)', '#336699', 0.4],
  ['color(srgb 1 0 0)', '#ff0000', 1],
  ['none', 'none', 1],
  ['url("#hatch")', 'url("#hatch")', 1]
])('the colour %s is written plainly', (text, colour, opacity) => {
  expect(plainColour(text)).toEqual({ colour, opacity });
});
