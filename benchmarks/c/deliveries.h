/* Deliveries: rule O5. */

static double usable_capacity(const world_t *w, int v) {
    double capacity = w->vendors[v].capacity;
    if (w->t->vendor_facts[v].chinese || w->p->use_export_bar == 0.0) return capacity;
    return capacity * (1.0 - w->vendors[v].china_share * w->t->scheduled[w->quarter].export_bar);
}

static void ration(world_t *w) {
    for (int v = 0; v < VENDORS; v++) {
        w->ratio[v] = w->home_ratio[v] = w->vendors[v].fill;
        if (w->p->use_capacity == 0.0 || w->orders[v] <= 0.0) continue;
        double capacity = usable_capacity(w, v), home = w->home_orders[v];
        double rest = w->orders[v] - home;
        if (home > 0.0) w->home_ratio[v] *= least(1.0, capacity / home);
        if (rest > 0.0) w->ratio[v] *= least(1.0, most(0.0, capacity - home) / rest);
    }
}

static bool spare(world_t *w) {
    bool requests = false;
    for (int v = 0; v < VENDORS; v++) {
        if (w->asked[v] <= 0.0) continue;
        requests = true;
        w->granted[v] = w->vendors[v].fill;
        if (w->p->use_capacity > 0.0) {
            double left = most(0.0, usable_capacity(w, v) - w->orders[v]);
            w->granted[v] *= least(1.0, left / w->asked[v]);
        }
    }
    return requests;
}

static wide parts_of(const world_t *w, int64_t c) {
    wide part = w->ratio;
    for (int v = 0; v < VENDORS; v++)
        if (w->t->home[v * w->t->countries_count + c]) part[v] = w->home_ratio[v];
    return part;
}

static int second_source(const world_t *w, wide award, int v, bool capped) {
    const vendor_facts_t *facts = w->t->vendor_facts;
    int best = -1;
    double most_of = 0.0;
    for (int other = 0; other < VENDORS; other++) {
        if (capped && facts[other].chinese && !facts[v].chinese) continue;
        if (other != v && award[other] > most_of) {
            best = other;
            most_of = award[other];
        }
    }
    return best;
}

/* What of each vendor's share in an order is missing, asked of the other supplier. */
static void ask(world_t *w, wide award, wide missing, bool capped) {
    for (int v = 0; v < VENDORS; v++) {
        if (missing[v] <= 0.0) continue;
        int other = second_source(w, award, v, capped);
        if (other >= 0) w->asked[other] += w->p->second_offer * missing[v];
    }
}

/* What vendors can make reaches operators. */
static void ship(world_t *w) {
    const tables_t *t = w->t;
    for (int64_t c = 0; c < t->countries_count; c++) {
        const countries_t *country = t->countries + c;
        wide part = parts_of(w, c), bought[CLASSES] = {{0}}, missing = 1.0 - part;
        bool rationed = false;
        for (int v = 0; v < VENDORS; v++) rationed |= missing[v] > 0.0;
        bool capped = t->governments[w->run * t->countries_count + c].level == CAP;
        for (int64_t o = country->first_operator; o < country->last_operator; o++) {
            int64_t place = w->run * t->operators_count + o;
            wide *restrict young = (wide *)t->young + place * CLASSES;
            const wide *restrict award = (const wide *)t->award + place * CLASSES;
            const double *restrict demand = t->demand + place * CLASSES;
            wide delivered[CLASSES] = {{0}};
            for (int k = 0; k < CLASSES; k++) {
                if (demand[k] == 0.0) continue;
                wide placed = demand[k] * award[k];
                delivered[k] = placed * part;
                young[k] += delivered[k];
                bought[k] += delivered[k];
            }
            four came = sums(delivered);
            for (int k = 0; k < CLASSES; k++) {
                double left = demand[k] - came[k];
                t->unmet[o * CLASSES + k] = left > ROUNDING * demand[k] ? left : 0.0;
                if (rationed && left > 0.0)
                    ask(w, award[k], demand[k] * award[k] * missing, capped && k == RAN_5G);
            }
        }
        memcpy((wide *)t->bought + (w->run * t->countries_count + c) * CLASSES, bought,
               sizeof bought);
    }
}

