"""Writes test/reference/stable-shifted.json: logarithms of density, distribution and survival of alpha-stable laws with
a scale and a location, in S0 and in S1, close to the shift point and at both ends of the number range, to 20 digits.

Every parameter and point is an exact binary double, and (x - location)/scale and the shift are taken with all digits.
Methods, of which no two share a formula: below alpha = 0.9 Bergstrom's series in y^-alpha (convergent there), above
1.1 the series in y, near 1 the inversion of the characteristic function, and for one-sided laws Kanter's integral.
Where two reach a point they must agree to 1e-20, relative, or the run fails.
Run: python3 stable-shifted.py > stable-shifted.json   (mpmath; a minute or two)
"""
import multiprocessing
import platform
import sys

import mpmath
from mpmath import mp, mpf

from stable_formulas import bergstrom, inversion, kanter, powers, shift_of

AGREEMENT = mpf("1e-20")
COMPARED = [mpf(0.1), mpf(0.5), mpf(0.01)]  # Kanter's integral is the slowest
MAX = sys.float_info.max
checked = 0


def agree(first, second):
    global checked
    checked += 1
    if abs(first - second) > AGREEMENT * max(1, abs(first)):
        raise SystemExit(f"methods differ: {mp.nstr(first, 25)} {mp.nstr(second, 25)}")


def logs(alpha, beta, parameterization, scale, location, x):
    alpha, beta, scale = mpf(alpha), mpf(beta), mpf(scale)
    z = (mpf(x) - mpf(location)) / scale
    if alpha == 1:
        step = 2 / mp.pi * beta * mp.log(scale) if parameterization == "S1" else 0
        found = inversion(alpha, beta, z - step)
        density, above = found
        return [mp.log(density / scale), mp.log(1 - above), mp.log(above)]
    shift = shift_of(alpha, beta)
    y = z if parameterization == "S1" else z + shift
    mirrored = y < 0
    if mirrored:
        beta, y, shift = -beta, -y, -shift
    if alpha < 1 and beta == -1:
        result = [-mp.inf, mpf(0), -mp.inf]
    elif alpha < mpf("0.9"):
        found = bergstrom(alpha, beta, y)
        other = kanter(alpha, y) if beta == 1 and (found is None or alpha in COMPARED) else None
        if found is None and other is None:
            return None
        if found is None:
            result = [other[0], other[1], mp.log1p(-mp.exp(other[1]))]
        else:
            density, above = found
            if y > 1 and above < 1e-30:
                result = [mp.log(density), -above, mp.log(above)]
            else:
                with mp.workdps(400):
                    result = [mp.log(density), mp.log(1 - above), mp.log(above)]
            if other is not None:
                agree(result[0], other[0])
                agree(result[1], other[1])
    else:
        found = powers(alpha, beta, y) if alpha > mpf("1.1") else None
        if found is None:
            found = inversion(alpha, beta, y - shift)
        other = kanter(alpha, y) if beta == 1 and alpha < mpf("0.96") else None
        if found is not None and mirrored and alpha > 1.1 and (near := inversion(alpha, beta, y - shift)) is not None:
            agree(mp.log(found[0]), mp.log(near[0]))
            agree(mp.log(found[1]), mp.log(near[1]))
        if found is None and other is None:
            return None
        if found is None:
            result = [other[0], other[1], mp.log1p(-mp.exp(other[1]))]
        else:
            with mp.workdps(150):
                result = [mp.log(found[0]), mp.log(1 - found[1]), mp.log(found[1])]
            if other is not None:
                agree(result[0], other[0])
                agree(result[1], other[1])
    if mirrored:
        result[1], result[2] = result[2], result[1]
    result[0] -= mp.log(scale)
    return result


