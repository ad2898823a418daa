#!/usr/bin/env python3
"""Writes vectors/*.json: small reference cases that need no statistics package.

Every expected value is a closed form worked out here with Python's standard library, or a number as published; none
comes from our own code. Run: python3 tests/golden/make-closed-forms.py && npm run format
"""
import json
import math
from datetime import datetime, timezone
from pathlib import Path

FOLDER = Path(__file__).parent / "vectors"


def write(name, method, tolerance, cases):
    content = {"schema": "statvec/1", "method": method, "generator": Path(__file__).name, "tolerance": tolerance}
    head = json.dumps(content)[:-1]
    lines = ",\n".join(json.dumps({"id": i, "reference": r, "input": a, "expected": e}) for i, r, a, e in cases)
    (FOLDER / name).write_text(f'{head},"cases":[\n{lines}\n]}}\n')


def epoch(text):
    return int(datetime.fromisoformat(text).replace(tzinfo=timezone.utc).timestamp() * 1000)


def time_cases():
    rules = "EU directive 2000/84/EC: clocks are set at 01:00 UTC on the last Sunday of March and October"
    stamp = lambda tz, at, how, date, offset: (
        f"{tz} {at}", rules, {"fn": "hourOfWeek", "tz": tz, "epochMs": epoch(at)},
        {"hourOfWeek": how, "dow": how // 24, "hour": how % 24, "localDate": date, "offsetMinutes": offset})
    return [
        stamp("Europe/Berlin", "2021-03-28T00:59", 6 * 24 + 1, "2021-03-28", 60),
        stamp("Europe/Berlin", "2021-03-28T01:00", 6 * 24 + 3, "2021-03-28", 120),
        ("day of 23 hours", rules, {"fn": "localDay", "tz": "Europe/Berlin", "localDate": "2021-03-28"},
         {"startEpochMs": epoch("2021-03-27T23:00"), "hours": 23}),
        ("hour that comes twice", rules,
         {"fn": "hourOfWeekSeries", "tz": "Europe/Berlin", "startEpochMs": epoch("2021-10-30T23:00"), "n": 4},
         {"how": [145, 146, 146, 147]}),
    ]


def profile_cases():
    how = list(range(168)) * 4
    y = [[1, 2, 4, None][week] if cell == 0 else 5 for week in range(4) for cell in range(168)]
    fives = lambda first: [first] + [5] * 167
    expected = {"n": [3] + [4] * 167, "median": fives(2), "mad": [1.4826] + [0] * 167, "q10": fives(1.2),
                "q25": fives(1.5), "q75": fives(3), "q90": fives(3.6)}
    return [("three values and a missing one", "Hyndman & Fan 1996, type 7, by hand",
             {"y": y, "how": how, "minN": 3}, expected)]


def baseline_cases():
    hod = [h for _ in range(28) for h in range(24)]
    dow = [d % 7 for d in range(28) for _ in range(24)]
    product = [(h + 1) * (d + 1) for h, d in zip(hod, dow)]
    common = {"hod": hod, "dow": dow, "trend": False, "reweight": 0}
    pattern = [1, 3] * 336
    return [
        ("a product of hour and day is fitted without rest", "McCullagh & Nelder 1989: maximum likelihood keeps the margins",
         {**common, "y": product, "model": "hod+dow"},
         {"mu": product, "phi": 0, "df": 672 - 30, "deviance": 0, "resid": [0] * 672}),
        ("one level is the mean", "closed form",
         {**common, "y": pattern, "model": "level"},
         {"mu": [2] * 672, "phi": 672 * 0.5 / 671, "df": 671,
          "deviance": 2 * 336 * (math.log(0.5) + 3 * math.log(1.5)), "resid": [v / math.sqrt(2) for v in [-1, 1] * 336]}),
    ]


def ratio_cases():
    half = 0.025
    x = 1 - half ** (1 / 9)
    pre, post = {"y": [9, 11, 10, 10], "E": [10] * 4}, {"y": [19, 21, 20, 20], "E": [10] * 4}
    phi = (2 / 10 + 2 / 20) / 6
    zeros = {"fn": "placeboTest", "y": [0] * 40, "E": [1] * 40, "d0": 20, "W": 7}
    dates = [d for d in range(7, 34) if d <= 13 or d >= 34]
    return [
        ("breast cancer after fluoroscopy", "published: Rothman & Greenland; Stata iri 41 15 28010 19017",
         {"fn": "exactRateRatio", "y1": 41, "E1": 28010, "y0": 15, "E0": 19017, "conf": 0.95},
         {"rr": 41 / 28010 / (15 / 19017), "lo": 1.005684, "hi": 3.6093}),
        ("nothing after nine before", "closed form: the quantile of beta(1, 9) is 1 - (1-p)^(1/9)",
         {"fn": "exactRateRatio", "y1": 0, "E1": 168, "y0": 9, "E0": 168, "conf": 0.95},
         {"rr": 0, "lo": 0, "hi": x / (1 - x), "pLess": 2 ** -9, "pCentral": 2 ** -8, "pGreater": 1}),
        ("nothing at all", "definition", {"fn": "exactRateRatio", "y1": 0, "E1": 1, "y0": 0, "E0": 1, "conf": 0.95},
         {"rr": None, "lo": 0, "hi": "Infinity", "pCentral": 1}),
        ("twice as many, calmer than Poisson", "closed form: phi below 1 is raised to 1",
         {"fn": "quasiRateRatio", "pre": pre, "post": post, "rho": 0.5, "alpha": 0.05},
         {"rr": 2, "logRR": math.log(2), "phi": phi, "phiUsed": 1, "inflation": 3,
          "seLog": math.sqrt(3 * (1 / 80 + 1 / 40)), "df": 6}),
        ("relative ratio of four counts", "published: Wilson 2022 J Quant Criminol 38:323, worked by A. Wheeler",
         {"fn": "rirr2x2", "treatedPre": 50, "treatedPost": 30, "controlPre": 60, "controlPost": 55},
         {"rirr": 0.6545455, "logRirr": -0.4238142}),
        ("share that halves its odds", "closed form: odds 1/2 against 1/4, equal blocks",
         {"fn": "relativeRateRatio", "pre": {"treated": [10] * 4, "control": [20] * 4},
          "post": {"treated": [10] * 4, "control": [40] * 4}, "rho": 0, "alpha": 0.05},
         {"rirr": 0.5, "logRirr": -math.log(2), "phi": 0, "phiUsed": 1, "df": 6,
          "seLog": math.sqrt(1 / 40 + 1 / 80 + 1 / 40 + 1 / 160)}),
        ("a silent series ties everywhere", "definition", zeros,
         {"statistic": 0, "m": len(dates), "exceed": len(dates), "p": None, "placeboDays": dates}),
        ("alternating residuals", "closed form: r1 = -(n-1)/n", {"fn": "lag1Rho", "r": [1, -1] * 10},
         {"r1": -0.95, "n": 20, "rho": 0}),
    ]


def study_cases():
    r = [0.0] * 50
    r[10], r[30] = 1.0, 3.0
    return [("two single peaks", "by hand: all other shifts give less",
             {"r": r, "events": [10, 30], "lagsBefore": 2, "lagsAfter": 2, "windows": [{"from": 0, "to": 0}], "step": 1,
              "alpha": 0.05},
             {"nEventsUsed": 2, "excludedEdge": [], "composite": [0, 0, 2, 0, 0], "nByLag": [2] * 5,
              "windows": [{"from": 0, "to": 0, "stat": 2, "nullMean": 0.08, "exceed": 1, "nShifts": 50, "p": 0.02}]})]


def lag_cases():
    return [("no event", "definition",
             {"activity": [1, 2, 4, 3] * 10, "events": [0] * 40, "maxLag": 2, "prewhiten": True, "windows": []},
             {"lags": [-2, -1, 0, 1, 2], "ccf": [None] * 5, "reason": "zero-variance"}),
            ("events two days ahead", "closed form: one event and its echo, n = 40",
             {"activity": [1 if d == 22 else 0 for d in range(40)], "events": [1 if d == 20 else 0 for d in range(40)],
              "maxLag": 2, "prewhiten": False, "windows": []},
             {"ccf": lone_echo(40)})]


def lone_echo(n):
    m, variance = 1 / n, 1 / n - 1 / n ** 2
    x = [(1 if d == 22 else 0) - m for d in range(n)]
    e = [(1 if d == 20 else 0) - m for d in range(n)]
    return [sum(x[t + k] * e[t] for t in range(n) if 0 <= t + k < n) / n / variance for k in range(-2, 3)]


def change_cases():
    step = [0] * 10 + [1] * 10
    return [
        ("a clean step", "closed form: 20 values, variance 1/4",
         {"fn": "pelt", "x": step, "cost": "normal", "penalty": 2, "minSegLen": 3, "sigma2": 0.5},
         {"changepoints": [10], "segmentMeans": [0, 1], "objectiveGain": 20 * 0.25 / 0.5 - 2}),
        ("a penalty larger than the gain", "closed form",
         {"fn": "pelt", "x": step, "cost": "normal", "penalty": 11, "minSegLen": 3, "sigma2": 0.5},
         {"changepoints": [], "segmentMeans": [0.5], "objectiveGain": 0, "confidenceSets": []}),
        ("counts that stop", "closed form: 2 * 40 log 2 less the penalty",
         {"fn": "pelt", "x": [4] * 10 + [0] * 10, "cost": "poisson", "penalty": 5, "minSegLen": 3, "sigma2": 1},
         {"changepoints": [10], "segmentMeans": [4, 0], "objectiveGain": 80 * math.log(2) - 5}),
    ]


def alert_cases():
    z = 3.090232306167813
    return [
        ("a flat baseline", "Hutwagner et al. 2003: mean + z * minSigma",
         {"fn": "ears", "y": [2] * 7 + [6], "method": "C1", "baseline": 7, "minSigma": 1, "alpha": 0.001},
         {"firstIndex": 7, "upper": [2 + z], "alarm": [True]}),
        ("the same count every day", "closed form: Poisson of mean 1",
         {"fn": "nbAlarm", "refY": [1] * 56, "refDow": list(range(7)) * 8, "y": 1, "dow": 0, "alpha": 0.001},
         {"expected": 1, "phi": 1, "lower": 0, "pUpper": 1 - math.exp(-1), "pLower": 2 * math.exp(-1),
          "surge": False, "silence": False}),
    ]


def space_cases():
    tail = 1 - math.exp(-5 / 6) * sum((5 / 6) ** k / math.factorial(k) for k in range(5))
    line = {"t": [0, 7, 14, 21], "x": [0, 5, 10, 15], "y": [0] * 4}
    return [
        ("childhood leukaemia 1964", "published: Knox 1964 Br J Prev Soc Med 18:17, 5 pairs against 0.83",
         {"fn": "knoxPoisson", "pairs": 4560, "closeTime": 152, "closeSpace": 25, "observed": 5},
         {"expected": 5 / 6, "ratio": 6, "pPoisson": tail}),
        ("distances at the limit are close", "by hand: a chain of four, 2 orders of 24 keep all three pairs",
         {"fn": "knox", **line, "epsT": 7, "epsS": 5},
         {"pairs": 6, "closeTime": 3, "closeSpace": 3, "observed": 3, "expected": 1.5,
          "exactPermutation": {"p": 2 / 24, "nPermutations": 24}}),
        ("each of three events has its surge", "by hand: only one order of six keeps all three",
         {"fn": "knoxInteraction", "events": {"t": [0, 20, 40], "x": [0, 100, 200], "y": [0] * 3},
          "surges": {"t": [1, 21, 41], "x": [0, 100, 200], "y": [0] * 3}, "lagFrom": 0, "lagTo": 7, "epsS": 25},
         {"observed": 3, "expected": 1, "sd": 1, "z": 2, "ratio": 3, "exact": {"p": 1 / 6, "nPermutations": 6}}),
        ("one event and one surge, ten shifts", "by hand: the lag is 0 to 2, not wrapped",
         {"fn": "knoxCross", "events": {"t": [3], "x": [0], "y": [0]}, "surges": {"t": [5], "x": [0], "y": [0]},
          "lagFrom": 0, "lagTo": 2, "epsS": 25, "nDays": 10},
         {"observed": 1, "expected": 0.3, "exceed": 3, "nShifts": 10, "p": 0.3, "nullDistribution": [1, 1, 1] + [0] * 7}),
    ]


def fdr_cases():
    p = [.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1]
    q = [min(p[j] * 15 / (j + 1) for j in range(i, 15)) for i in range(15)]
    return [("thrombolysis: four of fifteen", "published: Benjamini & Hochberg 1995 section 4",
             {"p": p, "alpha": 0.05}, {"qBH": q, "rejectedBH": 4}),
            ("what was not tested is not counted", "definition", {"p": [None, 0.02, 0.04], "alpha": 0.05},
             {"qBH": [None, 0.04, 0.04], "qBY": [None, 0.06, 0.06], "rejectedBH": 2})]


def distribution_cases():
    one = lambda fn, arguments, value, reference: (
        f"{fn} {list(arguments.values())}", reference, {"fn": fn, **arguments}, {"value": value})
    return [
        one("pbeta", {"x": 0.3, "a": 7.5, "b": 1}, 0.3 ** 7.5, "x^a"),
        one("qbeta", {"p": 1e-9, "a": 4, "b": 1}, 1e-9 ** 0.25, "p^(1/a)"),
        one("pbeta", {"x": 0.25, "a": 0.5, "b": 0.5}, 1 / 3, "arcsine law: 2/pi asin(sqrt(x))"),
        one("pt", {"t": 1, "df": 1}, 0.75, "1/2 + atan(t)/pi"),
        one("qt", {"p": 0.95, "df": 2}, 0.9 * math.sqrt(2 / (1 - 0.81)), "(2p-1) sqrt(2/(4p(1-p)))"),
        one("pnorm", {"z": -3}, math.erfc(3 / math.sqrt(2)) / 2, "erfc"),
        one("qnorm", {"p": 0.5}, 0, "symmetry"),
        one("ppois", {"k": 1, "lambda": 2}, 3 * math.exp(-2), "sum of two terms"),
        one("qpois", {"p": 0.5, "lambda": math.log(2)}, 0, "P(X = 0) = 1/2"),
        one("pnbinom", {"k": 0, "mu": 6, "phi": 3}, 3 ** -3, "phi^(-mu/(phi-1))"),
        one("pbinom", {"k": 1, "n": 3, "p": 0.5}, 0.5, "symmetry"),
        one("lgamma", {"x": 0.5}, math.log(math.pi) / 2, "Gamma(1/2) = sqrt(pi)"),
        one("lgamma", {"x": 21}, math.log(math.factorial(20)), "20!"),
    ]


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    close = {"rel": 1e-9, "abs": 1e-9}
    # Published numbers carry six digits.
    rounded = {"rel": 1e-6, "abs": 1e-7}
    write("time.json", "time", {"rel": 0, "abs": 0}, time_cases())
    write("profile.json", "seasonal_profile", close, profile_cases())
    write("baseline.json", "baseline_glm", close, baseline_cases())
    write("rate-ratio.json", "rate_ratio", rounded, ratio_cases())
    write("event-study.json", "event_study", close, study_cases())
    write("lead-lag.json", "lead_lag", close, lag_cases())
    write("change-points.json", "changepoints", close, change_cases())
    write("alerts.json", "alerts", close, alert_cases())
    write("space-time.json", "space_time", close, space_cases())
    write("fdr.json", "fdr", close, fdr_cases())
    write("distributions.json", "special_functions", {"rel": 1e-11, "abs": 1e-14}, distribution_cases())
