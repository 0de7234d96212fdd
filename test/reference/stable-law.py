"""Writes test/reference/stable-law.json: density, distribution and survival of alpha-stable laws in S0, scale 1,
location 0, to 20 significant digits, with their natural logarithms.

Two programs share nothing but the law and Arb's arithmetic: stable-law-contour.c inverts the characteristic function
along a polygon in the complex plane, with a proven error; stable-law-integral.c takes Zolotarev's real integral.
Every point on which they differ by more than AGREEMENT, relative, is an error, and the run fails.
alpha, beta and x are the exact binary doubles that the shortest decimals stand for.
Run: python3 stable-law.py > stable-law.json   (gcc, FLINT and Arb with headers; minutes on one core)
"""
import math
import os
import platform
import select
import subprocess
import sys
import tempfile
from decimal import Decimal, InvalidOperation, getcontext

AGREEMENT = Decimal("1e-20")
SECONDS = 0.7  # a point that takes a program longer, or with a density below e^-1e6, is left out and counted
getcontext().prec = 80
getcontext().Emax, getcontext().Emin = 10**17, -(10**17)
here = os.path.dirname(os.path.abspath(__file__))

ALPHAS = [0.1, 0.2, 0.3, 0.5, 0.537, 0.7, 0.9, 0.99, 0.999, 0.9999, 1 - 1e-6, 1 - 1e-9, 1, 1 + 1e-9, 1 + 1e-6,
          1.0001, 1.001, 1.01, 1.1, 1.25, 1.337, 1.5, 1.75, 1.812, 1.9, 1.99, 1.999, 1.9999, 2 - 1e-6, 2 - 1e-9, 2]
BETAS = [0.1, 0.5, 0.9, 0.99, 0.999999, 1, -0.5, -0.9, -1]
MIDDLE = [0.1, 0.5, 1, 2, 3, 5, 10, 30]
FAR = [1e2, 1e4, 1e8, 1e20, 1e100, 1e300]


def arguments(alpha, beta):
    if beta == 0:
        return [0, 1e-100, 1e-10, 1e-3] + MIDDLE + FAR + [-1, -1e4]
    both = [0] + [s * x for x in MIDDLE + FAR for s in (1, -1)]
    if alpha == 1:
        return both
    zeta = -beta * {0.5: 1, 1.5: -1}.get(alpha, -1 / math.tan(math.pi * (alpha - 1) / 2))
    steps = [1e-15, 1e-12, 1e-9, 1e-6, 1e-3, 1e-1]
    near = [zeta * (1 + s * d) for d in steps for s in (1, -1)] + [zeta + s * d for d in (1e-10, 1e-5, 0.01, 0.3) for s in (1, -1)]
    return both + [zeta] + near


def light(alpha, beta):
    """Arguments in the light tail of a one-sided law."""
    side = -beta
    if 0.98 < alpha < 1.02:
        return [side * x for x in (1.5, 2.5, 4, 6, 7)]
    if alpha > 1:
        return [side * x for x in (1.5, 2.5, 4, 7, 15, 50, 1000)]
    zeta = -beta * math.tan(math.pi * alpha / 2)
    return [zeta + beta * d for d in (0.01, 0.1, 0.2, 0.5, 1, 2)]


def points():
    seen = set()
    for i, alpha in enumerate(ALPHAS):
        for beta in [0] + (BETAS if alpha != 2 else []):
            xs = arguments(alpha, beta)
            every = 1 if beta == 0 else 3 if beta in (0.5, 1) else 7
            j = BETAS.index(beta) if beta else 0
            xs = [x for k, x in enumerate(xs) if (k + i + j) % every == 0] + (light(alpha, beta) if abs(beta) == 1 else [])
            if alpha == 2:
                xs = [x for x in xs if abs(x) < 1e9]
            for x in xs:
                if 0.98 < alpha < 1.02 and abs(beta) == 1 and beta * x < -9:
                    continue  # a light tail that falls as e^-e^|x|
                if (alpha, beta, x) not in seen:
                    seen.add((alpha, beta, x))
                    yield float(alpha), float(beta), float(x)


