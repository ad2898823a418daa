import { NO_FILTER } from '../../../src/lib/domain/filter.ts';
import { broken, refused, type BrokenLink } from './broken-link.ts';
import { PLACES, WHOLE_MAP } from './broken-places.ts';

const DATE =
  'this is no date. Write a UTC date or minute of the years 1 to 9999: 2020-06-12 or 2020-06-12T12:00Z.';
const TWO_DATES = 'this is not two dates with a comma between them: 2020-05-01,2020-07-03.';
const UTF8 = 'the percent signs in it do not stand for text in UTF-8.';
const CONTROL = 'control characters were taken out.';
const PANELS = 'this is none of events, impact, response, leadlag, breaks, surges, spacetime, sources.';
const SELECTION = 'a selection is the id of an event, or cell: and a number.';
const ZONE = 'this time zone is not known here. Write one like Europe/Amsterdam or UTC.';
const CASE = 'a case is the id of a served case, or the address of a case folder of this server.';
const UNKNOWN = 'this parameter is not known.';
const REST = 'the rest of the link';
const at = (text: string) => Date.parse(text);
const xs = (length: number) => 'x'.repeat(length);

const TIMES = [
  ...refused('from', DATE, 'no start of the range', [
    '2020-13-01',
    '2020-02-30',
    'yesterday',
    '12/06/2020',
    'NaN',
    'null',
    'undefined',
    '-1',
    '1591920000000',
    '275761-01-01',
    '-271822-01-01',
    '0000-01-01',
    '2020-06-12T25:00Z',
    '2020-06-12T12:00Z,2020-06-14',
    '[object Object]',
    '<script>alert(1)</script>',
    "2020-06-12'; DROP TABLE events; --"
  ]),
  ...refused('to', DATE, 'no end of the range', ['Infinity', '-Infinity', '1e309', '2020-06-31']),
  broken('from=2020-02-30&to=2020-03-05', { to: at('2020-03-05') }, [
    'from',
    '2020-02-30',
    DATE,
    'no start of the range'
  ]),
  broken('from=2020-06-12T12:00:30Z', { from: at('2020-06-12T12:00Z') }, [
    'from',
    '2020-06-12T12:00:30Z',
    'times in a link are whole minutes.',
    '2020-06-12T12:00Z'
  ]),
  broken('from=2020-06-14&to=2020-06-12&kind=raid', { filter: { kinds: ['raid'] } }, [
    'to',
    '2020-06-12',
    'the end of the range is not after its start, 2020-06-14.',
    'no range: the whole case'
  ]),
  broken('from=2020-06-12&to=2020-06-12', {}, [
    'to',
    '2020-06-12',
    'the end of the range is not after its start, 2020-06-12.',
    'no range: the whole case'
  ]),
  broken('from=2020-06-12%00', { from: at('2020-06-12') }, [
    'from',
    '2020-06-12\uFFFD',
    CONTROL,
    '2020-06-12'
  ]),
  broken(`from=${xs(61)}`, {}, [
    'from',
    `${xs(59)}…`,
    'this is longer than 60 characters.',
    'no start of the range'
  ]),
  ...refused('span', TWO_DATES, 'the timeline of the whole case', [
    '2020-05-01',
    '2020-05-01,2020-07-03,2020-08-01',
    ',',
    '2020-05-01,',
    'a,b'
  ]),
  ...refused('span', 'the end is not after the start.', 'the timeline of the whole case', [
    '2020-07-03,2020-05-01',
    '2020-05-01,2020-05-01'
  ])
];

