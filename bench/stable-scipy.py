"""scipy's stable law: reads lines "alpha beta x" (S0), prints "density distribution survival" a line."""

import sys
import warnings

from scipy.stats import levy_stable

warnings.simplefilter("ignore")
levy_stable.parameterization = "S0"
for line in sys.stdin:
    alpha, beta, x = map(float, line.split())
    values = []
    for evaluate in (levy_stable.pdf, levy_stable.cdf, levy_stable.sf):
        try:
            values.append(float(evaluate(x, alpha, beta)))
        except Exception:
            values.append(float("nan"))
    print(*(repr(v) for v in values))
