"""Chebyshev coefficients of sqrt(x) e^x K_n(x), n = 0 and 1, for x >= 2 in u = 4/x - 1; prints what
src/law/normalInverseGaussian/besselCoefficients.ts holds. 40 digits; terms left out are below 1e-17."""

import mpmath as mp

mp.mp.dps = 40
count = 60
angles = [mp.pi * (k + mp.mpf(1) / 2) / count for k in range(count)]

for order, name in [(0, "orderZero"), (1, "orderOne")]:
    xs = [4 / (mp.cos(angle) + 1) for angle in angles]
    values = [mp.sqrt(x) * mp.exp(x) * mp.besselk(order, x) for x in xs]
    print("export const %s: readonly number[] = [" % name)
    for j in range(25):
        total = mp.fsum(f * mp.cos(j * angle) for f, angle in zip(values, angles))
        print("  %r," % float(total / count * (2 if j else 1)))
    print("];")
