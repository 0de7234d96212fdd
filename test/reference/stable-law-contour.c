// Density, distribution and survival of alpha-stable laws (S0, scale 1, location 0) by inverting the characteristic
// function along a polygon in the plane of w = log t, integrated rigorously by Arb: the first method of stable-law.py.
// Reads lines "alpha beta x density distribution survival" (hexadecimal doubles, taken as exact; then decimal
// estimates, of which only the magnitudes are used, as the tolerance and to choose the tail) and prints
// "density tail side", side 1 where tail is the survival and -1 where it is the distribution.
//
// With G(w) = -i x t - q(t), q = t^alpha + i beta tan(pi alpha/2) (t - t^alpha): density = Re int e^G t dw / pi, and on
// paths that begin on the ray Im w = -pi/2, survival = Im int e^G dw / pi. On that ray e^(-ixt) adds nothing to either,
// and is taken off (expm1), so that the tails keep their relative accuracy. The polygon is the cheapest path over a
// grid; a bad path can cost accuracy, which the balls show, never correctness.
#include <flint/flint.h>
#include <flint/fmpz.h>
#include <acb.h>
#include <acb_calc.h>
#include <complex.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ACROSS = 241, UP = 81, RAY = 20, REAL = 40, DIGITS = 30 };
static double da, db, dx, tangent, skew, beyondZeta; // after mirroring
static arb_t alpha, beyondOne, x, shift, factor;           // factor = beta tan(pi alpha/2), or 2 beta/pi at alpha = 1
static int real;                         // e^G is real on the ray
static double logTail, logDensity;

static double complex expm1Complex(double complex z) {
  double a = creal(z), b = cimag(z), s = sin(b / 2), e = exp(a);
  return expm1(a) * cos(b) - 2 * s * s + I * e * sin(b);
}

// G without the term in x, or x - zeta, times t, and that factor.
static double complex rest(double complex w, double *linear) {
  *linear = fabs(da - 1) > 0.2 ? beyondZeta : dx;
  if (da == 1) return -cexp(w) * (1 + I * skew * w);
  if (fabs(da - 1) > 0.2) return -(1 - I * skew) * cexp(da * w);
  return -cexp(da * w) + I * skew * cexp(w) * expm1Complex((da - 1) * w);
}

// Logarithm of what the integrand weighs at a place, in units of the tail.
static double cost(double complex w, int onRay) {
  if (cimag(w) > 3 || cimag(w) < (real ? -1.58 : -3)) return 600; // a light tail is symmetric about the ray
  double linear, c;
  double complex g = rest(w, &linear), t = cexp(w);
  if (onRay) c = real ? -1e300 : creal(g) - linear * exp(creal(w)) + log(fmin(1, fabs(cimag(g))) + 1e-320);
  else c = creal(g) + linear * cimag(t);
  if (isnan(c)) return 600;
  return fmin(600, fmax(c - logTail, c + creal(w) - logDensity));
}

static double weight(double c) { return 1e-5 + exp(c); }

static int times, shifted; // times: density (e^G t); shifted: on the ray

static int integrand(acb_ptr out, const acb_t w, void *unused, slong order, slong prec) {
  (void)unused, (void)order;
  acb_t t, q, e;
  acb_init(t), acb_init(q), acb_init(e);
  acb_exp(t, w, prec);
  if (da == 1) {
    acb_mul(q, t, w, prec), acb_mul_arb(q, q, factor, prec), acb_mul_onei(q, q), acb_add(q, q, t, prec);
  } else if (fabs(da - 1) > 0.2) {
    // G = -i (x - zeta) t - (1 - i factor) t^alpha, which keeps them small elsewhere
    acb_mul_arb(q, w, alpha, prec), acb_exp(q, q, prec);
    acb_mul_arb(e, q, factor, prec), acb_mul_onei(e, e), acb_sub(q, q, e, prec);
  } else {
    // t + (1 - i factor) t (t^(alpha-1) - 1), which keeps the balls small near alpha = 1
    acb_mul_arb(q, w, beyondOne, prec), acb_expm1(q, q, prec), acb_mul(q, q, t, prec);
    acb_mul_arb(e, q, factor, prec), acb_mul_onei(e, e), acb_sub(q, q, e, prec), acb_add(q, q, t, prec);
  }
  acb_mul_arb(e, t, fabs(da - 1) > 0.2 ? shift : x, prec), acb_mul_onei(e, e), acb_neg(e, e);
  if (shifted) acb_exp(e, e, prec), acb_neg(q, q), acb_expm1(q, q, prec), acb_mul(out, e, q, prec);
  else acb_sub(e, e, q, prec), acb_exp(out, e, prec);
  if (times) acb_mul(out, out, t, prec);
  acb_clear(t), acb_clear(q), acb_clear(e);
  return 0;
}

