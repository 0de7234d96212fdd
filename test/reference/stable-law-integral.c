// Density, distribution and survival of alpha-stable laws (S0, scale 1, location 0) by Zolotarev's real integral
// in Nolan's form, on Gauss-Legendre panels in ball arithmetic (Arb): the second method of stable-law.py.
// Reads lines "alpha beta x" (hexadecimal doubles, taken as exact) and prints "density distribution survival".
//
// theta = -theta0 + L s, s = 1/(1 + e^-v): every singularity beyond the ends of the integral then lies pi away from
// the real v axis. Panels are short in v and in the exponent g = (x - zeta)^(alpha/(alpha-1)) V(theta).
// The balls hold rounding only; the error of the rule shows in the comparison with the other method.
#include <flint/fmpz.h>
#include <arb.h>
#include <arb_hypgeom.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { NODES = 36, DIGITS = 30 };
static const double DECAY = 66; // natural logarithm of what is neglected, 2e-29

static slong prec;
static int atOne;
static arb_t pi, alpha, beta, y, theta0, length, inverse, logScale;
static double low; // the end of v at which g is smallest: -1 or +1

typedef struct { arb_t logG, left, right, weight; } Place; // weight = dtheta/dv

static void place(Place *p, const arb_t v) {
  arb_t e, t, c, s;
  arb_init(e), arb_init(t), arb_init(c), arb_init(s);
  arb_neg(e, v), arb_exp(e, e, prec);
  arb_add_ui(t, e, 1, prec), arb_div(p->left, length, t, prec); // L s
  arb_mul(p->right, p->left, e, prec);                          // L (1 - s)
  arb_div(p->weight, p->right, t, prec);
  if (atOne) { // log g = -pi x/(2 beta) + log(2/pi (pi/2 + beta theta)/cos theta) + (pi/2 + beta theta) tan(theta)/beta
    arb_mul_2exp_si(t, pi, -1), arb_sub(t, t, p->right, prec), arb_mul(t, t, beta, prec);
    arb_mul_2exp_si(c, pi, -1), arb_add(t, t, c, prec);
    if (arb_is_one(beta)) arb_set(t, p->left);
    arb_sin_cos(s, c, p->right, prec); // cos theta, sin theta
    arb_div(p->logG, c, s, prec), arb_mul(p->logG, p->logG, t, prec), arb_div(p->logG, p->logG, beta, prec);
    arb_div(t, t, s, prec), arb_mul_2exp_si(t, t, 1), arb_div(t, t, pi, prec), arb_log(t, t, prec);
    arb_add(p->logG, p->logG, t, prec), arb_add(p->logG, p->logG, logScale, prec);
  } else { // logScale = alpha log y + log cos(alpha theta0), all over alpha - 1
    arb_sin(s, p->right, prec), arb_log(s, s, prec);
    arb_mul(t, alpha, p->left, prec), arb_sin(t, t, prec), arb_log(t, t, prec);
    arb_sub(t, s, t, prec), arb_mul(t, t, alpha, prec), arb_add(t, t, logScale, prec);
    arb_mul(p->logG, t, inverse, prec), arb_sub(p->logG, p->logG, s, prec);
    // alpha theta0 + (alpha - 1) theta = theta0 + (alpha - 1) (L s)
    arb_sub_ui(c, alpha, 1, prec), arb_mul(c, c, p->left, prec), arb_add(c, c, theta0, prec);
    arb_cos(c, c, prec), arb_log(c, c, prec), arb_add(p->logG, p->logG, c, prec);
  }
  arb_clear(e), arb_clear(t), arb_clear(c), arb_clear(s);
}

static double number(const arb_t a) { return arf_get_d(arb_midref(a), ARF_RND_NEAR); }

static double logGAt(Place *p, const arb_t v) { place(p, v); return number(p->logG); }

