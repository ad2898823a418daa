import type { ShowChange, ShowWord } from '../../domain/analysis.ts';
import type { CorrelationRecord } from '../../domain/correlation.ts';
import type { ExportSource } from '../../views/correlation-export.ts';
import type { ResultStatus } from '../../views/correlation-status.ts';
import type { ResultStyle } from '../../views/correlation-words.ts';
import type { KindStyle, Theme } from '../../views/palette.ts';

/** What every panel of results is given. */
export interface PanelProps<R extends CorrelationRecord> {
  /** The last result that came; null: none yet. */
  readonly record: R | null;
  readonly status: ResultStatus;
  readonly style: ResultStyle;
  readonly source: ExportSource;
  readonly theme: Theme;
  readonly kinds: readonly KindStyle[];
  /** Name of a country or region by its code. */
  readonly placeName: (code: string) => string;
  /** Switches of how results are shown. */
  readonly show: readonly ShowWord[];
  readonly onShow: (change: ShowChange) => void;
  /** Address of the page that explains the methods. */
  readonly methodsUrl: string;
  readonly onStop: () => void;
  readonly onRun: () => void;
  /** The reader chose an event. */
  readonly onEvent: (id: string) => void;
}
