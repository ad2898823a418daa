import type { SoundCases } from './open-case.ts';

/** Raised whenever the check at opening learns a new rule: what was found sound before is looked at again. */
const RULES = 1;
const KEY = `casewall.sound.${RULES}`;
const MOST = 50;

/**
 * Fingerprints found sound, kept in this browser; where it may not store anything, every opening checks. storage: asked for each time,
 * since the mere asking throws where it is forbidden.
 */
export function storedSoundCases(storage: () => Storage): SoundCases {
  const read = (): readonly string[] => {
    try {
      const stored: unknown = JSON.parse(storage().getItem(KEY) ?? '[]');
      return Array.isArray(stored) ? stored.filter((entry) => typeof entry === 'string') : [];
    } catch {
      return [];
    }
  };
  return {
    has: (fingerprint) => read().includes(fingerprint),
    add(fingerprint) {
      try {
        storage().setItem(KEY, JSON.stringify([...new Set([fingerprint, ...read()])].slice(0, MOST)));
      } catch {
        // Full or forbidden: the next opening checks again, which is only slower.
      }
    }
  };
}
