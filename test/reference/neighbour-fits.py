"""Likelihood fits of laws next to the stable one by scipy, with the samples; prints JSON.

scipy.stats' own fit methods, with a simplex search that goes on until nothing moves, started at the truth and
again where it ended.
"""

import json
import numpy as np
import scipy
from scipy import optimize, stats


def search(function, start, args=(), disp=0):
    best = start
    for _ in range(4):
        best = optimize.fmin(
            function, best, args=args, xtol=1e-11, ftol=1e-13, maxiter=100000, maxfun=100000, disp=0
        )
    return best


def fitted(name, law, sample, start, location, fixed):
    """Starts and results in scipy's order: shapes, location, scale."""
    free = {} if "floc" in fixed else {"loc": location}
    found = law.fit(sample, *start[:-1], scale=start[-1], optimizer=search, **free, **fixed)
    return {
        "name": name,
        "sample": [float(x) for x in sample],
        "parameters": [float(x) for x in found],
        "logLikelihood": float(np.sum(law.logpdf(sample, *found))),
    }


random = np.random.default_rng(20260101)
cases = []
for degrees, location, scale, n in [(1.3, 0.0, 1.0, 200), (4.0, -7.0, 3.0, 300), (12.0, 1e3, 20.0, 400)]:
    sample = np.round(stats.t.rvs(degrees, location, scale, size=n, random_state=random), 5)
    cases.append(fitted("studentT", stats.t, sample, (degrees, scale), location, {}))
for shape, scale, n in [(-0.3, 1.0, 200), (0.02, 2.0, 200), (0.6, 1.0, 300), (2.0, 5.0, 300)]:
    sample = np.round(stats.genpareto.rvs(shape, 0, scale, size=n, random_state=random), 6) + 1e-6
    cases.append(fitted("generalisedPareto", stats.genpareto, sample, (shape, scale), 0, {"floc": 0}))
for a, b, location, scale, n in [(1.0, 0.3, 0.0, 1.0, 300), (3.0, -2.0, 5.0, 2.0, 400), (0.1, 0.0, 0.0, 1.0, 300)]:
    sample = np.round(stats.norminvgauss.rvs(a, b, location, scale, size=n, random_state=random), 5)
    cases.append(fitted("normalInverseGaussian", stats.norminvgauss, sample, (a, b, scale), location, {}))
sample = np.round(stats.norm.rvs(2, 3, size=50, random_state=random), 5)
cases.append(fitted("normal", stats.norm, sample, (3.0,), 2.0, {}))
sample = np.round(stats.laplace.rvs(2, 3, size=51, random_state=random), 5)
cases.append(fitted("laplace", stats.laplace, sample, (3.0,), 2.0, {}))
sample = np.round(stats.lognorm.rvs(0.7, 0, 2, size=50, random_state=random), 5)
cases.append(fitted("logNormal", stats.lognorm, sample, (0.7, 2.0), 0, {"floc": 0}))

versions = "scipy %s, numpy %s" % (scipy.__version__, np.__version__)
body = ",\n".join(json.dumps(case) for case in cases)
print('{"madeWith": "%s",\n"cases": [\n%s\n]}' % (versions, body))
