"""Minima and saddles of the potential of Mueller and Brown (1979) in 40 digits, for src/sde/landscape/mullerBrown.ts.

Needs mpmath. Prints x, y and the value of each.
"""

from mpmath import exp, findroot, mp, mpf, nstr

mp.dps = 40

# height, a, b, c, x0, y0
terms = [
    (-200, -1, 0, -10, 1, 0),
    (-100, -1, 0, -10, 0, mpf("0.5")),
    (-170, mpf("-6.5"), 11, mpf("-6.5"), mpf("-0.5"), mpf("1.5")),
    (15, mpf("0.7"), mpf("0.6"), mpf("0.7"), -1, 1),
]


def parts(x, y):
    for height, a, b, c, p, q in terms:
        u, v = x - p, y - q
        yield height * exp(a * u * u + b * u * v + c * v * v), 2 * a * u + b * v, b * u + 2 * c * v


def value(x, y):
    return sum(part for part, _, _ in parts(x, y))


def slope_x(x, y):
    return sum(part * along for part, along, _ in parts(x, y))


def slope_y(x, y):
    return sum(part * across for part, _, across in parts(x, y))


guesses = [(-0.558, 1.442), (0.623, 0.028), (-0.05, 0.467), (-0.822, 0.624), (0.212, 0.293)]
for guess in guesses:
    x, y = findroot([slope_x, slope_y], guess)
    print(nstr(x, 18), nstr(y, 18), nstr(value(x, y), 12))