typedef struct { double u; int k; } Corner; // at u + i pi (k/40 - 1)
static Corner path[ACROSS * UP + 8];
static int corners;

static double columnFrom, columnTo;
static double columnAt(int i) { return columnFrom + (columnTo - columnFrom) * i / (ACROSS - 1); }
static double complex at(double i, double k) {
  return columnFrom + (columnTo - columnFrom) * i / (ACROSS - 1) + I * (k / 40 - 1) * M_PI;
}

static double best[ACROSS * UP], nodeCost[ACROSS * UP];
static int before[ACROSS * UP], heap[ACROSS * UP * 18], heapSize;
static double heapKey[ACROSS * UP * 18];
static void push(int node, double key) {
  int i = heapSize++;
  while (i && heapKey[(i - 1) / 2] > key) heap[i] = heap[(i - 1) / 2], heapKey[i] = heapKey[(i - 1) / 2], i = (i - 1) / 2;
  heap[i] = node, heapKey[i] = key;
}
static int pop(double *key) {
  int top = heap[0];
  *key = heapKey[0];
  int last = heap[--heapSize], i = 0;
  double k = heapKey[heapSize];
  for (;;) {
    int c = 2 * i + 1;
    if (c >= heapSize) break;
    if (c + 1 < heapSize && heapKey[c + 1] < heapKey[c]) c++;
    if (heapKey[c] >= k) break;
    heap[i] = heap[c], heapKey[i] = heapKey[c], i = c;
  }
  heap[i] = last, heapKey[i] = k;
  return top;
}

static double edge(int i, int k, int j, int l) {
  double du = (columnTo - columnFrom) * (j - i) / (ACROSS - 1), dt = (l - k) * M_PI / 40;
  int onRay = k == RAY && l == RAY;
  double middle = cost((at(i, k) + at(j, l)) / 2, onRay);
  double a = onRay ? nodeCost[i * UP + k] : cost(at(i, k), 0), b = onRay ? nodeCost[j * UP + l] : cost(at(j, l), 0);
  return hypot(du, dt) * (weight(a) + weight(b) + weight(middle)) / 3;
}

