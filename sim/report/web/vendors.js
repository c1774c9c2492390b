// Who gains: every vendor's share of new spend, by scenario and region.
class Gains {
  constructor(data) {
    this.data = data;
    this.chosen = { gains: data.main, region: data.scopes[0][0], then: String(data.year) };
    this.chart = new LineChart(byId("gain-chart"));
    putOptions(byId("gains"), data.scenarios.map(({ name, title }) => [name, title]));
    putOptions(byId("region"), data.scopes);
    putOptions(byId("then"), data.years.map((year) => [String(year), year]));
    for (const id of ["gains", "region", "then"]) {
      byId(id).addEventListener("change", (event) => {
        this.chosen[id] = event.target.value;
        this.render();
        keepChoices(this.chosen);
      });
    }
    addEventListener("hashchange", () => this.follow(choices()));
    this.follow(choices());
  }

  follow(asked) {
    for (const id of ["gains", "region", "then"]) {
      select(id, asked[id] || this.chosen[id]);
      this.chosen[id] = byId(id).value;
    }
    this.render();
  }

  render() {
    const { data, chosen } = this;
    const scenario = data.scenarios.find(({ name }) => name === chosen.gains);
    const place = data.scopes.find(([key]) => key === chosen.region)[1];
    const figures = scenario.figures[chosen.region];
    const [shares, changes] = ["share", "change"].map((key) => figures[key] && unpack(figures[key], 100));
    const count = data.years.length;
    const of = (numbers, vendor, year) => [0, 1, 2].map((i) =>
      numbers[(i * data.vendors.length + vendor) * count + year]);
    const lines = data.vendors.map(({ label, colour }, vendor) => {
      const [mean, low, high] = [0, 1, 2].map((i) => data.years.map((_, year) => of(shares, vendor, year)[i]));
      return { label, colour, mean, low, high };
    });
    this.chart.show(`Shares of new spend, ${place}, in \u201c${scenario.title}\u201d, in per cent`,
      data.years, lines, data.runs);
    const year = data.years.indexOf(Number(chosen.then));
    const against = changes
      ? ` and its difference to \u201c${data.scenarios[scenario.baseline].title}\u201d in points` : "";
    putTable(byId("gain-table"),
      `Share of new spend (%) in ${chosen.then}, ${place}, in \u201c${scenario.title}\u201d${against}: ${data.means}`,
      ["Vendor", "Share (%)", ...(changes ? ["Difference (points)"] : [])],
      data.vendors.map(({ label }, vendor) => {
        const held = of(shares, vendor, year);
        const row = [label, [Number.isNaN(held[0]) ? number(NaN) : held[0].toFixed(1), range(held, data.runs), true]];
        if (!changes) return row;
        const change = of(changes, vendor, year);
        const span = change.every((value) => value === 0) ? "" : range(change, data.runs);
        return [...row, [number(change[0], true), span, figures.clear[vendor * count + year] === "1"]];
      }));
  }
}
