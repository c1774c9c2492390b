/* Tenders: rules O3 and O4, with what they read of T3 and O2. */
/* What all operators of a run share (T3). */

static void see_world(world_t *w) {
    const tables_t *t = w->t;
    w->edges = (const wide *)t->edges + w->run * MARKETS;
    for (int v = 0; v < VENDORS; v++) {
        bool chinese = t->vendor_facts[v].chinese;
        w->chinese[v] = chinese;
        w->bar[v] = chinese ? -INFINITY : 0.0;
        w->disfavour[v] = chinese ? 0.0 : w->vendors[v].disfavour;
        w->merit[v] = w->vendors[v].quality + w->vendors[v].reputation;
    }
}

/* What the operators of a country share (O2, O3). */

static inline double logistic(double x) { return 1.0 / (1.0 + exp(-x)); }

static double coverage_wanted(const world_t *w, const nation_t *n, double start) {
    const parameters_t *p = w->p;
    int64_t since = w->quarter - n->g->launch;
    if (since < 0) return 0.0;
    const double speeds[] = {p->rollout_low, p->rollout_lower, p->rollout_upper, p->rollout_high};
    bool china = n->facts->region == CHINA_REGION;
    double speed = china ? p->rollout_china : speeds[n->facts->income];
    return (logistic(speed * (double)since - p->rollout_midpoint) - start) / (1.0 - start);
}

static inline bool barred(int64_t level, int k) { return level >= BARRED_FROM[k]; }

static bool must_tender(const world_t *w, const nation_t *n, int k) {
    if (k == RAN_5G && w->quarter == n->g->launch) return true;
    if (!barred(n->g->level, k) || barred(n->g->level_before, k)) return false;
    for (int v = 0; v < VENDORS; v++)
        if (w->t->vendor_facts[v].chinese && n->constant[MARKET[k]][v] > -INFINITY) return true;
    return false;
}

static nation_t enter(const world_t *w, int64_t c, double start) {
    const tables_t *t = w->t;
    int64_t place = w->run * t->countries_count + c;
    nation_t n = {
        .facts = t->countries + c,
        .here = t->by_country + w->quarter * t->countries_count + c,
        .g = t->governments + place,
        .constant = (const wide *)t->constant + place * MARKETS,
        .price = (const wide *)t->price + place * MARKETS,
        .installed = (const wide *)t->installed + place * CLASSES,
        .costs = t->costs + place * COSTS,
    };
    memset(n.costs, 0, COSTS * sizeof(double));
    n.g->coverage_wanted = coverage_wanted(w, &n, start);
    for (int k = 0; k < CLASSES; k++) n.forced |= (unsigned)must_tender(w, &n, k) << k;
    n.launched = w->quarter < n.g->launch ? ALL_CLASSES & ~(1u << RAN_5G) : ALL_CLASSES;
    n.capped = n.g->level == CAP && w->quarter >= n.g->launch;
    n.freed = n.g->level_before == CAP && !n.capped;
    return n;
}

static double ban_probability(const world_t *w, const nation_t *n, int k) {
    const parameters_t *p = w->p;
    if (!n->facts->decides) return n->facts->is_usa && n->g->level >= DREADED_FROM[k];
    double threshold = p->threshold_no_new_kit;
    if (DREADED_FROM[k] == CAP) threshold = p->threshold_cap;
    if (DREADED_FROM[k] == REMOVAL) threshold = p->threshold_removal;
    return logistic(p->anticipation_slope * (n->g->resolve_seen - threshold + p->anticipation_lead));
}

static double suspected(const world_t *w, const nation_t *n, int k) {
    const parameters_t *p = w->p;
    const governments_t *g = n->g;
    double credibility = p->credibility_floor + p->credibility_ally * n->facts->ally +
                         p->credibility_five_eyes * n->facts->five_eyes;
    double parity = p->parity_start + p->parity_reassurance * w->scene->reassurance;
    double briefed = g->campaign * credibility * (1.0 - within(parity, 0.0, p->parity_max));
    double guideline = k == TRANSPORT ? p->guideline_transport : 1.0;
    return (g->level >= GUIDELINE ? p->guideline_penalty * guideline : 0.0) +
           p->anticipation * ban_probability(w, n, k) + p->briefing * briefed;
}

/* The kit that ties a buyer of a class. */
static inline wide ties(const wide *stock, int k) {
    return k == RAN_5G ? stock[RAN_5G] + stock[LEGACY_RAN] : stock[k];
}

static inline wide risks(const world_t *w, const nation_t *n, int market) {
    double reach = w->p->breadth_weight * (w->scene->breadth - w->scene->breadth_2014);
    double risk[VENDORS];
    for (int v = 0; v < VENDORS; v++) {
        double seen = n->g->suspicion_seen * w->edges[market][v] - reach;
        risk[v] = within(seen, 0.0, w->p->risk_max);
    }
    return *(const wide *)risk;
}

