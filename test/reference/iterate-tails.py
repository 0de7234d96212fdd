"""Writes test/reference/iterate-tails.json: moments h(s) = E [((1 - cX)^2 + c^2 X Y)^(s/2)], c = stepSize/batchSize, of
independent chi-square X and Y of batchSize and dimension - 1 degrees, and the positive root of h = 1, by mpmath at 30
digits: over Y in closed form, by Tricomi's function U, over X by quadrature.

Run: python3 iterate-tails.py > iterate-tails.json (some minutes)
"""
import json

import mpmath
from mpmath import findroot, gamma, hyperu, loggamma, log, exp, mp, mpf, quad, sqrt

mp.dps = 30


def growth(dimension, batch, step, power):
    c, m, k, s = mpf(step) / batch, dimension - 1, mpf(batch), mpf(power)

    def density(x):
        return exp((k / 2 - 1) * log(x) - x / 2 - k / 2 * log(2) - loggamma(k / 2))

    def over_y(x):
        a, b = (1 - c * x) ** 2, c * c * x
        if a == 0:
            return (2 * b) ** (s / 2) * gamma((m + s) / 2) / gamma(mpf(m) / 2)
        z = a / (2 * b)
        return a ** (s / 2) * z ** (mpf(m) / 2) * hyperu(mpf(m) / 2, mpf(m) / 2 + 1 + s / 2, z)

    # In sqrt(x), with ends at the cusp.
    ends = sorted({sqrt(k) + 2 * i for i in range(-7, 9) if sqrt(k) + 2 * i > 0} | {mpf(0) if k < 196 else sqrt(k) - 14, 1 / sqrt(c)})
    ends = [u for u in ends if u <= sqrt(k) + 16]
    return quad(lambda u: 2 * u * density(u * u) * over_y(u * u) if u > 0 else mpf(0), ends)


moments = [
    (2, 1, "0.8", "1.3"),
    (2, 5, "1.6", "0.5"),
    (3, 2, "0.4", "5.5"),
    (5, 5, "0.8", "0.3"),
    (10, 10, "0.5", "18.8"),
    (10, 1000, "1.9", "7"),
    (100, 20, "0.2", "3.3"),
]
roots = [(3, 2, "0.7"), (5, 20, "1.6"), (10, 1000, "1.9"), (10, 1000, "1.986")]
print(
    json.dumps(
        {
            "made with": f"mpmath {mpmath.__version__}",
            "moments": [
                {"dimension": d, "batchSize": b, "stepSize": float(t), "power": float(s), "growth": mpmath.nstr(growth(d, b, float(t), float(s)), 17)}
                for d, b, t, s in moments
            ],
            "roots": [
                {
                    "dimension": d,
                    "batchSize": b,
                    "stepSize": float(t),
                    "tailIndex": mpmath.nstr(
                        findroot(lambda s: log(growth(d, b, float(t), s)) / s, guess, solver="secant", tol=1e-16), 15
                    ),
                }
                for (d, b, t), guess in zip(roots, [(2, 3), (1, 2), (22, 24), (0.008, 0.01)])
            ],
        },
        indent=1,
    )
)
