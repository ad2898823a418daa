import { Marker, type Map as MapLibreMap } from 'maplibre-gl';
import type { CountryBadge } from '../../views/map-events.ts';
import { screenScale } from './screen-scale.ts';

// The name of the country stands on the same point.
const BELOW_NAME_PX = 20;

/** Buttons on the map that stand for the events known by country only. */
export interface CountryBadges {
  readonly set: (badges: readonly CountryBadge[]) => void;
  readonly stop: () => void;
}

interface Shown {
  readonly marker: Marker;
  readonly button: HTMLButtonElement;
}

export function countryBadges(
  map: MapLibreMap,
  onCountry: (country: string, isAdding: boolean) => void
): CountryBadges {
  const shown = new Map<string, Shown>();
  const add = ({ country, lon, lat }: CountryBadge): Shown => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'casewall-badge';
    button.dataset.country = country;
    button.addEventListener('click', (gesture) => {
      gesture.stopPropagation();
      onCountry(country, gesture.shiftKey);
    });
    const marker = new Marker({
      element: button,
      anchor: 'center',
      offset: [0, BELOW_NAME_PX * screenScale()]
    })
      .setLngLat([lon, lat])
      .addTo(map);
    // The marker gives its element a role and label of its own; this one is a button and says what it does.
    button.removeAttribute('role');
    return { marker, button };
  };
  return {
    set(badges) {
      const wanted = new Set(badges.map((badge) => badge.country));
      for (const [country, { marker }] of shown) {
        if (wanted.has(country)) continue;
        marker.remove();
        shown.delete(country);
      }
      for (const badge of badges) {
        const entry = shown.get(badge.country) ?? add(badge);
        shown.set(badge.country, entry);
        const count = badgeCount(badge);
        if (entry.button.textContent === count) continue;
        const label = `${badge.name}: ${count} event${count === '1' ? '' : 's'} known by country only. Filter by this country`;
        entry.button.textContent = count;
        entry.button.title = label;
        entry.button.setAttribute('aria-label', label);
        entry.button.classList.toggle('is-possible', badge.certain === 0);
      }
    },
    stop() {
      for (const { marker } of shown.values()) marker.remove();
      shown.clear();
    }
  };
}

/** `3`, or `3 to 5` where some may lie outside the range. */
export function badgeCount({ certain, possible }: Pick<CountryBadge, 'certain' | 'possible'>): string {
  return certain === possible ? String(certain) : `${certain} to ${possible}`;
}
