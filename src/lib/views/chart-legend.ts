/** How a legend draws a mark. */
export type LegendMark = 'line' | 'dashes' | 'dots' | 'area' | 'outlined' | 'hatch' | 'dot' | 'ring';

export interface LegendItem {
  readonly label: string;
  readonly mark: LegendMark;
  /** A colour of CSS. */
  readonly colour: string;
}