def cases():
    ends = [5e-324, 1e-300, 1e-100, 1e-40, 1e-20, 1e-12, 1e-6, 1e-2, 0.3, 2, 1e3, 1e20, 1e100, 1e300]
    # Small alpha and S1: distances of every size from the location.
    for alpha in [1e-4, 1e-3, 0.003, 0.01, 0.03, 0.05, 0.099, 0.1, 0.2, 0.3, 0.5, 0.7, 0.85]:
        for j, beta in enumerate([0, 0.3, 1, -0.9, -1]):
            for k, d in enumerate(ends):
                if (j + k) % 2 == 0 or beta == 1:
                    yield alpha, beta, "S1", 1, 0, d
                if beta not in (0, 1) and (j + k) % 4 == 1:
                    yield alpha, beta, "S1", 1, 0, -d
    # Scales and locations; points whose standardised distances are beyond the number range.
    for alpha in [1e-3, 0.01, 0.1, 0.5]:
        for beta in [0.5, 1]:
            for scale, x in [(1e-200, 1e200), (1e-300, 5e299), (1e200, 1e-200), (3e307, MAX), (1e-310, 1e-300)]:
                yield alpha, beta, "S1", scale, 0, x
                yield alpha, beta, "S0", scale, 0, x
            yield alpha, beta, "S1", MAX, -MAX, MAX / 2
            yield alpha, beta, "S0", MAX, -MAX, MAX / 2
            yield alpha, beta, "S1", 0.7, 0.3, 0.3 + 1e-13
            yield alpha, beta, "S1", 3.3, -2.1, -2.1 + 1e-3
            yield alpha, beta, "S1", 1e-3, 1e10, 1e10 + 1
    # S0, with a location that cancels the shift, and without.
    for alpha in [0.05, 0.1, 0.2, 0.5, 0.8]:
        for beta in [1, -0.6, 0.3]:
            zeta = float(shift_of(mpf(alpha), mpf(beta)))
            for x in [1e-30, 1e-17, 1e-14, 1e-9, 1e-3]:
                yield alpha, beta, "S0", 1, zeta, x
            for scale, location in [(1, 0), (0.7, 0.3), (3.3, -2.1), (1e-8, 5)]:
                at = float(mpf(location) - mpf(scale) * shift_of(mpf(alpha), mpf(beta)))
                for step in [4, 1000]:
                    yield alpha, beta, "S0", scale, location, at * (1 + step * 2.0**-52) if at != 0 else scale * 1e-9
    # Close to 1 the two locations are far apart.
    for alpha in [0.9, 0.95, 0.99, 0.999999, 1 - 2.0**-40, 1 + 2.0**-40, 1.000001, 1.01, 1.1]:
        for beta in [1, -0.4]:
            for scale, location in [(1, 0), (2.7, -1.3)]:
                for x in [-1.5, 0.1, 3]:
                    point = float(mpf(location) + mpf(scale) * (x + shift_of(mpf(alpha), mpf(beta))))
                    yield alpha, beta, "S1", scale, location, point
                    yield alpha, beta, "S0", scale, location, location + scale * x
    for alpha in [0.9, 0.95]:
        for y in [0.5, 1, 2, 4]:
            yield alpha, 1, "S1", 1, 0, y
    for beta in [1, -0.5]:
        for scale in [1e-300, 0.3, 2, 1e10, 1e300]:
            for location in [0, 1e3 * scale]:
                step = float(2 / mp.pi * mpf(beta) * mp.log(mpf(scale)))
                for x in [-1, 2]:
                    yield 1, beta, "S1", scale, location, location + scale * (x + step)
    # Above, the two differ little: the point nearest to the shift, and others.
    for alpha in [1.2, 1.5, 1.9]:
        for beta in [0.7, -1]:
            for scale, location in [(1, 0), (0.7, 5), (1e-200, 3e-200)]:
                for y in [1e-9, 0.2, -3, 8]:
                    yield alpha, beta, "S1", scale, location, location + scale * y
                    yield alpha, beta, "S0", scale, location, location + scale * y


def digits(value):
    if mp.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return mp.nstr(value, 20, strip_zeros=True)


def row(case):
    """A row, or None where no method reaches, and how often two methods were compared."""
    global checked
    mp.dps, checked = 35, 0
    result = logs(*case)
    if result is None:
        return None, checked
    alpha, beta, name, scale, location, x = case
    numbers = ", ".join(f'"{digits(v)}"' for v in result)
    return f'[{alpha!r}, {beta!r}, "{name}", {scale!r}, {location!r}, {x!r}, {numbers}]', checked


def main():
    mp.dps = 35
    chosen = list(dict.fromkeys(tuple(v if isinstance(v, str) else float(v) for v in c) for c in cases()))[::8]
    with multiprocessing.Pool(12) as pool:
        results = []
        for found in pool.imap(row, chosen):
            results.append(found)
            print(len(results), "of", len(chosen), file=sys.stderr, flush=True)
    rows = [text for text, _ in results if text is not None]
    compared, left = sum(count for _, count in results), len(results) - len(rows)
    print('{"made by": "test/reference/stable-shifted.py",')
    print(f'"versions": {{"mpmath": "{mpmath.__version__}", "python": "{platform.python_version()}"}},')
    print(f'"points": {len(rows)}, "compared by a second method": {compared}, "left out": {left},')
    print('"columns": ["alpha", "beta", "parameterization", "scale", "location", "x", "logDensity", "logDistribution", "logSurvival"],')
    print('"rows": [\n' + ",\n".join(rows) + "\n]}")


if __name__ == "__main__":
    main()