static void see_worth(const world_t *w, nation_t *n, int k) {
    const parameters_t *p = w->p;
    int market = MARKET[k];
    wide worth = n->constant[market] + w->merit - p->price_sensitivity * logs(n->price[market]);
    wide stock = ties(n->installed, k);
    double total = sum(stock);
    if (total > 0.0) worth -= p->lock_in / total * stock;
    if (n->facts->region == CHINA_REGION) {
        double tilt = p->home_tilt * least(1.0, (double)w->quarter / p->home_tilt_quarters);
        worth += tilt * w->chinese - w->disfavour;
    } else {
        double penalty = suspected(w, n, k);
        worth -= w->chinese * (penalty + p->own_risk * risks(w, n, market));
    }
    if (barred(n->g->level, k)) worth += w->bar;
    n->worth[k] = worth;
    n->known[k] = true;
}

/* Choosing suppliers (O3, O4). */

static inline wide utility(const world_t *w, const nation_t *n, const wide *own, int k) {
    wide stock = ties(own, k);
    double total = sum(stock);
    return total > 0.0 ? n->worth[k] + w->p->lock_in / total * stock : n->worth[k];
}

static double weigh(wide utility, wide *chance) {
    double best = -INFINITY;
    for (int v = 0; v < VENDORS; v++) best = most(best, utility[v]);
    *chance = (wide){0};
    if (best == -INFINITY) return 0.0;
    *chance = exps(utility - best);
    return sum(*chance);
}

static int pick(wide chance, double weight, double u) {
    double mark = u * weight;
    int last = 0;
    for (int v = 0; v < VENDORS; v++) {
        if (chance[v] <= 0.0) continue;
        last = v;
        mark -= chance[v];
        if (mark < 0.0) return v;
    }
    return last;
}

static wide managed_award(const parameters_t *p, wide chance, double weight, wide award) {
    for (int v = 0; v < VENDORS; v++)
        if (chance[v] == 0.0) award[v] = 0.0;
    double old = sum(award), step = old > 0.0 ? p->managed_weight : 1.0;
    double kept = old > 0.0 ? (1.0 - step) / old : 0.0;
    return kept * award + step / weight * chance;
}

static wide new_award(const world_t *w, int64_t o, bool managed, int k, wide chance, double weight,
                      wide award) {
    if (weight <= 0.0) return (wide){0};
    if (managed) return managed_award(w->p, chance, weight, award);
    double first[CLASSES], second[CLASSES];
    draw(w, TENDER_CHOICE_1, o, first);
    double part = k == TRANSPORT ? w->p->main_transport : w->p->main_ran;
    award = (wide){0};
    if (k == CORE) {
        award[pick(chance, weight, first[k])] = 1.0;
        return award;
    }
    draw(w, TENDER_CHOICE_2, o, second);
    award[pick(chance, weight, first[k])] += part;
    award[pick(chance, weight, second[k])] += 1.0 - part;
    return award;
}

static wide cap_award(const world_t *w, const nation_t *n, const wide *own, wide award) {
    double stock = sum(own[RAN_5G]), held = sum(own[RAN_5G] * w->chinese);
    bool full = held > (w->p->cap_share + CAP_ROUNDING) * stock;
    double allowed = full ? 0.0 : w->p->cap_share, chinese = sum(award * w->chinese);
    if (chinese <= allowed) return award;
    wide seen = utility(w, n, own, RAN_5G);
    int best = -1;
    double top = -INFINITY;
    for (int v = 0; v < VENDORS; v++) {
        if (w->t->vendor_facts[v].chinese) {
            award[v] *= allowed / chinese;
        } else if (seen[v] > top) {
            best = v;
            top = seen[v];
        }
    }
    if (best >= 0) award[best] += chinese - allowed;
    return award;
}

static inline bool is_managed(const world_t *w, int64_t o) {
    return w->t->operators[o].state_china && w->p->use_managed_market > 0.0;
}

/* Note whose turn it is, a bit a class; every operator draws, so this has no branches. */
static void draw_turns(const world_t *w) {
    for (int64_t o = 0; o < w->t->operators_count; o++) {
        double turns[CLASSES], gap = is_managed(w, o) ? w->p->managed_gap : w->p->tender_gap;
        unsigned due = 0;
        draw(w, TENDER_TIMING, o, turns);
        for (int k = 0; k < CLASSES; k++) due |= (unsigned)(turns[k] * gap < 1.0) << k;
        w->t->due[o] = (uint8_t)due;
    }
}

static void tender(const world_t *w, nation_t *n, int64_t o, unsigned due, const wide *own,
                   wide *award, wide *won_5g, double *chinese_odds) {
    for (int k = 0; k < CLASSES; k++) {
        bool turn = due >> k & 1, capped = k == RAN_5G && n->capped;
        wide *contract = k == RAN_5G ? won_5g : award + k;
        if ((turn || capped) && !n->known[k]) see_worth(w, n, k);
        if (turn) {
            wide chance;
            double weight = weigh(utility(w, n, own, k), &chance);
            *contract = new_award(w, o, is_managed(w, o), k, chance, weight, *contract);
            chinese_odds[k] = weight > 0.0 ? sum(chance * w->chinese) / weight : 0.0;
        }
        if (k == RAN_5G) award[k] = *contract;
        if (capped) award[k] = cap_award(w, n, own, award[k]);
    }
}
