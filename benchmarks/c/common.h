/* Types, small sums and random numbers. */
#include "layout.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

typedef double wide __attribute__((vector_size(64), aligned(8)));
typedef double four __attribute__((vector_size(32), aligned(8)));
typedef double two __attribute__((vector_size(16)));
typedef int64_t whole __attribute__((vector_size(64), aligned(8)));

static const unsigned ALL_CLASSES = (1u << CLASSES) - 1;
static const double CAP_ROUNDING = 1e-9, ROUNDING = 1e-12;
static const int MARKET[CLASSES] = {0, 0, 1, 2};
static const int BARRED_FROM[CLASSES] = {REMOVAL, NO_NEW_KIT, CAP, REMOVAL};
static const int DREADED_FROM[CLASSES] = {NO_NEW_KIT, NO_NEW_KIT, CAP, REMOVAL};

/* One run: what all its operators share. */
typedef struct {
    const tables_t *t;
    int64_t quarter, run;
    const parameters_t *p;
    const scene_t *scene;
    vendors_t *vendors;
    wide chinese; /* 1 or 0 */
    wide bar;     /* minus infinity for Chinese vendors, else 0 */
    wide disfavour;
    wide merit;   /* quality and reputation */
    const wide *edges;
    wide orders, home_orders, ratio, home_ratio, asked, granted;
} world_t;

/* One country of a run: what its operators share. */
typedef struct {
    const countries_t *facts;
    const by_country_t *here;
    governments_t *g;
    const wide *constant, *price, *installed;
    double *costs;
    unsigned forced, launched; /* a bit a class */
    bool capped, was_capped, known[CLASSES];
    wide worth[CLASSES];
} nation_t;

static inline double sum(wide x) {
    four half = __builtin_shufflevector(x, x, 0, 1, 2, 3) +
                __builtin_shufflevector(x, x, 4, 5, 6, 7);
    two pair = __builtin_shufflevector(half, half, 0, 1) + __builtin_shufflevector(half, half, 2, 3);
    return pair[0] + pair[1];
}

/* The sums of four rows at once. */
static inline four sums(const wide *x) {
    wide a = __builtin_shufflevector(x[0], x[1], 0, 1, 2, 3, 8, 9, 10, 11) +
             __builtin_shufflevector(x[0], x[1], 4, 5, 6, 7, 12, 13, 14, 15);
    wide b = __builtin_shufflevector(x[2], x[3], 0, 1, 2, 3, 8, 9, 10, 11) +
             __builtin_shufflevector(x[2], x[3], 4, 5, 6, 7, 12, 13, 14, 15);
    wide pairs = __builtin_shufflevector(a, b, 0, 1, 4, 5, 8, 9, 12, 13) +
                 __builtin_shufflevector(a, b, 2, 3, 6, 7, 10, 11, 14, 15);
    return __builtin_shufflevector(pairs, pairs, 0, 2, 4, 6) +
           __builtin_shufflevector(pairs, pairs, 1, 3, 5, 7);
}

static inline double most(double a, double b) { return a > b ? a : b; }
static inline double least(double a, double b) { return a < b ? a : b; }
static inline double within(double x, double low, double high) { return least(most(x, low), high); }
static inline wide choose(whole where, wide yes, wide no) {
    return (wide)(((whole)yes & where) | ((whole)no & ~where));
}

/* The upper half of a product, by halves: the compiler has no instruction for many whole ones. */
static inline uint64_t upper(uint64_t a, uint64_t b) {
    uint64_t a_low = a & 0xFFFFFFFFu, a_high = a >> 32, b_low = b & 0xFFFFFFFFu, b_high = b >> 32;
    uint64_t middle = a_high * b_low + (a_low * b_low >> 32);
    uint64_t other = a_low * b_high + (middle & 0xFFFFFFFFu);
    return a_high * b_high + (middle >> 32) + (other >> 32);
}

/* Philox 4x64 with ten rounds, of up to MANY operators at once: one round after the other. */
enum { MANY = 128, ROUNDS = 10 };

static void draw(const world_t *w, int stream, const int64_t *restrict operators, int count,
                 double (*restrict u)[MANY]) {
    const uint64_t m0 = 0xD2E7470EE14C6C93u, m1 = 0xCA5A826395121157u;
    uint64_t k0 = (uint64_t)w->t->seed, k1 = (uint64_t)w->t->replicates[w->run], c[4][MANY];
    for (int i = 0; i < count; i++) {
        c[0][i] = (uint64_t)w->quarter;
        c[1][i] = w->t->operators[operators[i]].id;
        c[2][i] = (uint64_t)stream;
        c[3][i] = 0;
    }
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < count; i++) {
            uint64_t high_0 = upper(m0, c[0][i]), high_1 = upper(m1, c[2][i]);
            uint64_t low_0 = m0 * c[0][i], low_1 = m1 * c[2][i];
            c[0][i] = high_1 ^ c[1][i] ^ k0;
            c[2][i] = high_0 ^ c[3][i] ^ k1;
            c[1][i] = low_1;
            c[3][i] = low_0;
        }
        k0 += 0x9E3779B97F4A7C15u;
        k1 += 0xBB67AE8584CAA73Bu;
    }
    for (int word = 0; word < 4; word++)
        for (int i = 0; i < count; i++) u[word][i] = (double)(c[word][i] >> 11) * 0x1p-53;
}