/* Second sources deliver what they can spare. */
static void lend(const world_t *w) {
    const tables_t *t = w->t;
    for (int64_t o = 0; o < t->operators_count; o++) {
        int64_t c = t->operators[o].country, place = w->run * t->operators_count + o;
        wide missing = 1.0 - parts_of(w, c);
        wide *young = (wide *)t->young + place * CLASSES;
        wide *bought = (wide *)t->bought + (w->run * t->countries_count + c) * CLASSES;
        bool capped = t->governments[w->run * t->countries_count + c].level == CAP;
        for (int k = 0; k < CLASSES; k++) {
            double *unmet = t->unmet + o * CLASSES + k;
            if (*unmet <= 0.0) continue;
            wide award = ((const wide *)t->award)[place * CLASSES + k];
            wide wanted = t->demand[place * CLASSES + k] * award * missing;
            for (int v = 0; v < VENDORS; v++) {
                if (wanted[v] <= 0.0) continue;
                int other = second_source(w, award, v, capped && k == RAN_5G);
                if (other < 0) continue;
                double extra = w->p->second_offer * wanted[v] * w->granted[other];
                young[k][other] += extra;
                bought[k][other] += extra;
                *unmet -= extra;
            }
        }
    }
}

static void wait_and_overstay(const world_t *w) {
    const tables_t *t = w->t;
    for (int64_t c = 0; c < t->countries_count; c++) {
        const countries_t *country = t->countries + c;
        const governments_t *g = t->governments + w->run * t->countries_count + c;
        double waiting = 0.0, lapsed = 0.0, overdue = 0.0;
        bool late = g->level == REMOVAL && w->quarter >= g->deadline;
        for (int64_t o = country->first_operator; o < country->last_operator; o++) {
            int64_t place = w->run * t->operators_count + o;
            for (int k = 0; k < CLASSES; k++) {
                if (k == RAN_5G) continue;
                double missing = most(0.0, t->unmet[o * CLASSES + k]);
                double limit = w->p->backlog_quarters * t->operators[o].spend_usd_m[MARKET[k]];
                double kept = least(missing, limit);
                t->backlog[place * CLASSES + k] = kept;
                waiting += kept;
                lapsed += missing - kept;
            }
            if (!late) continue;
            const wide *young = (const wide *)t->young + place * CLASSES;
            const wide *old = (const wide *)t->old + place * CLASSES;
            for (int k = 0; k < CLASSES; k++)
                if (k != TRANSPORT) overdue += sum((young[k] + old[k]) * w->chinese);
        }
        t->waiting[w->run * t->countries_count + c] = waiting;
        t->lapsed[w->run * t->countries_count + c] = lapsed;
        t->overdue[w->run * t->countries_count + c] = overdue;
    }
}

static void book(world_t *w) {
    const tables_t *t = w->t;
    int64_t first = w->run * t->countries_count;
    wide revenue = {0}, cost = {0};
    for (int64_t c = first; c < first + t->countries_count; c++)
        for (int k = 0; k < CLASSES; k++) {
            wide bought = ((const wide *)t->bought)[c * CLASSES + k];
            revenue += bought;
            cost += bought * (1.0 / t->price_2014[c * MARKETS + MARKET[k]]);
        }
    cost *= exp(w->p->bloc_cost * (w->scene->bloc - w->scene->bloc_2014));
    for (int v = 0; v < VENDORS; v++) {
        vendors_t *vendor = w->vendors + v;
        double orders = w->orders[v], home = w->home_orders[v];
        vendor->orders_usd_m = orders;
        vendor->revenue_usd_m = revenue[v];
        vendor->cost_usd_m = cost[v];
        vendor->delivered_share = 1.0;
        if (orders > 0.0) {
            double delivered = home * w->home_ratio[v] + (orders - home) * w->ratio[v];
            vendor->delivered_share = least(1.0, delivered / orders);
        }
    }
}
