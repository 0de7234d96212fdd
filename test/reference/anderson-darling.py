"""Writes test/reference/anderson-darling.json: A^2 of given samples, by mpmath at 50 digits, checked
against scipy.stats.anderson.

Run: python3 anderson-darling.py > anderson-darling.json
"""
import json

import numpy
import scipy
from mpmath import erfc, fsum, log, mp, mpf, sqrt
from scipy import stats

mp.dps = 50


def anderson(sample):
    x = sorted(mpf(v) for v in sample)
    n = len(x)
    mean = fsum(x) / n
    deviation = sqrt(fsum((v - mean) ** 2 for v in x) / (n - 1))
    z = [(v - mean) / deviation for v in x]
    lower = [log(erfc(-v / sqrt(mpf(2))) / 2) for v in z]
    upper = [log(erfc(v / sqrt(mpf(2))) / 2) for v in z]
    return -n - fsum((2 * i + 1) * (lower[i] + upper[n - 1 - i]) for i in range(n)) / n


random = numpy.random.default_rng(20)
samples = {
    "normal": random.standard_normal(40),
    "few": random.standard_normal(8),
    "exponential": random.exponential(size=60),
    "uniform": random.uniform(size=100),
    "student": random.standard_t(3, size=80),
    "ties": numpy.round(random.standard_normal(50) * 2),
    # One value 44 deviations from the mean: its lower tail is far below the smallest number.
    "outlier": numpy.append(random.standard_normal(2000) * 1e-3, 1e3),
}
cases = []
for name, sample in samples.items():
    sample = [float(v) for v in sample]
    value = float(anderson(sample))
    if name != "outlier":
        assert abs(stats.anderson(sample, "norm").statistic / value - 1) < 1e-10, name
    cases.append({"name": name, "sample": sample, "statistic": value})
json.dump({"scipy": scipy.__version__, "numpy": numpy.__version__, "cases": cases}, open("/dev/stdout", "w"))
