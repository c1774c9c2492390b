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

static nation_t enter_one(const world_t *w, int64_t c, double start) {
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
    n.was_capped = n.g->level_before == CAP;
    return n;
}

static void enter(const world_t *w, nation_t *nations) {
    double start = logistic(-w->p->rollout_midpoint);
    for (int64_t c = 0; c < w->t->countries_count; c++) nations[c] = enter_one(w, c, start);
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
    wide seen = n->g->suspicion_seen * w->edges[market] - reach, none = {0};
    wide most_of = none + w->p->risk_max;
    seen = choose(seen > none, seen, none);
    return choose(seen < most_of, seen, most_of);
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

static inline void know(const world_t *w, nation_t *n, int k) {
    if (!n->known[k]) see_worth(w, n, k);
}

static inline wide utility(const world_t *w, const nation_t *n, wide stock, int k) {
    double total = sum(stock);
    return total > 0.0 ? n->worth[k] + w->p->lock_in / total * stock : n->worth[k];
}

static inline int pick(wide chance, double weight, double u) {
    double mark = u * weight, passed = 0.0;
    int picked = 0;
    for (int v = 0; v < VENDORS; v++) {
        passed += chance[v];
        picked += passed <= mark;
    }
    while (picked > 0 && (picked == VENDORS || chance[picked] == 0.0)) picked--;
    return picked;
}

static wide managed_award(const parameters_t *p, wide chance, double weight, wide award) {
    for (int v = 0; v < VENDORS; v++)
        if (chance[v] == 0.0) award[v] = 0.0;
    double old = sum(award), step = old > 0.0 ? p->managed_weight : 1.0;
    double kept = old > 0.0 ? (1.0 - step) / old : 0.0;
    return kept * award + step / weight * chance;
}

static wide new_award(const parameters_t *p, bool managed, int k, wide chance, double weight,
                      double first, double second, wide award) {
    if (weight <= 0.0) return (wide){0};
    if (managed) return managed_award(p, chance, weight, award);
    double part = k == TRANSPORT ? p->main_transport : p->main_ran;
    award = (wide){0};
    if (k == CORE) {
        award[pick(chance, weight, first)] = 1.0;
        return award;
    }
    award[pick(chance, weight, first)] += part;
    award[pick(chance, weight, second)] += 1.0 - part;
    return award;
}

static wide cap_award(const world_t *w, const nation_t *n, const wide *restrict young,
                      const wide *restrict old, wide award) {
    wide own = young[RAN_5G] + old[RAN_5G];
    bool full = sum(own * w->chinese) > (w->p->cap_share + CAP_ROUNDING) * sum(own);
    double allowed = full ? 0.0 : w->p->cap_share, chinese = sum(award * w->chinese);
    if (chinese <= allowed) return award;
    wide seen = utility(w, n, ties(young, RAN_5G) + ties(old, RAN_5G), RAN_5G);
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

static inline double tender_gap(const world_t *w, int64_t o) {
    return is_managed(w, o) ? w->p->managed_gap : w->p->tender_gap;
}

/* Note who tenders which class, without branches. Returns how many. */
static int64_t list_tenders(const world_t *w, const nation_t *nations, int64_t *restrict agenda) {
    int64_t count = 0, operators[MANY], likely[MANY];
    double turns[CLASSES][MANY];
    for (int64_t first = 0; first < w->t->operators_count; first += MANY) {
        int some = (int)least(MANY, w->t->operators_count - first), found = 0;
        for (int i = 0; i < some; i++) operators[i] = first + i;
        draw(w, TENDER_TIMING, operators, some, turns);
        for (int i = 0; i < some; i++) {
            double soonest = least(least(turns[0][i], turns[1][i]), least(turns[2][i], turns[3][i]));
            bool forced = nations[w->t->operators[first + i].country].forced != 0;
            likely[found] = i;
            found += (soonest * tender_gap(w, first + i) < 1.0) | forced;
        }
        for (int j = 0; j < found; j++) {
            int64_t i = likely[j], o = first + i;
            const nation_t *n = nations + w->t->operators[o].country;
            double gap = tender_gap(w, o);
            unsigned due = n->forced;
            for (int k = 0; k < CLASSES; k++) due |= (unsigned)(turns[k][i] * gap < 1.0) << k;
            due &= n->launched;
            for (int k = 0; k < CLASSES; k++) {
                agenda[count] = o * CLASSES + k;
                count += due >> k & 1;
            }
        }
    }
    return count;
}

static void hold_tender(const world_t *w, nation_t *n, int64_t o, int k, double first,
                        double second) {
    const tables_t *t = w->t;
    int64_t place = w->run * t->operators_count + o;
    const wide *young = (const wide *)t->young + place * CLASSES;
    const wide *old = (const wide *)t->old + place * CLASSES;
    wide *award = (wide *)t->award + place * CLASSES + k;
    know(w, n, k);
    wide chance = exps(utility(w, n, ties(young, k) + ties(old, k), k));
    double weight = sum(chance);
    *award = new_award(w->p, is_managed(w, o), k, chance, weight, first, second, *award);
    t->chinese_odds[place * CLASSES + k] = weight > 0.0 ? sum(chance * w->chinese) / weight : 0.0;
    if (k == RAN_5G) ((wide *)t->won_5g)[place] = *award;
}

/* Orders held back by a cap go back to contracts as they were won. */
static void lift_cap(const world_t *w, const nation_t *n) {
    for (int64_t o = n->facts->first_operator; o < n->facts->last_operator; o++) {
        int64_t place = w->run * w->t->operators_count + o;
        ((wide *)w->t->award)[place * CLASSES + RAN_5G] = ((const wide *)w->t->won_5g)[place];
    }
}

static void hold_cap(const world_t *w, nation_t *n) {
    know(w, n, RAN_5G);
    for (int64_t o = n->facts->first_operator; o < n->facts->last_operator; o++) {
        int64_t place = (w->run * w->t->operators_count + o) * CLASSES;
        const wide *young = (const wide *)w->t->young + place;
        const wide *old = (const wide *)w->t->old + place;
        wide *award = (wide *)w->t->award + place + RAN_5G;
        *award = cap_award(w, n, young, old, *award);
    }
}

static void tender(const world_t *w, nation_t *nations) {
    const tables_t *t = w->t;
    int64_t agenda[t->operators_count * CLASSES + 1], count = list_tenders(w, nations, agenda);
    for (int64_t c = 0; c < t->countries_count; c++)
        if (nations[c].was_capped) lift_cap(w, nations + c);
    for (int64_t from = 0; from < count; from += MANY) {
        int some = (int)least(MANY, count - from);
        int64_t operators[MANY];
        double first[CLASSES][MANY], second[CLASSES][MANY];
        for (int i = 0; i < some; i++) operators[i] = agenda[from + i] / CLASSES;
        draw(w, TENDER_CHOICE_1, operators, some, first);
        draw(w, TENDER_CHOICE_2, operators, some, second);
        for (int i = 0; i < some; i++) {
            int64_t o = operators[i];
            int k = (int)(agenda[from + i] % CLASSES);
            hold_tender(w, nations + t->operators[o].country, o, k, first[k][i], second[k][i]);
        }
    }
    for (int64_t c = 0; c < t->countries_count; c++)
        if (nations[c].capped) hold_cap(w, nations + c);
}