// The light tail of beta = +-1, where g has a positive smallest value: its value at the low end.
static void smallest(arb_t g, Place *p) {
  arb_t v;
  arb_init(v), arb_set_d(v, low * 120);
  arb_zero(g);
  arb_t one;
  arb_init(one), arb_abs(one, beta);
  if (arb_is_one(one)) {
    place(p, v);
    double a = number(alpha), b = number(beta);
    if ((a < 1 && b > 0) || (a > 1 && b < 0) || atOne) arb_exp(g, p->logG, prec);
  }
  arb_clear(v), arb_clear(one);
}

static void print(const arb_t a) { char *s = arb_get_str(a, DIGITS, ARB_STR_NO_RADIUS); printf("%s", s); flint_free(s); }

static int good(const arb_t a) { return arb_rel_accuracy_bits(a) >= 84; }

static arb_t nodes[NODES], weights[NODES];
static slong rulePrec = 0;
static void rule(void) {
  if (rulePrec >= prec) return;
  for (int i = 0; i < NODES; i++) {
    if (!rulePrec) arb_init(nodes[i]), arb_init(weights[i]);
    arb_hypgeom_legendre_p_ui_root(nodes[i], weights[i], NODES, i, prec);
  }
  rulePrec = prec;
}

// Integrals of g e^-(g - g0), e^-(g - g0) and 1 - e^-g over theta.
static void integrals(arb_t first, arb_t second, arb_t third, const arb_t g0) {
  Place p;
  arb_init(p.logG), arb_init(p.left), arb_init(p.right), arb_init(p.weight);
  arb_t v, a, b, t, u, mid, half, g;
  arb_init(v), arb_init(a), arb_init(b), arb_init(t), arb_init(u), arb_init(mid), arb_init(half), arb_init(g);
  arb_zero(first), arb_zero(second), arb_zero(third);
  double lowest = number(g0);
  // start: where log g = 0, or in a light tail where g - g0 = 1; by bisection in v
  arb_set_d(a, low * 5000), arb_set_d(b, -low * 5000);
  for (int k = 0; k < 4000; k++) {
    arb_add(v, a, b, prec), arb_mul_2exp_si(v, v, -1), mag_zero(arb_radref(v));
    place(&p, v);
    int above;
    if (lowest > 0) arb_exp(t, p.logG, prec), arb_sub(t, t, g0, prec), above = number(t) > 1;
    else above = number(p.logG) > 0;
    if (above) arb_set(b, v); else arb_set(a, v);
    if ((lowest > 0 ? above && number(t) < 0.1 && number(t) > -0.1 : fabs(number(p.logG)) < 0.5)) break;
  }
  arb_t start;
  arb_init(start), arb_set(start, v);
  place(&p, v);
  arb_min(t, p.left, p.right, prec), arb_log(t, t, prec);
  double measure = number(t);
  for (int way = 0; way < 2; way++) { // first to the low end, then to the other
    double sign = way ? -low : low, step = 1;
    arb_set(a, start);
    for (int panels = 0; panels < 3000; panels++) {
      place(&p, a);
      double l0 = number(p.logG), excess;
      arb_exp(g, p.logG, prec), arb_sub(t, g, g0, prec), excess = number(t);
      arb_log(t, low < 0 ? p.left : p.right, prec);
      double closeness = number(t) - measure;
      int done = way ? excess > DECAY + 10 : (lowest > 0 ? closeness : l0 + closeness) < -DECAY;
      if (done) break;
      step = fmin(2, step * 4);
      for (;;) { // a step on which the exponent moves little
        arb_set_d(t, sign * step), arb_add(b, a, t, prec), mag_zero(arb_radref(b));
        double l1 = logGAt(&p, b);
        double move = lowest > 0 ? number(g) : fmax(1, exp(fmin(50, fmax(l0, l1))));
        if (isfinite(l1) && fabs(l1 - l0) < 2 && fabs(expm1(l1 - l0)) * fmin(number(g), move) < 8) break;
        step /= 2;
      }
      arb_sub(half, b, a, prec), arb_mul_2exp_si(half, half, -1);
      arb_add(mid, a, b, prec), arb_mul_2exp_si(mid, mid, -1);
      if (sign < 0) arb_abs(half, half);
      for (int i = 0; i < NODES; i++) {
        arb_mul(v, nodes[i], half, prec), arb_add(v, v, mid, prec), mag_zero(arb_radref(v));
        place(&p, v);
        arb_exp(g, p.logG, prec);
        arb_mul(u, weights[i], half, prec), arb_mul(u, u, p.weight, prec);
        arb_sub(t, g0, g, prec), arb_exp(t, t, prec), arb_mul(t, t, u, prec);
        arb_add(second, second, t, prec), arb_addmul(first, t, g, prec);
        arb_neg(t, g), arb_expm1(t, t, prec), arb_submul(third, t, u, prec);
      }
      arb_set(a, b);
    }
    place(&p, a);
    if (way == 0) arb_add(second, second, low < 0 ? p.left : p.right, prec);
    else arb_add(third, third, low < 0 ? p.right : p.left, prec);
  }
  arb_clear(p.logG), arb_clear(p.left), arb_clear(p.right), arb_clear(p.weight), arb_clear(start);
  arb_clear(v), arb_clear(a), arb_clear(b), arb_clear(t), arb_clear(u), arb_clear(mid), arb_clear(half), arb_clear(g);
}

