/* Kit ages, is removed and ordered: rules O1, O2 and O6. */

static double removal_rate(const world_t *w, const governments_t *g, int k) {
    double rate = k == CORE ? 1.0 / w->p->core_exit : 0.0;
    int64_t left = g->deadline - w->quarter;
    return g->level == REMOVAL ? most(rate, 1.0 / (double)(left > 1 ? left : 1)) : rate;
}

static void remove_kit(const world_t *w, nation_t *n, double value_ran, wide *restrict young,
                      wide *restrict old, double *restrict removed) {
    static const int leaving[] = {LEGACY_RAN, RAN_5G, CORE};
    double chinese[CLASSES], stranded = 0.0, wanted = 0.0, all = 0.0;
    for (int i = 0; i < 3; i++) {
        int k = leaving[i];
        chinese[k] = sum((young[k] + old[k]) * w->chinese);
        if (k != CORE) wanted += removal_rate(w, n->g, k) * chinese[k];
    }
    double pace = wanted > 0.0 ? least(1.0, value_ran / w->p->build_limit / wanted) : 0.0;
    for (int i = 0; i < 3; i++) {
        int k = leaving[i];
        double rate = removal_rate(w, n->g, k) * (k == CORE ? 1.0 : pace);
        if (rate <= 0.0) continue;
        stranded += rate * sum(young[k] * w->chinese);
        removed[k] = rate * chinese[k];
        all += removed[k];
        young[k] *= 1.0 - rate * w->chinese;
        old[k] *= 1.0 - rate * w->chinese;
    }
    n->costs[SWAPS] += (w->p->removal_labour - 1.0) * all;
    n->costs[SWAP_SUPPORT] += n->here->swap_paid_by_state * w->p->removal_labour * all;
    n->costs[STRANDED] += stranded;
}

static void plan(const world_t *w, nation_t *n, int64_t o, wide *restrict young,
                 wide *restrict old, const double *restrict backlog, double *restrict demand) {
    const parameters_t *p = w->p;
    const double *spend = w->t->operators[o].spend_usd_m;
    bool launched = n->launched >> RAN_5G & 1;
    double stock_5g = launched ? sum(young[RAN_5G] + old[RAN_5G]) : 0.0;
    double value_ran = p->life * spend[0], full = p->size_5g * value_ran, rate = 2.0 / p->life;
    double covered = full > 0.0 ? least(1.0, stock_5g / full) : 0.0, removed[CLASSES] = {0.0};
    if (p->use_removal > 0.0 && n->g->level >= CAP) remove_kit(w, n, value_ran, young, old, removed);
    wide leaving[CLASSES] = {{0}}, after[CLASSES] = {{0}};
    for (int k = 0; k < CLASSES; k++) {
        if (k == RAN_5G && !launched) continue;
        wide ageing = rate * young[k];
        leaving[k] = rate * old[k];
        old[k] += ageing - leaving[k];
        young[k] -= ageing;
        after[k] = young[k] + old[k];
    }
    four retired = sums(leaving), stock = sums(after);
    for (int k = 0; k < CLASSES; k++) {
        if (k == RAN_5G) continue;
        double want = p->life * spend[MARKET[k]];
        if (k == LEGACY_RAN) want *= 1.0 - p->legacy_retreat * covered;
        double missing = most(0.0, want - stock[k] - backlog[k]);
        demand[k] = least(retired[k] + removed[k], missing) + backlog[k];
    }
    double gap = most(0.0, full * n->g->coverage_wanted - stock_5g);
    double crews = value_ran / p->build_limit - removed[LEGACY_RAN] - removed[RAN_5G];
    demand[RAN_5G] = retired[RAN_5G] + removed[RAN_5G] + least(gap, most(0.0, crews));
}

static void order(world_t *w, nation_t *nations) {
    const tables_t *t = w->t;
    for (int64_t c = 0; c < t->countries_count; c++) {
        nation_t *n = nations + c;
        wide orders = {0};
        for (int64_t o = n->facts->first_operator; o < n->facts->last_operator; o++) {
            int64_t place = (w->run * t->operators_count + o) * CLASSES;
            const wide *award = (const wide *)t->award + place;
            double *demand = t->demand + place;
            plan(w, n, o, (wide *)t->young + place, (wide *)t->old + place, t->backlog + place,
                 demand);
            for (int k = 0; k < CLASSES; k++) orders += demand[k] * award[k];
        }
        w->orders += orders;
        for (int v = 0; v < VENDORS; v++)
            if (t->home[v * t->countries_count + c]) w->home_orders[v] += orders[v];
    }
}
