"""Prints the polynomial coefficients and split constants of assembly/math/math.ts.

Near-minimax fits (Chebyshev, 60 digits) of the smooth part of each function, rounded to binary64.
Run: python3 scripts/polynomials.py   (mpmath 1.2 or later)
"""
from mpmath import atanh, chebyfit, cos, exp, ln, mp, mpf, pi, sin, sqrt

mp.dps = 60


def series(function, at_zero):
    """`function`, with its limit where the quotient is 0/0 to working precision."""
    return lambda z: at_zero if abs(z) < mpf(10) ** -25 else function(z)


def coefficients(name, function, interval, count):
    fit, error = chebyfit(function, interval, count, error=True)
    print(f"{name}: error {mp.nstr(error, 3)}")
    for power, value in enumerate(reversed(fit)):
        print(f"  {power}: {float(value)!r}")


def high_part(value, bits):
    """The `bits` leading bits of `value`."""
    scale = mpf(2) ** (bits - 1 - int(mp.floor(mp.log(abs(value), 2))))
    return mp.floor(value * scale) / scale


def split(name, value, bits):
    rest = value
    for index, width in enumerate(bits):
        part = mpf(float(rest)) if width == 53 else high_part(rest, width)
        print(f"{name} part {index}: {float(part)!r}")
        rest -= part


half = mpf(1) / 2
largest = ((sqrt(2) - 1) / (sqrt(2) + 1)) ** 2

coefficients(
    "log: (2 atanh(s)/s - 2)/z, z = s^2",
    series(lambda z: (2 * atanh(sqrt(z)) / sqrt(z) - 2) / z, mpf(2) / 3),
    [0, largest],
    7,
)
coefficients(
    "log, long: (atanh(s)/s - 1 - z/3)/z^2",
    series(lambda z: (atanh(sqrt(z)) / sqrt(z) - 1 - z / 3) / z**2, mpf(1) / 5),
    [0, largest],
    9,
)
coefficients(
    "exp: (e^r - 1 - r)/r^2",
    series(lambda r: (exp(r) - 1 - r) / r**2, half),
    [-ln(2) / 2 * mpf("1.0001"), ln(2) / 2 * mpf("1.0001")],
    11,
)
quarter = (pi / 4 * mpf("1.0001")) ** 2
coefficients(
    "sin: (sin(r)/r - 1)/z, z = r^2",
    series(lambda z: (sin(sqrt(z)) / sqrt(z) - 1) / z, -mpf(1) / 6),
    [0, quarter],
    7,
)
coefficients(
    "cos: (cos(r) - 1 + z/2)/z^2",
    series(lambda z: (cos(sqrt(z)) - 1 + z / 2) / z**2, mpf(1) / 24),
    [0, quarter],
    7,
)
coefficients(
    "sine of half turns: (sin(pi f)/f - pi)/z, z = f^2",
    series(lambda z: (sin(pi * sqrt(z)) / sqrt(z) - pi) / z, -(pi**3) / 6),
    [0, mpf(1) / 4],
    8,
)
split("ln 2", ln(2), [32, 53])
split("ln 2, long", ln(2), [32, 32, 53])
split("pi/2", pi / 2, [33, 33, 33, 53])
split("pi", pi, [53, 53])
split("1/3", mpf(1) / 3, [53, 53])
print("2/pi", repr(float(2 / pi)), "1/ln 2", repr(float(1 / ln(2))))
