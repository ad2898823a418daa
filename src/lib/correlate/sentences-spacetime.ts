import type { SpaceTimeResult } from '../domain/correlation-spacetime.ts';
import { counted, pWords } from './words.ts';

/** What surges near events say. Source: sentence of specification 7. */
export function spaceTimeSentence(
  { interaction, grid }: Omit<SpaceTimeResult, 'sentence'>,
  insufficient: string | null
): string {
  if (interaction === null || insufficient !== null) {
    return `Nothing can be tested: ${insufficient ?? 'there is nothing to count'}.`;
  }
  const { observed, epsS, lagTo, expected, ratio, p } = interaction;
  const times = ratio === null ? '' : `${ratio.toFixed(1)} times, `;
  const nine = grid.filter(({ q }) => q !== null && q < 0.05).length;
  return `${counted(observed, 'surge')} began within ${Math.round(epsS)} km and ${lagTo} days after an event; if the same dates were dealt out at random over the same places, ${expected.toFixed(1)} would be expected (${times}${p === null ? 'not tested' : pWords(p)}). ${nine} of the nine other settings are flagged.`;
}
