/** Colours of the basemap: quiet, so that data stand out on it. */
export interface BasemapColours {
  readonly water: string;
  readonly land: string;
  readonly river: string;
  readonly border: string;
  readonly regionBorder: string;
  readonly countryText: string;
  readonly placeText: string;
  readonly halo: string;
}

export const BASEMAP_COLOURS: Readonly<Record<'light' | 'dark', BasemapColours>> = {
  light: {
    water: '#d3dee6',
    land: '#f4f2ee',
    river: '#c8d6e0',
    border: '#9a9aa3',
    regionBorder: '#c3c1c4',
    countryText: '#6a6d78',
    placeText: '#3f434d',
    halo: 'rgba(248, 247, 244, 0.9)'
  },
  dark: {
    water: '#0a1019',
    land: '#1a2330',
    river: '#121b27',
    border: '#556378',
    regionBorder: '#364254',
    countryText: '#a9b4c4',
    placeText: '#ccd5e1',
    halo: 'rgba(12, 18, 27, 0.9)'
  }
};
