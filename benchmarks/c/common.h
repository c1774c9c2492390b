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

/* Philox 4x64 with ten rounds. */
static inline void uniforms(uint64_t seed, uint64_t replicate, uint64_t stream, uint64_t quarter,
                            uint64_t entity, double *u) {
    const uint64_t m0 = 0xD2E7470EE14C6C93u, m1 = 0xCA5A826395121157u;
    uint64_t c0 = quarter, c1 = entity, c2 = stream, c3 = 0, k0 = seed, k1 = replicate;
#pragma GCC unroll 10
    for (int round = 0; round < 10; round++) {
        unsigned __int128 a = (unsigned __int128)m0 * c0, b = (unsigned __int128)m1 * c2;
        c0 = (uint64_t)(b >> 64) ^ c1 ^ k0;
        c2 = (uint64_t)(a >> 64) ^ c3 ^ k1;
        c1 = (uint64_t)b;
        c3 = (uint64_t)a;
        k0 += 0x9E3779B97F4A7C15u;
        k1 += 0xBB67AE8584CAA73Bu;
    }
    u[0] = (double)(c0 >> 11) * 0x1p-53;
    u[1] = (double)(c1 >> 11) * 0x1p-53;
    u[2] = (double)(c2 >> 11) * 0x1p-53;
    u[3] = (double)(c3 >> 11) * 0x1p-53;
}

static inline void draw(const world_t *w, int stream, int64_t o, double *u) {
    uniforms((uint64_t)w->t->seed, (uint64_t)w->t->replicates[w->run], (uint64_t)stream,
             (uint64_t)w->quarter, w->t->operators[o].id, u);
}
