"""Logarithms of density, distribution and survival of normal inverse Gaussian laws at location 0; prints JSON.

30 digits. The tail beyond the mean is the mean of normal tails over inverse Gaussian variances, by the
trapezoidal rule, whose step is halved until 20 digits stay; the other tail is its complement. At one point a
law it is also computed as the integral of the density, by 24-point Gauss-Legendre panels, and both must agree
to 18 digits. Also e^x K_0(x) and e^x K_1(x).
"""

import json
from multiprocessing import Pool

import mpmath as mp

mp.mp.dps = 30


def density(x, a, b):
    q = mp.sqrt(1 + x * x)
    return a / mp.pi * mp.exp(mp.sqrt(a * a - b * b) + b * x) * mp.besselk(1, a * q) / q


nodes = mp.calculus.quadrature.GaussLegendre(mp.mp).calc_nodes(4, mp.mp.prec)


def by_density(x, a, b):
    """P(X > x), in panels of the length on which the density changes."""
    g = mp.sqrt(a * a - b * b)
    total, left = mp.mpf(0), x
    while True:
        q = mp.sqrt(1 + left * left)
        half = min(q / mp.sqrt(1 + a * q) / 2, 4 / (a - b))
        part = half * mp.fsum(w * density(left + half * (1 + u), a, b) for u, w in nodes)
        total += part
        left += 2 * half
        if part < total * mp.mpf(10) ** -22 and left > b / g:
            return total


def by_mixture(x, a, b):
    """P(X > x)."""
    g = mp.sqrt(a * a - b * b)

    def term(w):
        v = mp.exp(w)
        return mp.erfc((x - b * v) / mp.sqrt(2 * v)) * mp.exp(g - (1 / v + g * g * v) / 2 - w / 2)

    scale = mp.sqrt(1 + a * mp.sqrt(1 + x * x))
    start = mp.log(mp.sqrt(1 + x * x) / a)
    before, step = mp.mpf(0), mp.mpf(1) / 2 / scale
    while True:
        total = term(start)
        for side in (-step, step):
            k, small = 1, 0
            while small < 8:
                part = term(start + k * side)
                total += part
                small = small + 1 if part < total * mp.mpf(10) ** -24 else 0
                k += 1
        value = total * step / (2 * mp.sqrt(2 * mp.pi))
        if abs(value - before) < abs(value) * mp.mpf(10) ** -20:
            return value
        before, step = value, step / 2


def upper(x, a, b, twice):
    value = by_mixture(x, a, b)
    if twice:
        other = by_density(x, a, b)
        assert abs(value - other) < value * mp.mpf(10) ** -18, (x, a, b, value, other)
    return value


def row(x, a, b, twice):
    f = density(mp.mpf(x), mp.mpf(a), mp.mpf(b))
    beyond = x * mp.sqrt(mp.mpf(a) ** 2 - mp.mpf(b) ** 2) > b
    tail = upper(mp.mpf(x), mp.mpf(a), mp.mpf(b), twice) if beyond else upper(-mp.mpf(x), mp.mpf(a), -mp.mpf(b), twice)
    small, large = mp.log(tail), mp.log1p(-tail)
    logs = [float(mp.nstr(v, 20)) for v in (mp.log(f), *((large, small) if beyond else (small, large)))]
    return {"law": "normalInverseGaussian", "parameters": {"steepness": a, "asymmetry": b}, "x": x, "logs": logs}


shapes = [
    (1e-10, 0.0),
    (1e-5, 0.9e-5),
    (0.01, 0.009999),
    (0.1, -0.03),
    (1.0, 0.0),
    (1.0, 0.9),
    (3.0, -2.999),
    (20.0, 5.0),
    (300.0, 299.97),
    (1000.0, -100.0),
    (10000.0, 9000.0),
]


def rows_of(shape):
    a, b = shape
    g = (a * a - b * b) ** 0.5
    middle, width = b / g, min((a / g) / g**0.5, 1 + (a / g) / g**0.5 if g > 1 else 1.0)
    points = [middle + k * width for k in (-25, -4, -0.7, 0.0, 0.4, 9, 60)] + [1e5]
    return [row(x, a, b, i == 4) for i, x in enumerate(sorted({float(mp.nstr(mp.mpf(p), 6)) for p in points}))]


with Pool() as pool:
    rows = sum(pool.map(rows_of, shapes, 1), [])

bessel = [
    {"x": x, "values": [float(mp.nstr(mp.exp(x) * mp.besselk(n, x), 20)) for n in (0, 1)]}
    for x in [1e-300, 1e-10, 1e-3, 0.1, 0.5, 0.9, 1.5, 1.999, 2.0, 2.5, 4.0, 7.0, 20.0, 150.0, 1e4, 1e10]
]
body = ",\n".join(json.dumps(r) for r in rows)
print('{"madeWith": "mpmath %s, 30 digits",\n"bessel": %s,\n"rows": [\n%s\n]}' % (mp.__version__, json.dumps(bessel), body))
