"""Path-steps times coordinates a second (millions) of vectorised NumPy: all paths at once, step by step.

space.py wells|isotropic|independent dimension paths maximalSteps
"""

import sys
import time

import numpy as np

kind, dimension, paths, limit = sys.argv[1], *map(int, sys.argv[2:])
step = 0.02
alpha = 1.5
random = np.random.Generator(np.random.Philox(1))


def stable(size):
    """Symmetric stable numbers by Chambers, Mallows and Stuck."""
    theta = np.pi * (random.random(size) - 0.5)
    w = random.standard_exponential(size)
    return (
        np.sin(alpha * theta)
        / np.cos(theta) ** (1 / alpha)
        * (np.cos((1 - alpha) * theta) / w) ** ((1 - alpha) / alpha)
    )


def subordinator(size):
    """Positive stable numbers of index alpha/2 by Kanter."""
    a = alpha / 2
    theta = np.pi * random.random(size)
    w = random.standard_exponential(size)
    tail = (np.sin((1 - a) * theta) / w) ** ((1 - a) / a)
    return np.sin(a * theta) / np.sin(theta) ** (1 / a) * tail


def run():
    """All paths until they left or are censored; returns how many path-steps that took."""
    x = np.full((paths, dimension), -1.0 if kind == "wells" else 0.0)
    steps = 0
    for _ in range(limit):
        steps += len(x)
        if kind == "wells":
            x += step * (x - x**3) + 0.4 * np.sqrt(step) * random.standard_normal(x.shape)
            inside = x[:, 0] < 0
        else:
            if kind == "isotropic":
                radius = np.sqrt(2 * subordinator((len(x), 1)))
                noise = radius * random.standard_normal(x.shape)
            else:
                noise = stable(x.shape)
            x += -step * x + 0.05 * step ** (1 / alpha) * noise
            inside = np.einsum("ij,ij->i", x, x) < 1
        if not inside.all():
            x = x[inside]
            if len(x) == 0:
                break
    return steps


run()
best = 0.0
for _ in range(3):
    start = time.perf_counter()
    best = max(best, run() * dimension / (time.perf_counter() - start) / 1e6)
print(best)