const NAMES = [
  broken('kind=raid%FF', {}, ['kind', 'raid%FF', UTF8, 'no filter by kind']),
  broken('kind=%FF,raid', { filter: { kinds: ['raid'] } }, ['kind', '%FF', UTF8, 'the other values']),
  broken('kind=raid%00,seizure', { filter: { kinds: ['raid', 'seizure'] } }, [
    'kind',
    'raid\uFFFD',
    CONTROL,
    'raid'
  ]),
  broken('agency=raid%E2%80%AEgpj', { filter: { agencies: ['raidgpj'] } }, [
    'agency',
    'raid\uFFFDgpj',
    CONTROL,
    'raidgpj'
  ]),
  broken(`operation=${xs(201)},lemont`, { filter: { operations: ['lemont'] } }, [
    'operation',
    `${xs(59)}…`,
    'this is longer than 200 characters.',
    'the other values'
  ]),
  broken('commodity=\uD800', {}, ['commodity', '\uFFFD', CONTROL, 'no filter by commodity']),
  broken('not-kind=raid%FF', {}, ['not-kind', 'raid%FF', UTF8, 'no filter by kind left out']),
  broken('not-grade=A&not-grade=B', { filter: { not: { ...NO_FILTER.not, grades: ['A'] } } }, [
    'not-grade',
    'B',
    'this parameter is given twice.',
    'the first'
  ]),
  broken('traffic=%ED%A0%80', {}, ['traffic', '%ED%A0%80', UTF8, 'no filter by traffic']),
  broken('q=caf%E9', {}, ['q', 'caf%E9', UTF8, 'no search']),
  broken('q=%1B[31mred', { filter: { text: '[31mred' } }, ['q', '\uFFFD[31mred', CONTROL, '[31mred']),
  broken(`q=${xs(501)}`, {}, ['q', `${xs(59)}…`, 'this is longer than 500 characters.', 'no search']),
  ...refused('sel', SELECTION, 'nothing selected', [
    'cell:',
    'cell:-1',
    'cell:12.5',
    'cell:007',
    'cell:99999999999'
  ]),
  broken(`sel=${xs(201)}`, {}, ['sel', `${xs(59)}…`, SELECTION, 'nothing selected']),
  ...refused('case', CASE, 'no case', [
    'javascript:alert(1)',
    'javascript:alert(1)//x',
    'data:text/html,x',
    '//evil.example/x',
    'https://user:pw@host/x',
    'https://',
    'file:///etc/passwd',
    'two words',
    '..',
    '\\\\host\\share',
    'a?b=c'
  ]),
  ...refused(
    'brief',
    'a briefing is named by letters, digits, dots, dashes and underscores.',
    'no briefing',
    ['../secret', 'a b', '.hidden', 'a..b']
  ),
  ...refused('step', 'a step is a whole number from 1 to 9999.', 'the first step', [
    '0',
    '-1',
    '1.5',
    'two',
    '99999',
    '1e3'
  ]),
  ...refused(
    'data',
    'the mark of the data is 12 hexadecimal digits.',
    'no check that the data are the same',
    ['xyz', '9f31c2aa04d', '9f31c2aa04de0']
  )
];

const CHOICES = [
  ...refused('layer', 'this is none of count, rate, change, none.', 'count', [
    'heat',
    'Count',
    'constructor'
  ]),
  ...refused('panel', PANELS, 'events', ['secrets', '__proto__', 'events,impact']),
  ...refused('theme', 'this is none of light, dark.', 'the theme of this machine', ['blue']),
  ...refused('mode', 'this is none of dashboard, present, speaker, embed.', 'dashboard', ['kiosk']),
  ...refused('zone', ZONE, 'the zone of the case', [
    'Mars/Olympus',
    '../../etc/passwd',
    '__proto__',
    'Europe'
  ]),
  broken('zone=+02:00', {}, ['zone', '02:00', ZONE, 'the zone of the case'])
];

const WHOLE_LINKS = [
  ...refused('__proto__', UNKNOWN, REST, ['1']),
  ...refused('FROM', UNKNOWN, REST, ['2020-06-12']),
  ...refused('foo', UNKNOWN, REST, ['', 'bar', '1=2']),
  broken('constructor=x&case=demo', { case: 'demo' }, ['constructor', 'x', UNKNOWN, REST]),
  broken('hello world', {}, ['hello world', '', UNKNOWN, REST]),
  broken('%E0%A4%A=1', {}, ['%E0%A4%A', '1', UNKNOWN, REST]),
  broken('=raid', {}, ['', '', '"=raid" stands without the name of a parameter.', REST]),
  broken('case&kind=raid', { filter: { kinds: ['raid'] } }, [
    'case',
    '',
    'this parameter has no value.',
    'the default'
  ]),
  broken('case=demo&case=other', { case: 'demo' }, [
    'case',
    'other',
    'this parameter is given twice.',
    'the first'
  ]),
  broken('kind[]=raid&kind=seizure', { filter: { kinds: ['seizure'] } }, ['kind[]', 'raid', UNKNOWN, REST]),
  broken(
    'foo=<img src=x onerror=alert(1)>&panel=impact&panel=sources',
    { panel: 'impact' },
    ['foo', '<img src=x onerror=alert(1)>', UNKNOWN, REST],
    ['panel', 'sources', 'this parameter is given twice.', 'the first']
  ),
  broken(
    'layer=x&map=95,0,1&theme=z&kind=raid',
    { filter: { kinds: ['raid'] } },
    ['map', '95,0,1', 'the latitude lies between -90 and 90.', WHOLE_MAP],
    ['layer', 'x', 'this is none of count, rate, change, none.', 'count'],
    ['theme', 'z', 'this is none of light, dark.', 'the theme of this machine']
  )
];

export const BROKEN_LINKS: readonly BrokenLink[] = [
  ...TIMES,
  ...PLACES,
  ...NAMES,
  ...CHOICES,
  ...WHOLE_LINKS
];
