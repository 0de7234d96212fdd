"""Mean exit times of dX = drift(X) dt + noise_scale dL from (-1, 1), L symmetric alpha-stable.

Galerkin's method in the basis (1 - x^2)^(alpha/2) P_n, P_n Jacobi's polynomials of equal parameters alpha/2, which the
fractional Laplacian maps to Gamma(n + 1 + alpha)/n! P_n (Dyda, Kuznetsov and Kwasnicki 2017). The drift's matrix is an
integral of polynomials with the weight (1 - x^2)^(alpha - 1), which Gauss-Jacobi quadrature gives exactly. No grid, no
walk, no assumption on how the time falls towards an edge. The error is estimated from half as many basis functions.
"""

import json
import platform

import numpy as np
import scipy
from scipy.special import gammaln, roots_jacobi

DRIFTS = {
    # Coefficients of 1, x, x^2, x^3.
    "well": [0, -1, 0, 0],
    "steep well": [0, -5, 0, 0],
    "hill": [0, 1, 0, 0],
    "slope": [1, 0, 0, 0],
    "asymmetric": [0.7, -2, 1, -3],
}
ALPHAS = [1.1, 1.2, 1.35, 1.5, 1.8, 1.95]
NOISE_SCALES = [3, 1, 0.3, 0.1]
PLACES = [-0.9999, -0.99, -0.9, -0.5, 0, 0.3, 0.5, 0.9, 0.99, 0.999, 0.9999, 1 - 1e-6]
MOST = 800


def jacobi(count, parameter, x):
    """P_0 to P_(count - 1) of both parameters equal, at x."""
    p = np.zeros((count, len(x)))
    p[0] = 1
    p[1] = (parameter + 1) * x
    for k in range(2, count):
        c = 2 * k + 2 * parameter
        p[k] = (c - 1) * c * (c - 2) * x * p[k - 1] - 2 * (k + parameter - 1) ** 2 * c * p[k - 2]
        p[k] /= 2 * k * (k + 2 * parameter) * (c - 2)
    return p


def mean_times(alpha, noise_scale, drift, count):
    half = alpha / 2
    n = np.arange(count)
    eigenvalues = np.exp(gammaln(n + 1 + alpha) - gammaln(n + 1))
    squares = np.exp(
        (alpha + 1) * np.log(2)
        - np.log(2 * n + alpha + 1)
        + 2 * gammaln(n + half + 1)
        - gammaln(n + alpha + 1)
        - gammaln(n + 1)
    )
    x, weights = roots_jacobi(count + 20, alpha - 1, alpha - 1)
    values = jacobi(count, half, x)
    # ((1 - x^2)^half P_n)' = -2 (n + 1) (1 - x^2)^(half - 1) P_(n+1) of the parameters half - 1.
    slopes = -2 * (n + 1) * jacobi(count + 1, half - 1, x)[1:].T
    matrix = (values * (weights * np.polynomial.polynomial.polyval(x, drift))) @ slopes
    matrix -= np.diag(noise_scale**alpha * eigenvalues * squares)
    right = np.zeros(count)
    right[0] = -squares[0]
    coefficients = np.linalg.solve(matrix, right)
    places = np.array(PLACES)
    return (1 - places**2) ** half * (coefficients @ jacobi(count, half, places))


cases = []
for name, drift in DRIFTS.items():
    for alpha in ALPHAS:
        for noise_scale in NOISE_SCALES:
            half = mean_times(alpha, noise_scale, drift, MOST // 2)
            whole = mean_times(alpha, noise_scale, drift, MOST)
            error = np.abs(whole / half - 1)
            rows = [
                {"x": x, "time": float(f"{time:.12g}"), "error": float(f"{e:.1e}")}
                for x, time, e in zip(PLACES, whole, error)
                if e < 1e-3 and time > 0
            ]
            # Where half as many functions give another time in the middle, none of the times is to be trusted.
            if error[PLACES.index(0)] < 1e-3:
                cases.append({"drift": name, "alpha": alpha, "noiseScale": noise_scale, "times": rows})

made_with = f"numpy {np.__version__}, scipy {scipy.__version__}, Python {platform.python_version()}"
head = json.dumps({"madeWith": made_with, "drifts": DRIFTS})[1:-1]
body = ",\n".join(json.dumps(case) for case in cases)
print(f'{{{head}, "cases": [\n{body}\n]}}')
