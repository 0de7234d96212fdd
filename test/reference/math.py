"""Writes test/reference/math.json: log, exp, pow, sin, cos at given points, by mpmath at 200 digits.

Run: python3 math.py [points a function, 240] > math.json
A row is [x, value, rest] (pow: [x, y, value, rest]): value is the nearest binary64 number and rest what
is missing to the exact result, in units in the last place of value.
"""
import json
import math
import random
import struct
import sys

from mpmath import cos, exp, log, mp, mpf, power, sin

mp.dps = 200
count = int(sys.argv[1]) if len(sys.argv) > 1 else 240
random.seed(1)


def rounded(exact):
    value = float(exact)
    return [value, round(float((exact - mpf(value)) / mpf(math.ulp(value))), 4)]


def any_positive():
    return struct.unpack("d", struct.pack("Q", random.randrange(1, 0x7FF0 << 48)))[0]


def near(value, relative):
    return value * (1 + random.uniform(-relative, relative))


def points(*sources):
    """Points in equal parts from each source."""
    return [source() for i in range(count // len(sources)) for source in sources]


uniform = random.uniform
log_points = points(
    any_positive,
    lambda: near(1.0, 1e-3),
    lambda: uniform(0.5, 2.5),
    lambda: 2.0 ** uniform(-1074, -1022),
)
exp_points = points(lambda: uniform(-708, 709), lambda: uniform(-1, 1), lambda: uniform(-1e-5, 1e-5))
sin_points = points(
    lambda: uniform(-1e5, 1e5),
    lambda: uniform(-4, 4),
    lambda: near(random.randrange(1, 63662) * math.pi / 2, 1e-15),
    lambda: uniform(-1e9, 1e9),
)
pow_points = points(
    lambda: (10.0 ** uniform(-3, 3), uniform(-90, 90)),
    lambda: (near(1.0, 1e-3), uniform(-5e5, 5e5)),
    lambda: (any_positive(), uniform(-0.9, 0.9)),
    lambda: (uniform(0, 10), uniform(-3, 3)),
)
table = {
    "made by": "test/reference/math.py",
    "versions": {"python": sys.version.split()[0], "mpmath": __import__("mpmath").__version__},
    "digits": mp.dps,
    "log": [[x] + rounded(log(mpf(x))) for x in log_points],
    "exp": [[x] + rounded(exp(mpf(x))) for x in exp_points],
    "sin": [[x] + rounded(sin(mpf(x))) for x in sin_points],
    "cos": [[x] + rounded(cos(mpf(x))) for x in sin_points],
    "pow": [[x, y] + rounded(power(mpf(x), mpf(y))) for x, y in pow_points],
}
print(json.dumps(table).replace("], [", "],\n["))
