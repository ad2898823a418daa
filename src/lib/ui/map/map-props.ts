import type { Area, Extent } from '../../domain/filter.ts';
import type { Camera } from '../../domain/view.ts';
import type { Bounds } from '../../geo/bounds.ts';
import type { MapCells, MapEventSet, MapSelection, PlacePick } from '../../views/map-model.ts';
import type { Theme } from '../../views/palette.ts';
import type { DrawMode } from './drawing.ts';

export interface Basemap {
  /** Address of world.pmtiles, relative to the page. */
  readonly tilesUrl: string;
  readonly theme: Theme;
  /** Language of the country names, BCP 47; absent: English. */
  readonly lang?: string;
}

/** What the map shows, and whom it tells of gestures. */
export interface MapProps {
  readonly basemap: Basemap;
  /** Null: the whole of `initialBounds`, which is also what "Fit" shows. */
  readonly camera: Camera | null;
  readonly initialBounds: Bounds;
  readonly cells: MapCells | null;
  readonly events: MapEventSet | null;
  readonly selection: MapSelection;
  readonly areas: readonly Area[];
  readonly extent: Extent | null;
  /** Plain text for the tooltip, lines parted by newlines; the first is the heading. Null: no tooltip. */
  readonly describe: {
    readonly place: (row: number) => string | null;
    /** Event rows, nearest first. */
    readonly events: (rows: readonly number[]) => string | null;
  };
  /** Country and region of a point where no place lies. */
  readonly locate?: (lon: number, lat: number) => Pick<PlacePick, 'country' | 'region'>;
  /** After the reader moved the map and it came to rest: where it stands, and what of the world it shows. */
  readonly onCamera: (camera: Camera, visible: Extent) => void;
  /** Only what the map shows is to count; null: everything again. */
  readonly onExtent: (visible: Extent | null) => void;
  /** Event rows under a click, nearest first. */
  readonly onEvents: (rows: readonly number[]) => void;
  readonly onPlace: (pick: PlacePick) => void;
  /** Where the number of a place (row of the place table) comes from is asked. */
  readonly onExplain: (place: number) => void;
  /** The badge of a country was pressed. */
  readonly onCountry: (country: string, isAdding: boolean) => void;
  readonly onAreas: (areas: readonly Area[]) => void;
}

/** What the buttons beside the map ask of it. */
export interface MapCommands {
  readonly zoomBy: (levels: number) => void;
  readonly fit: () => void;
  /** Starts drawing, or gives it up where the same mode is on. */
  readonly draw: (mode: DrawMode) => void;
  readonly cancelDrawing: () => void;
  readonly takeExtent: () => void;
  /** Counts only what the map shows, or everything again. */
  readonly toggleExtent: () => void;
}