class Program:
    def __init__(self, name, folder):
        self.path = os.path.join(folder, name)
        source = os.path.join(here, name + ".c")
        subprocess.run(["gcc", "-O2", "-o", self.path, source, "-lflint-arb", "-lflint", "-lm"], check=True)
        self.start()

    def start(self):
        self.process = subprocess.Popen([self.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, *words):
        self.process.stdin.write(" ".join(words) + "\n")
        self.process.stdin.flush()
        if select.select([self.process.stdout], [], [], SECONDS)[0]:
            line = self.process.stdout.readline().split()
            if line and "nan" not in line:
                return line
            if line:
                return None
        self.process.kill()
        self.process.wait()
        self.start()
        return None


def digits(value):
    if value == 0:
        return "0"
    mantissa, power = f"{value:.19e}".split("e")
    mantissa = mantissa.rstrip("0").rstrip(".")
    return mantissa if int(power) == 0 else f"{mantissa}e{int(power)}"


def logarithm(value, complement):
    if value == 0:
        return "-Infinity"
    if complement < Decimal("1e-35"):
        return digits(-complement * (1 + complement / 2))
    return digits((1 - complement if complement < Decimal("0.1") else value).ln())


def row(alpha, beta, x, f, F, S):
    strings = [digits(f), digits(F), digits(S), logarithm(f, Decimal(2)), logarithm(F, S), logarithm(S, F)]
    return f"[{alpha!r}, {beta!r}, {x!r}, " + ", ".join(f'"{s}"' for s in strings) + "]"


def main():
    rows, left, wrong, worst = [], [], [], Decimal(0)
    with tempfile.TemporaryDirectory() as folder:
        integral, contour = Program("stable-law-integral", folder), Program("stable-law-contour", folder)
        for alpha, beta, x in points():
            words = [alpha.hex(), beta.hex(), x.hex()]
            first = integral.ask(*words)
            if first is None:
                left.append((alpha, beta, x))
                print("left out: integral", alpha, beta, x, file=sys.stderr)
                continue
            try:
                f, F, S = map(Decimal, first)
            except InvalidOperation:  # beyond 10^-1e17
                left.append((alpha, beta, x))
                continue
            if f != 0:
                second = contour.ask(*words, *first) if f.adjusted() > -434294 else None
                if second is None:
                    left.append((alpha, beta, x))
                    print("left out: contour", alpha, beta, x, *first, file=sys.stderr)
                    continue
                tail = S if second[2] == "1" else F
                gap = max(abs(Decimal(second[0]) / f - 1), abs(Decimal(second[1]) / tail - 1), abs(F + S - 1))
                if gap > AGREEMENT:
                    wrong.append((alpha, beta, x))
                    print("differ", alpha, beta, x, f"{gap:.2e}", *first, *second, file=sys.stderr)
                    continue
                worst = max(worst, gap)
            rows.append(row(alpha, beta, x, f, F, S))
    versions = subprocess.run(["dpkg-query", "-W", "-f", '"${Package}": "${Version}", ', "libflint-dev", "libflint-arb-dev", "gcc"],
                              capture_output=True, text=True).stdout
    print('{"made by": "test/reference/stable-law.py",')
    print(f'"versions": {{{versions}"python": "{platform.python_version()}"}},')
    print(f'"points": {len(rows)}, "largest relative difference of the two methods": {worst:.2e}, "left out": {len(left)},')
    print('"columns": ["alpha", "beta", "x", "density", "distribution", "survival", "logDensity", "logDistribution", "logSurvival"],')
    print('"rows": [\n' + ",\n".join(rows) + "\n]}")
    if wrong:
        sys.exit(f"the two methods differ at {len(wrong)} points")


if __name__ == "__main__":
    main()
