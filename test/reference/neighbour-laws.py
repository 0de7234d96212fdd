"""Density, distribution and survival of laws next to the stable one, and their logarithms; prints JSON.

Every parameter and point is the double that its decimal stands for. 400 digits; closed forms, and for
Student's law the incomplete beta function in mpmath's hypergeometric form.
"""

import json
import mpmath as mp

mp.mp.dps = 400


def normal(x):
    tail = lambda z: mp.erfc(z / mp.sqrt(2)) / 2
    return mp.npdf(x), tail(-x), tail(x)


def laplace(x):
    half = mp.exp(-abs(x)) / 2
    return half, (half if x < 0 else 1 - half), (1 - half if x < 0 else half)


def generalised_pareto(x, shape):
    if shape == 0:
        return mp.exp(-x), -mp.expm1(-x), mp.exp(-x)
    base = 1 + shape * x
    above = base ** (-1 / shape)
    return above / base, -mp.expm1(-mp.log1p(shape * x) / shape), above


def student(x, degrees):
    a = degrees / 2
    f = mp.gamma(a + 0.5) / mp.gamma(a) / mp.sqrt(degrees * mp.pi) * (1 + x * x / degrees) ** (-a - 0.5)
    y = degrees / (degrees + x * x)
    tail = mp.betainc(a, 0.5, 0, y, regularized=True) / 2 if x else mp.mpf(0.5)
    return (f, tail, 1 - tail) if x < 0 else (f, 1 - tail, tail)


def log_normal(x, logMean, logDeviation):
    z = (mp.log(x) - logMean) / logDeviation
    f, below, above = normal(z)
    return f / logDeviation / x, below, above


def pareto(x, tailIndex, minimum):
    above = (minimum / x) ** tailIndex
    return tailIndex / x * above, 1 - above, above


def row(law, function, x, **parameters):
    values = function(mp.mpf(x), **{k: mp.mpf(v) for k, v in parameters.items()})
    logs = [mp.nstr(mp.log(v), 20) for v in values]
    return {"law": law, "parameters": parameters, "x": x, "logs": [float(v) for v in logs]}


rows = []
for x in [0, 1e-300, 1e-9, 0.1, 0.5, 1, 2, 3.5, 5, 8, 12, 20, 30, 36, 38, 45, 100, 300, 600, 700]:
    for sign in (-1.0, 1.0):
        if sign * x or sign > 0:
            rows.append(row("laplace", laplace, sign * x))
            if x <= 100:
                rows.append(row("normal", normal, sign * x))
for shape in [-2.0, -0.5, -1e-9, 0.0, 1e-12, 0.01, 0.5, 1.0, 3.0, 20.0]:
    end = -1 / shape if shape < 0 else 1e300
    for x in [1e-300, 1e-10, 0.125, 0.375, 1, 1.75, 10, 500, 1e10, 1e100]:
        if x < end and (abs(shape) > 1e-6 or x <= 500):
            rows.append(row("generalisedPareto", generalised_pareto, float(x), shape=shape))
for degrees in [0.1, 0.5, 1.0, 2.5, 3.0, 10.0, 75.0, 300.0, 1000.0]:
    for x in [0, 1e-9, -0.3, 1, 1.7, -2.2, 6, -20, 35]:
        rows.append(row("studentT", student, float(x), degrees=degrees))
    if degrees < 20:
        for x in [1e5, -1e50]:
            rows.append(row("studentT", student, x, degrees=degrees))

for deviation in [0.1, 1.0, 5.0]:
    for mean in [-2.0, 0.0, 10.0]:
        for x in [1e-40, 1e-3, 0.5, 0.99, 1.01, 3, 40, 25000, 1e30]:
            if abs((mp.log(x) - mean) / deviation) < 100:
                rows.append(row("logNormal", log_normal, x, logMean=mean, logDeviation=deviation))
for index in [0.1, 1.0, 2.5, 40.0]:
    for minimum in [1e-250, 0.3, 7e100]:
        for ratio in [1 + 1e-12, 1.001, 1.7, 1e3, 1e50, 1e200]:
            rows.append(row("pareto", pareto, minimum * ratio, tailIndex=index, minimum=minimum))

body = ",\n".join(json.dumps(r) for r in rows)
print('{"madeWith": "mpmath %s, 400 digits",\n"rows": [\n%s\n]}' % (mp.__version__, body))
