/** Says how far a long preparation is, how fast it goes and how long it will take. */
export interface PlannedProgress {
  /** All the work there is, in units that take about the same time everywhere, and the records it is about. */
  plan(units: number, records: number): void;
  /** There is so many times as much of everything as was thought. */
  rescale(factor: number): void;
  /** What is being done now. */
  stage(name: string): void;
  /** Some units are done; `isOld`: by an earlier call, so that they tell nothing of the speed. */
  add(units: number, isOld: boolean): void;
}

/** Milliseconds between two lines. */
const BETWEEN = 2000;

/** `clock` in milliseconds; `say` gets a line at a time, one every two seconds at most but for new stages. */
export function makeProgress(say: (line: string) => void, clock: () => number): PlannedProgress {
  const begin = clock();
  let [planned, records, done, fresh, lastLine] = [0, 0, 0, 0, -Infinity];
  let name = '';
  const tell = () => {
    lastLine = clock();
    const seconds = Math.max((clock() - begin) / 1000, 0.001);
    const share = planned === 0 ? 0 : Math.min(done / planned, 1);
    const isUnderWay = fresh > 0 && share < 1;
    const speed = isUnderWay ? `, ${shortNumber(((fresh / planned) * records) / seconds)} records/s` : '';
    const rest = isUnderWay ? `, ${duration(((planned - done) / fresh) * seconds)} left` : '';
    say(`${String(Math.floor(share * 100)).padStart(3)} % ${name}${speed}${rest}`);
  };
  return {
    plan: (units, count) => {
      planned = units;
      records = count;
    },
    rescale: (factor) => {
      [planned, done, fresh, records] = [planned, done, fresh, records].map((value) => value * factor);
    },
    stage: (stage) => {
      name = stage;
      tell();
    },
    add: (units, isOld) => {
      done += units;
      if (!isOld) fresh += units;
      if (clock() - lastLine >= BETWEEN) tell();
    }
  };
}

function shortNumber(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(1)} million`;
  return value >= 1000 ? `${Math.round(value / 1000)} thousand` : String(Math.round(value));
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 90) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
