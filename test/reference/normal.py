"""Writes test/reference/normal.json: [x, P(Z < x)] and [p, quantile] of the standard normal law.

Run: python3 normal.py > normal.json   (mpmath 1.2 or later, 50 digits)
"""
import json
import random
import sys

from mpmath import erfc, mp, mpf, sqrt

mp.dps = 50
random.seed(1)


def distribution(x):
    return erfc(-mpf(x) / sqrt(2)) / 2


xs = [random.uniform(-37, 0) for _ in range(100)] + [random.uniform(-3, 3) for _ in range(100)]
xs += [0, 1e-300, -1e-9, 6, 8.5]
ps = [10 ** random.uniform(-300, -1) for _ in range(40)] + [random.uniform(0, 1) for _ in range(60)]
quantiles = []
for p in ps:
    low, high = mpf(-40), mpf(40)
    for _ in range(190):
        middle = (low + high) / 2
        if distribution(middle) < mpf(p):
            low = middle
        else:
            high = middle
    quantiles.append([p, float(low)])
table = {
    "made by": "test/reference/normal.py",
    "versions": {"python": sys.version.split()[0], "mpmath": __import__("mpmath").__version__},
    "digits": mp.dps,
    "distribution": [[x, float(distribution(x))] for x in xs],
    "quantile": quantiles,
}
print(json.dumps(table).replace("], [", "],\n["))