static void findPath(double end, double begin) {
  columnFrom = begin, columnTo = end;
  int final = 0;
  for (int i = 0; i < ACROSS; i++)
    for (int k = 0; k < UP; k++)
      best[i * UP + k] = INFINITY, nodeCost[i * UP + k] = cost(at(i, k), k == RAY), before[i * UP + k] = -1;
  heapSize = 0;
  best[RAY] = 0, push(RAY, 0);
  static const int moves[16][2] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {1, -1}, {-1, 1}, {-1, -1},
                                   {1, 2}, {1, -2}, {-1, 2}, {-1, -2}, {2, 1}, {2, -1}, {-2, 1}, {-2, -1}};
  while (heapSize) {
    double key;
    int node = pop(&key);
    if (key > best[node]) continue;
    int i = node / UP, k = node % UP;
    if (i == ACROSS - 1 && cost(at(i, k), 0) < -90) { final = node; break; }
    for (int m = 0; m < 16; m++) {
      int j = i + moves[m][0], l = k + moves[m][1];
      if (j < 0 || j >= ACROSS || l < 0 || l >= UP) continue;
      double d = best[node] + edge(i, k, j, l);
      if (d < best[j * UP + l]) best[j * UP + l] = d, before[j * UP + l] = node, push(j * UP + l, d);
    }
  }
  static int chain[ACROSS * UP];
  int n = 0;
  for (int node = final; node >= 0; node = before[node]) chain[n++] = node;
  corners = 0;
  for (int m = n - 1; m >= 0;) { // pull the path straight where that costs nothing
    path[corners++] = (Corner){columnAt(chain[m] / UP), chain[m] % UP};
    if (m == 0) break;
    int next = m - 1, ray = chain[m] % UP == RAY && chain[m - 1] % UP == RAY;
    double highest = fmax(cost(at(chain[m] / UP, chain[m] % UP), ray), 0);
    for (int c = m - 1; c >= 0; c--) {
      int i = chain[c] / UP, k = chain[c] % UP;
      if (ray != (k == RAY && ray)) break;
      highest = fmax(highest, cost(at(i, k), ray));
      int fine = 1;
      for (int s = 1; s < 40 && fine && !ray; s++)
        fine = cost(at(chain[m] / UP + (i - chain[m] / UP) * s / 40.0, chain[m] % UP + (k - chain[m] % UP) * s / 40.0), 0) < highest + 1;
      if (fine) next = c;
    }
    m = next;
  }
}

static void corner(acb_t w, Corner c, slong prec) {
  arb_set_d(acb_realref(w), c.u);
  arb_const_pi(acb_imagref(w), prec), arb_mul_si(acb_imagref(w), acb_imagref(w), c.k - REAL, prec);
  arb_div_si(acb_imagref(w), acb_imagref(w), 40, prec);
}

static void integrate(arb_t result, int density, double logSize, slong bits, slong prec) {
  acb_t a, b, piece, sum;
  mag_t tolerance;
  acb_init(a), acb_init(b), acb_init(piece), acb_init(sum), mag_init(tolerance);
  acb_calc_integrate_opt_t options;
  acb_calc_integrate_opt_init(options);
  options->depth_limit = 4000, options->eval_limit = 400000;
  fmpz_t e;
  fmpz_init(e), fmpz_set_d(e, floor(logSize / M_LN2) - bits);
  mag_set_ui_2exp_si(tolerance, 1, 0), mag_mul_2exp_fmpz(tolerance, tolerance, e);
  times = density;
  for (int i = 0; i + 1 < corners; i++) {
    int onRay = path[i].k == RAY && path[i + 1].k == RAY;
    if (onRay && real) continue;
    shifted = onRay && logTail < -3;
    corner(a, path[i], prec), corner(b, path[i + 1], prec);
    acb_calc_integrate(piece, integrand, NULL, a, b, bits + 6, tolerance, options, prec);
    acb_add(sum, sum, piece, prec);
  }
  arb_const_pi(result, prec);
  arb_div(result, density ? acb_realref(sum) : acb_imagref(sum), result, prec);
  acb_clear(a), acb_clear(b), acb_clear(piece), acb_clear(sum), mag_clear(tolerance), fmpz_clear(e);
}

static void print(const arb_t a) { char *s = arb_get_str(a, DIGITS, ARB_STR_NO_RADIUS); printf("%s ", s); flint_free(s); }

static double logOf(const char *text) {
  arb_t a;
  arb_init(a), arb_set_str(a, text, 64), arb_log(a, a, 64);
  double l = arf_get_d(arb_midref(a), ARF_RND_NEAR);
  arb_clear(a);
  return l;
}

