/* Path-steps with exit test in plain C: xoshiro256+, libm, one path at a time. Prints M steps/s.
 * exit levy ALPHA NOISE STEP PATHS: quadratic well, exit from (-1, 1).
 * exit brownian 2 NOISE STEP PATHS: double well of height 1/4, Euler scheme, exit at the saddle. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static uint64_t s[4] = {1, 2, 3, 4};
static const double pi = 3.14159265358979323846;

static double uniform(void) {
  const uint64_t result = s[0] + s[3];
  const uint64_t t = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = (s[3] << 45) | (s[3] >> 19);
  return ((double)(result >> 11) + 0.5) * 0x1p-53;
}

static double stable(double alpha) {
  const double theta = pi * (uniform() - 0.5);
  const double w = -log(uniform());
  return sin(alpha * theta) / pow(cos(theta), 1 / alpha) *
         pow(cos((1 - alpha) * theta) / w, (1 - alpha) / alpha);
}

static double spare;
static int hasSpare;

static double normal(void) {
  if (hasSpare) {
    hasSpare = 0;
    return spare;
  }
  const double radius = sqrt(-2 * log(uniform()));
  const double angle = 2 * pi * uniform();
  spare = radius * sin(angle);
  hasSpare = 1;
  return radius * cos(angle);
}

int main(int count, char **arguments) {
  if (count < 6) return 1;
  const int levy = strcmp(arguments[1], "levy") == 0;
  const double alpha = atof(arguments[2]), noise = atof(arguments[3]), step = atof(arguments[4]);
  const int paths = atoi(arguments[5]);
  const double amplitude = noise * pow(step, 1 / alpha);
  struct timespec from, to;
  double steps = 0, sink = 0;
  clock_gettime(CLOCK_MONOTONIC, &from);
  for (int p = 0; p < paths; p++) {
    double x = levy ? 0 : -1;
    if (levy) {
      while (x > -1 && x < 1) {
        x += -x * step + amplitude * stable(alpha);
        steps++;
      }
    } else {
      while (x < 0) {
        x += (x - x * x * x) * step + amplitude * normal();
        steps++;
      }
    }
    sink += x;
  }
  clock_gettime(CLOCK_MONOTONIC, &to);
  const double seconds = (double)(to.tv_sec - from.tv_sec) + 1e-9 * (double)(to.tv_nsec - from.tv_nsec);
  printf("%.3f\n", sink == 0.5 ? 0 : steps / seconds / 1e6);
  return 0;
}
