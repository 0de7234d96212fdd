"""Formulas of alpha-stable laws of scale 1 at one point, of which no two share a formula: Bergstrom's series in
y^-alpha, the series in y, the inversion of the characteristic function, and Kanter's integral for one-sided laws. All of
them take and give numbers of mpmath, at the precision that is set. stable-shifted.py compares them.
"""
from mpmath import mp, mpf


def shift_of(alpha, beta):
    return beta * mp.tan(mp.pi * alpha / 2)


def bergstrom(alpha, beta, y):
    """Density and survival at y > 0 of S1, by powers of y^-alpha; None where terms are too large."""
    lam, phi = mp.sqrt(1 + shift_of(alpha, beta) ** 2), mp.atan(shift_of(alpha, beta))
    size = (lam * y**-alpha * alpha**alpha) ** (1 / (1 - alpha))
    if size > 120:
        return None
    with mp.workdps(int(2 * size) + 80):
        lam, phi = mp.sqrt(1 + shift_of(alpha, beta) ** 2), mp.atan(shift_of(alpha, beta))
        step = lam * y**-alpha
        density = survival = mpf(0)
        power, factorial, k = mpf(1), mpf(1), 0
        while True:
            k += 1
            power *= -step
            factorial *= k
            gamma = mp.gamma(alpha * k)
            term = -power / factorial * gamma * mp.sin(k * (phi + mp.pi * alpha / 2))
            survival += term
            density += term * alpha * k / y
            if k > size and abs(power) / factorial * gamma * alpha * k < mpf(10) ** (-int(1.4 * size) - 60):
                return density / mp.pi, survival / mp.pi


def powers(alpha, beta, y):
    """The same for alpha > 1 and any y, by powers of y."""
    if abs(y) ** (alpha / (alpha - 1)) > 100:
        return None
    with mp.workdps(150):
        lam, phi = mp.sqrt(1 + shift_of(alpha, beta) ** 2), mp.atan(shift_of(alpha, beta))
        density, below = mpf(0), mpf(1) / 2 - phi / (mp.pi * alpha)
        n = 0
        while True:
            gamma = mp.gamma((n + 1) / alpha) * lam ** (-(n + 1) / alpha) / (alpha * mp.pi)
            part = gamma * mp.re(mp.mpc(0, -1) ** n * mp.expj(phi * (n + 1) / alpha)) / mp.factorial(n)
            density += part * y**n
            below += part * y ** (n + 1) / (n + 1)
            if n > 20 and abs(gamma * y ** (n + 1)) / mp.factorial(n) < mpf(10) ** -60:
                return density, 1 - below
            n += 1


def inversion(alpha, beta, x):
    """The same at x of S0, by the characteristic function; for x and probabilities of order 1."""
    if abs(x) > 6:
        return None
    tangent = 0 if alpha == 1 else mp.tan(mp.pi * alpha / 2)

    def phase(t):
        return t * x + beta * (2 / mp.pi * t * mp.log(t) if alpha == 1 else tangent * (t - t**alpha))

    nodes = [0] + [mpf(2) ** k for k in range(-6, 8)]
    density = mp.quad(lambda t: mp.exp(-(t**alpha)) * mp.cos(phase(t)), nodes) / mp.pi
    below = mp.quad(lambda t: mp.exp(-(t**alpha)) * mp.sin(phase(t)) / t, nodes) / mp.pi + mpf(1) / 2
    if min(density, below, 1 - below) < mpf("1e-8"):
        return None
    return density, 1 - below


def kanter(alpha, y):
    """log density and log distribution of a one-sided law (beta = 1) at y > 0 of S1."""
    z = y * mp.cos(mp.pi * alpha / 2) ** (1 / alpha)
    unit = z ** (-alpha / (1 - alpha))
    least = (1 - alpha) * alpha ** (alpha / (1 - alpha))
    if unit < mpf("1e-4"):
        return None

    def rise(u):
        return mp.exp(
            (alpha * mp.log(mp.sin(alpha * u)) - mp.log(mp.sin(u))) / (1 - alpha) + mp.log(mp.sin((1 - alpha) * u))
        )

    with mp.workdps(40):
        # The integrand falls off where unit (A(u) - A(0)) is of order 1.
        width = 3 / mp.sqrt(unit * least * alpha)
        nodes = [0] + [width * k for k in (0.25, 0.5, 1, 1.5, 2, 3, 4) if width * k < 3] + [mp.pi]
        below = mp.quad(lambda u: mp.exp(unit * (least - rise(u))), nodes) / mp.pi
        slope = mp.quad(lambda u: rise(u) * mp.exp(unit * (least - rise(u))), nodes) / mp.pi
    log_density = mp.log(slope * alpha / (1 - alpha) * unit / y) - unit * least
    return log_density, mp.log(below) - unit * least
