"""Prints the coefficients of src/law/normalCoefficients.ts as a TypeScript module.

(z + 3) e^(z^2/2) P(Z < -z) for z >= 0, as Chebyshev series in u = (z - 3)/(z + 3).
Run: python3 scripts/normal-distribution.py > src/law/normalCoefficients.ts   (mpmath 1.2 or later)
"""
from mpmath import cos, erfc, exp, mp, mpf, pi, sqrt

mp.dps = 50
nodes = 200
terms = 32


def scaled(u):
    z = 3 * (1 + u) / (1 - u)
    if z > 1e6:
        return (z + 3) / (z * sqrt(2 * pi)) * (1 - 1 / z**2)
    return (z + 3) * exp(z * z / 2) * erfc(z / sqrt(2)) / 2


values = [scaled(cos(pi * (k + mpf(1) / 2) / nodes)) for k in range(nodes)]
series = [
    2 * sum(values[k] * cos(pi * j * (k + mpf(1) / 2) / nodes) for k in range(nodes)) / nodes
    for j in range(terms)
]
series[0] /= 2
print("/** Chebyshev coefficients printed by scripts/normal-distribution.py, which says of what. */")
print("export const normalCoefficients: readonly number[] = [")
for value in series:
    print(f"  {float(value)!r},")
print("];")
