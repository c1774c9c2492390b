/* The operators' stages of one quarter in C: rules O1 to O6, written for speed.
 *
 * A yardstick for the engine, not part of the model. Records are read where they stand in the
 * engine's tables: `layout.h` is generated from their NumPy types. Vendors come last in every
 * array of kit and contracts, so that eight vendors are one register.
 *
 * A run is played in three sweeps: tenders are listed and then held, kit ages and is ordered,
 * orders are delivered. One sweep for the first two takes longer.
 */
#include "common.h"
#include "elementary.h"
#include "tenders.h"
#include "orders.h"
#include "deliveries.h"

void play(const tables_t *t, int64_t quarter) {
    for (int64_t run = 0; run < t->runs_count; run++) {
        world_t w = {
            .t = t,
            .quarter = quarter,
            .run = run,
            .p = t->parameters + run,
            .scene = t->scene + run,
            .vendors = t->vendors + run * VENDORS,
        };
        nation_t nations[t->countries_count];
        see_world(&w);
        enter(&w, nations);
        tender(&w, nations);
        order(&w, nations);
        ration(&w);
        ship(&w);
        if (spare(&w)) lend(&w);
        wait_and_overstay(&w);
        book(&w);
    }
}

/* All quarters in one call: operators are shown what others wrote in each, and buy if told to. */
#define SHOW(name) memcpy(t->name, seen->name + quarter * BYTES_##name, BYTES_##name)

void play_through(const tables_t *t, const seen_t *seen, int64_t quarters, int64_t buys) {
    for (int64_t quarter = 0; quarter < quarters; quarter++) {
        SHOW(governments);
        SHOW(vendors);
        SHOW(scene);
        SHOW(price);
        SHOW(edges);
        SHOW(installed);
        if (buys) play(t, quarter);
    }
}
