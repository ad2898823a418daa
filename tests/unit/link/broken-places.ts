import { broken, refused } from './broken-link.ts';

const REGION = 'a region is a country code (NL) or a code that begins with one (NL-ZH).';
const CORNER = 'a corner is a longitude (-180 to 180), a space and a latitude (-90 to 90): 4.1 51.8.';
const CORNERS = 'an area wants 3 to 500 different corners.';
const CELL = 'a cell is the whole number of a row of cells.parquet: 123.';
const EXTENT = 'an extent is west, south, east and north in degrees, south below north: 3.3,51.2,7.2,53.6.';
const MAP = 'the map is a latitude, a longitude and a zoom: 52.1,5.3,6.2.';
export const WHOLE_MAP = 'the map of the whole case';
const TRIANGLE = [
  [0, 0],
  [1, 0],
  [1, 1]
] as const;

/** Links about places. */
export const PLACES = [
  ...refused('region', REGION, 'no filter by region', ['N', 'NLD', '<b>', 'NL-', '__proto__', '52']),
  broken(
    'region=Netherlands,NL,528',
    { filter: { regions: ['NL'] } },
    ['region', 'Netherlands', REGION, 'the other values'],
    ['region', '528', REGION, 'the other values']
  ),
  ...refused('area', CORNERS, 'no area', [
    '4.1 51.8,5.2 51.8',
    '4.1 51.8,4.1 51.8,5 52,4.1 51.8',
    '1 1,1.00001 1,1 1.00001'
  ]),
  broken(
    'area=4.1;51.8',
    {},
    ['area', '4.1', CORNER, 'the other areas'],
    ['area', '51.8', CORNER, 'the other areas']
  ),
  broken('area=0 0,1 0,1 1;2 2,3 3', { filter: { areas: [TRIANGLE] } }, [
    'area',
    '2 2,3 3',
    CORNERS,
    'the other areas'
  ]),
  broken(
    `area=${'0 0,1 0,1 1;'.repeat(21)}`,
    { filter: { areas: Array.from({ length: 20 }, () => TRIANGLE) } },
    [
      'area',
      '0 0,1 0,1 1;0 0,1 0,1 1;0 0,1 0,1 1;0 0,1 0,1 1;0 0,1 0,1 1…',
      'there are at most 20 areas.',
      'the first 20'
    ]
  ),
  ...refused('cell', CELL, 'no filter by cell', ['-1', '1.5', 'x', '007', '9999999999', '1e3', 'cell:5']),
  broken('cell=5,north,7', { filter: { cells: [5, 7] } }, ['cell', 'north', CELL, 'the other values']),
  ...refused('extent', EXTENT, 'no filter by extent', [
    '1',
    '1,2,3',
    '1,2,3,4,5',
    '4,52,6,51',
    '4,51,4,52',
    '4,51,6,51',
    '181,0,4,5',
    '0,-91,4,5',
    'NaN,0,1,1',
    'a,b,c,d',
    ',,,'
  ]),
  ...refused('not-region', REGION, 'no filter by region left out', ['Netherlands']),
  ...['5.2 95', '5.2', '181 0', 'NaN NaN', '1e309 0', 'Infinity 0', '1 2 3', ''].map((corner) =>
    broken(`area=4.1 51.8,${corner},5.2 52.6`, {}, ['area', corner, CORNER, 'no area'])
  ),
  broken(`area=${'1 1,'.repeat(600)}2 2`, {}, [
    'area',
    '1 1,1 1,1 1,1 1,1 1,1 1,1 1,1 1,1 1,1 1,1 1,1 1,1 1,1 1,1 1…',
    'an area has at most 500 corners; this one has 601.',
    'no area'
  ]),
  ...refused('map', 'the latitude lies between -90 and 90.', WHOLE_MAP, ['95,5.3,6', '-90.01,0,0']),
  ...refused('map', 'the longitude lies between -180 and 180.', WHOLE_MAP, ['52.1,200,6']),
  ...refused('map', 'the zoom lies between 0 and 22.', WHOLE_MAP, ['52.1,5.3,99', '52.1,5.3,-1']),
  ...refused('map', MAP, WHOLE_MAP, [
    '52.1,5.3',
    '52.1,5.3,6,7',
    'NaN,NaN,NaN',
    '1e1,2,3',
    '0x10,2,3',
    ',,',
    'here',
    '1e309,0,0'
  ])
];
