"""Writes test/reference/stable-draw.json: the first draws of stable laws from one stream, exactly.

Philox4x32-10 in Python integers with key (1, 2), lane 3, tag 4; block n gives angle and exponential; then
the formula of Chambers, Mallows and Stuck (1976) in its plain form with 120 digits, in S0.
Run: python3 stable-draw.py > stable-draw.json   (mpmath 1.2 or later)
"""
import json
import sys

from mpmath import atan, cos, log, mp, mpf, pi, sin, tan

mp.dps = 120
COUNT = 40


def philox(counter, key):
    a, b, c, d = counter
    k, l = key
    for _ in range(10):
        left, right = a * 0xD2511F53, c * 0xCD9E8D57
        a, b, c, d = (right >> 32) ^ b ^ k, right & 0xFFFFFFFF, (left >> 32) ^ d ^ l, left & 0xFFFFFFFF
        k, l = (k + 0x9E3779B9) & 0xFFFFFFFF, (l + 0xBB67AE85) & 0xFFFFFFFF
    return a | b << 32, c | d << 32


def distance(bits):
    return (mpf(bits & (2**63 - 1)) + mpf(1) / 2) / mpf(2) ** 64


def draw(alpha, beta, first, second):
    alpha, beta = mpf(alpha), mpf(beta)
    theta = (-1 if first >> 63 else 1) * pi * (mpf(1) / 2 - distance(first))
    w = -log(distance(second)) if second >> 63 else -log(1 - distance(second))
    if alpha == 1:
        b = pi / 2 + beta * theta
        return 2 / pi * (b * tan(theta) - beta * log(pi / 2 * w * cos(theta) / b))
    tau = beta * tan(pi * alpha / 2) if alpha != 2 else mpf(0)
    theta0 = atan(tau) / alpha
    z = sin(alpha * (theta0 + theta)) / (cos(alpha * theta0) * cos(theta)) ** (1 / alpha)
    return z * (cos(alpha * theta0 + (alpha - 1) * theta) / w) ** ((1 - alpha) / alpha) - tau


blocks = [philox((n, 0, 3, 4), (1, 2)) for n in range(COUNT)]
laws = []
for alpha in [0.1, 0.5, 0.75, 0.95, 1 - 1e-6, 1 - 2**-53, 1, 1 + 2**-52, 1 + 1e-9, 1.05, 1.2, 1.5, 1.9, 2 - 2**-40, 2]:
    for beta in [0, 0.5, 1, -1]:
        laws.append({"alpha": alpha, "beta": beta, "draws": [float(draw(alpha, beta, *block)) for block in blocks]})
table = {
    "made by": "test/reference/stable-draw.py",
    "versions": {"python": sys.version.split()[0], "mpmath": __import__("mpmath").__version__},
    "digits": mp.dps,
    "stream": {"key0": 1, "key1": 2, "lane": 3, "tag": 4},
    "laws": laws,
}
print(json.dumps(table).replace('{"alpha"', '\n{"alpha"'))