// One try at the present precision.
static int evaluate(arb_t f, arb_t F, arb_t S, double da, double db, double dx) {
  arb_t t, u, x, zeta, I, E, C, g0;
  Place p;
  arb_init(t), arb_init(u), arb_init(x), arb_init(zeta), arb_init(I), arb_init(E), arb_init(C), arb_init(g0);
  arb_init(p.logG), arb_init(p.left), arb_init(p.right), arb_init(p.weight);
  rule();
  int mirror = 0;
  arb_const_pi(pi, prec);
  atOne = da == 1;
  if (da == 2) {
    arb_set_d(x, dx), arb_mul_2exp_si(x, x, -1), arb_hypgeom_erfc(S, x, prec), arb_mul_2exp_si(S, S, -1);
    arb_neg(t, x), arb_hypgeom_erfc(F, t, prec), arb_mul_2exp_si(F, F, -1);
    arb_mul(t, x, x, prec), arb_neg(t, t), arb_exp(t, t, prec), arb_sqrt(u, pi, prec);
    arb_mul_2exp_si(u, u, 1), arb_div(f, t, u, prec);
    goto end;
  }
  if (atOne && db == 0) {
    arb_set_d(x, fabs(dx)), arb_mul(t, x, x, prec), arb_add_ui(t, t, 1, prec), arb_mul(t, t, pi, prec);
    arb_inv(f, t, prec);
    arb_set_ui(t, 1), arb_atan2(S, t, x, prec), arb_div(S, S, pi, prec);
    arb_sub_ui(F, S, 1, prec), arb_neg(F, F);
    if (dx < 0) arb_swap(F, S);
    goto end;
  }
  arb_set_d(alpha, da);
  if (atOne) {
    mirror = db < 0;
    if (mirror) db = -db, dx = -dx;
    arb_set_d(beta, db), arb_set_d(x, dx), arb_set(length, pi);
    arb_mul(t, pi, x, prec), arb_div(t, t, beta, prec), arb_mul_2exp_si(t, t, -1), arb_neg(logScale, t);
    low = -1;
  } else {
    for (int turn = 0; turn < 2; turn++) {
      arb_set_d(beta, db), arb_set_d(x, dx);
      arb_mul(t, pi, alpha, prec), arb_mul_2exp_si(t, t, -1);
      if (da == 0.5 || da == 1.5) arb_set_d(t, da < 1 ? 1 : -1);
      else arb_tan(t, t, prec);
      arb_mul(t, t, beta, prec);  // beta tan(pi alpha/2) = -zeta
      arb_neg(zeta, t), arb_sub(y, x, zeta, prec);
      if (turn || !arb_is_negative(y)) break;
      mirror = 1, dx = -dx, db = -db;
    }
    arb_atan(theta0, t, prec), arb_div(theta0, theta0, alpha, prec);
    if (fabs(db) == 1) { // exact: theta0 = +-pi/2 below 1, -+(pi/alpha - pi/2) above
      arb_mul_2exp_si(theta0, pi, -1);
      if (da > 1) arb_div(u, pi, alpha, prec), arb_sub(theta0, u, theta0, prec), arb_neg(theta0, theta0);
      if (db < 0) arb_neg(theta0, theta0);
    }
    arb_mul_2exp_si(length, pi, -1), arb_add(length, length, theta0, prec);
    if (arb_is_zero(y)) { // x = zeta: closed form
      arb_div(F, length, pi, prec), arb_set(S, F), arb_sub_ui(F, F, 1, prec), arb_neg(F, F);
      arb_inv(u, alpha, prec), arb_add_ui(C, u, 1, prec), arb_gamma(f, C, prec);
      arb_cos(C, theta0, prec), arb_mul(f, f, C, prec), arb_div(f, f, pi, prec);
      arb_mul(t, t, t, prec), arb_add_ui(t, t, 1, prec), arb_mul_2exp_si(u, u, -1), arb_pow(t, t, u, prec);
      arb_div(f, f, t, prec);
      goto swap;
    }
    if (!arb_is_positive(y)) { arb_indeterminate(f); goto end; }
    if (da < 1 && db == -1) { arb_zero(f), arb_zero(S), arb_one(F); goto swap; }
    arb_sub_ui(t, alpha, 1, prec), arb_inv(inverse, t, prec);
    arb_log(t, y, prec), arb_mul(t, t, alpha, prec);
    arb_mul(u, alpha, theta0, prec), arb_cos(u, u, prec), arb_log(u, u, prec), arb_add(logScale, t, u, prec);
    low = da < 1 ? -1 : 1;
  }
  smallest(g0, &p);
  integrals(I, E, C, g0);
  arb_neg(t, g0), arb_exp(t, t, prec), arb_mul(E, E, t, prec), arb_mul(I, I, t, prec);
  arb_div(E, E, pi, prec), arb_div(C, C, pi, prec);
  if (atOne) arb_mul_2exp_si(f, I, -1), arb_div(f, f, beta, prec);
  else {
    arb_mul(f, I, alpha, prec), arb_mul(f, f, inverse, prec), arb_abs(f, f);
    arb_div(f, f, pi, prec), arb_div(f, f, y, prec);
  }
  if (atOne) arb_set(F, E), arb_set(S, C);
  else {
    arb_mul_2exp_si(t, pi, -1), arb_sub(t, t, theta0, prec), arb_div(t, t, pi, prec); // distribution at zeta
    if (da < 1 && db == 1) arb_zero(t);
    arb_add(F, da < 1 ? E : C, t, prec), arb_set(S, da < 1 ? C : E);
  }
swap:
  if (mirror) arb_swap(F, S);
end:
  arb_clear(t), arb_clear(u), arb_clear(x), arb_clear(zeta), arb_clear(I), arb_clear(E), arb_clear(C), arb_clear(g0);
  arb_clear(p.logG), arb_clear(p.left), arb_clear(p.right), arb_clear(p.weight);
  return (arb_is_zero(f) || good(f)) && (arb_is_zero(F) || good(F)) && (arb_is_zero(S) || good(S));
}

int main(void) {
  char a[64], b[64], c[64];
  arb_t f, F, S;
  arb_init(f), arb_init(F), arb_init(S), arb_init(pi), arb_init(alpha), arb_init(beta), arb_init(y);
  arb_init(theta0), arb_init(length), arb_init(inverse), arb_init(logScale);
  while (scanf("%63s %63s %63s", a, b, c) == 3) {
    double da = strtod(a, NULL), db = strtod(b, NULL), dx = strtod(c, NULL);
    int done = 0;
    prec = 320;
    if (da == 1 && db != 0) prec = 448 + (slong)fmax(0, 2 * log2(fabs(dx / db) + 1));
    for (; prec < 6000 && !done; prec = done ? prec : prec * 2) done = evaluate(f, F, S, da, db, dx);
    if (!done) printf("nan nan nan\n");
    else print(f), printf(" "), print(F), printf(" "), print(S), printf("\n");
    fflush(stdout);
  }
  return 0;
}
