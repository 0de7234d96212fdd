/* The GNU Scientific Library's stable draws (S1), Mersenne Twister: peer of bench/draw.ts. Prints millions a second. */
#include <gsl/gsl_randist.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int main(int count, char **arguments) {
  enum { n = 1 << 16 };
  static double out[n];
  if (count < 3) return 1;
  double alpha = atof(arguments[1]), beta = atof(arguments[2]), best = 0;
  gsl_rng *source = gsl_rng_alloc(gsl_rng_mt19937);
  for (int repetition = 0; repetition < 40; repetition++) {
    struct timespec a, b;
    clock_gettime(CLOCK_MONOTONIC, &a);
    for (int i = 0; i < n; i++)
      out[i] = beta == 0 ? gsl_ran_levy(source, 1, alpha) : gsl_ran_levy_skew(source, 1, alpha, beta);
    clock_gettime(CLOCK_MONOTONIC, &b);
    double speed = n / ((b.tv_sec - a.tv_sec) * 1e6 + (b.tv_nsec - a.tv_nsec) / 1e3);
    if (speed > best) best = speed;
  }
  printf("%.3f %g\n", best, out[0]);
  return 0;
}