// The saddle on the ray of a light tail: alpha r^(alpha - 1) = |x - zeta| |cos(pi alpha/2)|.
static double saddle(slong prec) {
  arb_t t, u;
  arb_init(t), arb_init(u);
  if (da == 1) {
    arb_const_pi(t, prec), arb_mul(t, t, x, prec), arb_mul_2exp_si(t, t, -1), arb_sub_ui(t, t, 1, prec);
  } else {
    arb_add(t, x, factor, prec);
    arb_const_pi(u, prec), arb_mul(u, u, alpha, prec), arb_mul_2exp_si(u, u, -1), arb_cos(u, u, prec);
    arb_mul(t, t, u, prec), arb_div(t, t, alpha, prec), arb_abs(t, t), arb_log(t, t, prec);
    arb_sub_ui(u, alpha, 1, prec), arb_div(t, t, u, prec);
  }
  double r = arf_get_d(arb_midref(t), ARF_RND_NEAR);
  arb_clear(t), arb_clear(u);
  return r;
}

int main(void) {
  char a[64], b[64], c[64], f[128], F[128], S[128];
  arb_t density, tail;
  arb_init(density), arb_init(tail), arb_init(alpha), arb_init(beyondOne), arb_init(shift), arb_init(x), arb_init(factor);
  while (scanf("%63s %63s %63s %127s %127s %127s", a, b, c, f, F, S) == 6) {
    da = strtod(a, NULL), db = strtod(b, NULL), dx = strtod(c, NULL);
    double logF = logOf(F), logS = logOf(S);
    logDensity = logOf(f);
    int side = logS <= logF ? 1 : -1, done = 0;
    if (side < 0) db = -db, dx = -dx;
    logTail = side > 0 ? logS : logF;
    tangent = da == 2 ? 0 : da == 1 ? 2 / M_PI : -1 / tan(M_PI * (da - 1) / 2);
    skew = db * tangent;
    real = da == 2 || db == -1;
    slong need = 0, bits = 74;
    for (slong prec = 160 + 2 * (slong)log2(1 + fabs(tangent)); prec < 6000 && !done; prec *= 2) {
      arb_set_d(alpha, da), arb_sub_ui(beyondOne, alpha, 1, 64 + prec), arb_set_d(x, dx), arb_set_d(factor, db);
      arb_t t;
      arb_init(t), arb_const_pi(t, 2 * prec);
      if (da == 2) arb_zero(factor);
      else if (da == 1) arb_mul_2exp_si(factor, factor, 1), arb_div(factor, factor, t, prec);
      else arb_mul(t, t, alpha, 2 * prec), arb_mul_2exp_si(t, t, -1), arb_tan(t, t, 2 * prec), arb_mul(factor, factor, t, 2 * prec);
      arb_clear(t);
      arb_add(shift, x, factor, 2 * prec);
      beyondZeta = arf_get_d(arb_midref(shift), ARF_RND_NEAR);
      if (!need) {
        need = 1;
        double end = log(120 + fabs(logTail)) / da;
        for (int k = 0; k < 20; k++) end = log(120 + fabs(logTail) + fmax(0, end - fmin(0, logDensity))) / da;
        if (real && logTail < -25) { // over the saddle along a circle
          double r = saddle(2 * prec);
          corners = 0;
          path[corners++] = (Corner){r, RAY}, path[corners++] = (Corner){r, REAL};
          if (end > r) path[corners++] = (Corner){end, REAL};
        } else {
          double begin = -log(1 + fabs(dx)) - 5 - (da < 1 ? 1 / da : 0) - (da != 1 ? fmin(30, log1p(fabs(skew))) * (fabs(da - 1) > 0.05) : 0);
          if (begin > end - 4) begin = end - 4;
          findPath(fmin(end, begin + 90), begin);
          if (!real) {
            double first = (logTail - 75) / fmin(da, 1);
            if (first < begin) {
              memmove(path + 1, path, corners * sizeof *path), corners++;
              path[0] = (Corner){first, RAY};
            }
          }
        }
      }
      bits += 12;
      integrate(tail, 0, logTail, bits, prec);
      integrate(density, 1, logDensity, bits, prec);
      done = arb_rel_accuracy_bits(tail) >= 72 && arb_rel_accuracy_bits(density) >= 72;
    }
    if (done) print(density), print(tail), printf("%d\n", side);
    else printf("nan nan %d\n", side);
    fflush(stdout);
  }
  return 0;
}
