"""Path-steps with exit test in vectorised NumPy: all paths at once, those that have left taken out. Prints M steps/s.
exit-numpy.py levy ALPHA NOISE STEP PATHS: quadratic well, exit from (-1, 1).
exit-numpy.py brownian 2 NOISE STEP PATHS: double well of height 1/4, exit at the saddle."""
import sys
import time

import numpy as np

kind, alpha, noise, step, paths = sys.argv[1], *map(float, sys.argv[2:6])
random = np.random.Generator(np.random.SFC64(1))


def stable(count):
    theta = np.pi * (random.random(count) - 0.5)
    w = random.standard_exponential(count)
    return (
        np.sin(alpha * theta)
        / np.cos(theta) ** (1 / alpha)
        * (np.cos((1 - alpha) * theta) / w) ** ((1 - alpha) / alpha)
    )


start = time.perf_counter()
amplitude = noise * step ** (1 / alpha)
x = np.full(int(paths), 0.0 if kind == "levy" else -1.0)
steps = 0
while x.size > 0:
    steps += x.size
    if kind == "levy":
        x = x - x * step + amplitude * stable(x.size)
        x = x[np.abs(x) < 1]
    else:
        x = x + (x - x * x * x) * step + amplitude * random.standard_normal(x.size)
        x = x[x < 0]
print(steps / (time.perf_counter() - start) / 1e6)
