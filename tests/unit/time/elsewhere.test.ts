import { describe, expect, test } from 'vitest';

// The clock of the machine must not matter: the same tests once more on a machine in New York.
process.env.TZ = 'America/New_York';

test('this machine is in New York', () => {
  expect(new Date(Date.UTC(2020, 5, 12)).getTimezoneOffset()).toBe(240);
});

describe('in New York', async () => {
  await import('./zone.test.ts');
  await import('./ticks.test.ts');
  await import('./written.test.ts');
});
