import { expect, test } from 'vitest';
import {
  changeText,
  countText,
  daysApart,
  numberText,
  probabilityPhrase,
  probabilityText,
  type ResultStyle
} from '../../../src/lib/views/correlation-words.ts';

const style: ResultStyle = { locale: 'en', zone: 'UTC', unit: { name: 'messages', scale: 1 } };

test('a ratio is a change in whole percent with a true minus, never minus nothing', () => {
  expect(changeText(0.66, 'en')).toBe('−34 %');
  expect(changeText(3.5, 'en')).toBe('+250 %');
  expect(changeText(0.9999, 'en')).toBe('0 %');
  expect(changeText(0, 'en')).toBe('−100 %');
  expect(changeText(null, 'en')).toBe('–');
  expect(changeText('Infinity', 'en')).toBe('+∞ %');
});

test('p has two significant digits and is never 0', () => {
  expect(probabilityText(0.03149, 'en')).toBe('0.031');
  expect(probabilityText(0.001, 'en')).toBe('0.001');
  expect(probabilityText(0.00099, 'en')).toBe('< 0.001');
  expect(probabilityText(0, 'en')).toBe('< 0.001');
  expect(probabilityText(1, 'en')).toBe('1');
  expect(probabilityPhrase('q', 0.00004, 'en')).toBe('q < 0.001');
  expect(probabilityPhrase('p', null, 'en')).toBe('p not computed');
});

test('counts are told in the unit of the case', () => {
  expect(countText(1234, style)).toBe('1,234');
  expect(countText(1234.56, style)).toBe('1,235');
  expect(countText(4.5678, style)).toBe('4.57');
  expect(countText(438, { ...style, unit: { name: 'index', scale: 0.1 } })).toBe('43.8');
  expect(countText(null, style)).toBe('–');
});

test('days apart say which came first', () => {
  expect(daysApart(2, 'en')).toBe('2 days after');
  expect(daysApart(-1, 'en')).toBe('1 day before');
  expect(daysApart(0.2, 'en')).toBe('the same day');
});

test('numbers keep few digits', () => {
  expect(numberText(-0.12345, 'en', 2)).toBe('−0.12');
  expect(numberText('Infinity', 'en')).toBe('∞');
});
