/* Plain C peer of bench/draw.ts: xoshiro256+, libm, one draw at a time. Prints millions of draws a second. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static uint64_t s[4] = {1, 2, 3, 4};

static inline uint64_t next(void) {
  uint64_t result = s[0] + s[3], t = s[1] << 17;
  s[2] ^= s[0]; s[3] ^= s[1]; s[1] ^= s[2]; s[0] ^= s[3]; s[2] ^= t;
  s[3] = (s[3] << 45) | (s[3] >> 19);
  return result;
}

static inline double uniform(void) { return ((next() >> 12) + 0.5) * 0x1p-52; }

static double normal_spare;
static int has_spare;

static double normal(void) {
  if (has_spare) { has_spare = 0; return normal_spare; }
  double radius = sqrt(-2 * log(uniform())), angle = 2 * M_PI * uniform();
  normal_spare = radius * sin(angle);
  has_spare = 1;
  return radius * cos(angle);
}

static double stable(double alpha, double beta) {
  double theta = M_PI * (uniform() - 0.5), w = -log(uniform());
  if (beta == 0)
    return sin(alpha * theta) / pow(cos(theta), 1 / alpha) * pow(cos((1 - alpha) * theta) / w, (1 - alpha) / alpha);
  double tau = beta * tan(M_PI * alpha / 2), b = atan(tau);
  return sin(b + alpha * theta) / pow(cos(b) * cos(theta), 1 / alpha) *
             pow(cos(b + (alpha - 1) * theta) / w, (1 - alpha) / alpha) - tau;
}

int main(int count, char **arguments) {
  enum { n = 1 << 16 };
  static double out[n];
  if (count < 4) return 1;
  char kind = arguments[1][0];
  double alpha = atof(arguments[2]), beta = atof(arguments[3]), best = 0;
  for (int repetition = 0; repetition < 40; repetition++) {
    struct timespec a, b;
    clock_gettime(CLOCK_MONOTONIC, &a);
    for (int i = 0; i < n; i++)
      out[i] = kind == 'u' ? uniform() : kind == 'e' ? -log(uniform()) : kind == 'n' ? normal() : stable(alpha, beta);
    clock_gettime(CLOCK_MONOTONIC, &b);
    double speed = n / ((b.tv_sec - a.tv_sec) * 1e6 + (b.tv_nsec - a.tv_nsec) / 1e3);
    if (speed > best) best = speed;
  }
  printf("%.3f %g\n", best, out[0]);
  return 0;
}
