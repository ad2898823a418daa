/** How often rules call a change where there is none (nominal 5 %), on simulated series with the dependence of messages. */
export const CALIBRATION: readonly {
  readonly rule: string;
  readonly alarms: string;
  readonly isUsed: boolean;
}[] = [
  {
    rule: 'Exact Poisson test, 7 days against 7 (3, 40, 400 messages an hour)',
    alarms: '49, 86, 91 %',
    isUsed: false
  },
  { rule: 'Quasi-Poisson on hours', alarms: '41–57 %', isUsed: false },
  { rule: 'Quasi-Poisson on blocks of 24 hours, without rho', alarms: '14–17 %', isUsed: false },
  { rule: 'Rate ratio as used here', alarms: '5 % (interval covers the truth in 95 %)', isUsed: true },
  { rule: 'Relative rate ratio as used here', alarms: '6 % (covers in 94 %)', isUsed: true },
  { rule: 'Ordinary dates, region alone and against controls', alarms: '5–7 %, 5–9 %', isUsed: true },
  { rule: 'Rate ratio and ordinary dates together', alarms: '3 %; finds a halving in 88–96 %', isUsed: true },
  { rule: 'Epochs, dates dealt out one by one, clustered events', alarms: '29 %', isUsed: false },
  { rule: 'Epochs as used here, independent and clustered events', alarms: '4 %, 4 %', isUsed: true },
  { rule: 'Raw cross-correlation, any of 29 lags beyond 1.96/√n', alarms: '67–70 %', isUsed: false },
  { rule: 'Prewhitened, limit over all lags', alarms: '2 %', isUsed: true },
  { rule: 'Lead and lag windows moved through the calendar', alarms: '3–7 %', isUsed: true },
  { rule: 'Breaks with the ordinary variance', alarms: '76–98 %', isUsed: false },
  {
    rule: 'Breaks as used here (persistence 0, 0.3, 0.5, 0.7)',
    alarms: '0.5, 2.5, 1.5, 3.5 %',
    isUsed: true
  },
  { rule: 'EARS C1, C2, C3, per 1,000 days (nominal 1)', alarms: '28–33, 30–43, 72–102', isUsed: false },
  { rule: 'Surges, silences as used here, per 1,000 days (nominal 1)', alarms: '5–10, 0–3.5', isUsed: true },
  {
    rule: 'The same on eight draws of the model of the demo without a planted change, whose network grows by 15 % in 11 weeks',
    alarms: '10–16, 0.5–1.4 (without the growth 4–7, 2–4)',
    isUsed: true
  },
  {
    rule: 'Space and time: dates moved through the calendar, under a national wave',
    alarms: '22–36 %',
    isUsed: false
  },
  { rule: 'Space and time as used here, under a national wave', alarms: '3–4 %', isUsed: true }
];
