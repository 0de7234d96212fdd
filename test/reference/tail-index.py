"""Writes test/reference/tail-index.json: tail estimates of given samples by numpy and scipy.

The power law's threshold is found by trying every point with scipy.stats.kstest; the cut log-normal law is
fitted by scipy.optimize with mpmath's normal tail; the generalised Pareto law by scipy.stats.genpareto.fit.

Run: python3 tail-index.py > tail-index.json
"""
import json

import mpmath
import numpy
import scipy
from scipy import optimize, stats

random = numpy.random.default_rng(31)
samples = {
    "pareto": random.pareto(1.5, 300) + 1,
    "student": random.standard_t(2, 250),
    "normal": random.standard_normal(300),
    "log-normal": random.lognormal(1, 0.7, 200) * random.choice([-1, 1], 200),
    "ties": numpy.round(random.pareto(1.2, 200) * 4 + 1),
}


def moment(sizes, k):
    excess = numpy.log(sizes[:k] / sizes[k])
    first, second = excess.mean(), (excess**2).mean()
    return float(first + 1 - 0.5 / (1 - first**2 / second))


def pickands(sizes, m):
    upper, lower = sizes[m - 1] - sizes[2 * m - 1], sizes[2 * m - 1] - sizes[4 * m - 1]
    return float(numpy.log2(upper / lower))


def power_law(sizes):
    """Every different point with 10 points from it on; of equal distances the longer tail."""
    best = None
    for threshold in numpy.unique(sizes):
        tail = sizes[sizes >= threshold]
        if len(tail) < 10 or tail.max() == threshold:
            continue
        index = len(tail) / numpy.log(tail / threshold).sum()
        # Both sides of every step, ties included.
        distance = stats.kstest(tail, "pareto", args=(index, 0, threshold)).statistic
        if best is None or distance < best[0] - 1e-14:
            best = (distance, threshold, index, len(tail))
    distance, threshold, index, count = map(float, best)
    return {"distance": distance, "threshold": threshold, "tailIndex": index, "tail": int(count)}


def log_survival(z):
    return float(mpmath.log(mpmath.erfc(mpmath.mpf(float(z)) / mpmath.sqrt(2)) / 2))


def vuong(power, other):
    terms = power - other
    ratio = terms.sum()
    statistic = ratio / (terms.std() * numpy.sqrt(len(terms)))
    return {
        "logRatio": float(ratio),
        "statistic": float(statistic),
        "pValue": float(2 * stats.norm.sf(abs(statistic))),
    }


def comparisons(sizes, fit):
    x = sizes[sizes >= fit["threshold"]]
    y = numpy.log(x / fit["threshold"])
    power = numpy.log(fit["tailIndex"]) - fit["tailIndex"] * y - numpy.log(x)
    exponential = stats.expon.logpdf(x, loc=fit["threshold"], scale=x.mean() - fit["threshold"])
    found = {"exponential": vuong(power, exponential)}

    def terms(parameters):
        location, deviation = parameters[0], numpy.exp(parameters[1])
        tail = log_survival(-location / deviation)
        return stats.norm.logpdf(y, location, deviation) - tail - numpy.log(x)

    starts = [(y.mean(), numpy.log(y.std())), (-1, 0.5), (-5, 1), (0, 0)]
    fits = [
        optimize.minimize(
            lambda p: -terms(p).sum(),
            start,
            method="Nelder-Mead",
            options={"xatol": 1e-9, "fatol": 1e-12, "maxiter": 20000, "maxfev": 20000},
        )
        for start in starts
    ]
    best = min(fits, key=lambda found: found.fun)
    # The log-normal law has the power law as a limit; a search that runs off to it has no maximum to compare.
    inside = (y**2).mean() < 1.9 * y.mean() ** 2
    found["log-normal"] = vuong(power, terms(best.x)) if inside else None
    found["spreadRatio"] = float((y**2).mean() / y.mean() ** 2)
    return found


def generalised_pareto(sizes, k):
    excess = sizes[:k] - sizes[k]
    fits = [stats.genpareto.fit(excess, shape, floc=0, scale=excess.mean()) for shape in (-0.2, 0.1, 0.5, 1)]
    shape, _, scale = max(fits, key=lambda p: stats.genpareto.logpdf(excess, *p).sum())
    # From scipy's search by its own simplex to the last digits.
    polished = optimize.minimize(
        lambda p: -stats.genpareto.logpdf(excess, p[0], 0, p[1]).sum(),
        (shape, scale),
        method="Nelder-Mead",
        options={"xatol": 1e-11, "fatol": 1e-13},
    )
    return {"shape": float(polished.x[0]), "scale": float(polished.x[1])}


cases = []
for name, sample in samples.items():
    sizes = numpy.sort(numpy.abs(sample))[::-1]
    fit = power_law(sizes)
    logs = numpy.log(sizes)
    cases.append(
        {
            "name": name,
            "sample": [float(v) for v in sample],
            "moment": {"tail": 60, "index": moment(sizes, 60)},
            "pickands": {"tail": 80, "index": pickands(sizes, 20)},
            "powerLaw": fit,
            "alternatives": comparisons(sizes, fit),
            "generalisedPareto": {"tail": 80, **generalised_pareto(sizes, 80)} if name != "ties" else None,
            "logMoment": {"variance": float(logs.var(ddof=1)), "mean": float(logs.mean())},
        }
    )
json.dump({"scipy": scipy.__version__, "numpy": numpy.__version__, "cases": cases}, open("/dev/stdout", "w"))
