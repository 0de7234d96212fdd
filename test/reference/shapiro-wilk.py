"""Writes test/reference/shapiro-wilk.json: W and its p-value of given samples, by scipy.stats.shapiro (algorithm AS R94).

Run: python3 shapiro-wilk.py > shapiro-wilk.json
"""
import json

import numpy
import scipy
from scipy import stats

random = numpy.random.default_rng(30)
samples = [
    random.standard_normal(12),
    random.standard_normal(50),
    1e-12 * random.standard_normal(400) + 3e-12,
    random.exponential(size=20),
    random.exponential(size=150),
    random.uniform(size=100),
    random.standard_t(3, size=200),
    random.standard_cauchy(30),
    numpy.round(2 * random.standard_normal(60)),
]
cases = []
for sample in samples:
    result = stats.shapiro(sample)
    cases.append({"sample": sample.tolist(), "statistic": result.statistic, "pValue": result.pvalue})
json.dump({"scipy": scipy.__version__, "numpy": numpy.__version__, "cases": cases}, open("/dev/stdout", "w"))
