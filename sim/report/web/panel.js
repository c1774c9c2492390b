// One country: a sentence, its exposure as lines, and its numbers by scenario and by year.
const OWN = "#0b3c5d";
const BASE = "#757575";

class Panel {
  constructor(known) {
    this.known = known;
    this.chart = known.measures.some(({ key }) => key === "exposure")
      ? new LineChart(byId("country-chart")) : null;
    byId("country-years").addEventListener("toggle", () => this.byYear());
  }

  show(country, scenario, year) {
    Object.assign(this, { country, scenario, year });
    byId("country").hidden = country === undefined;
    byId("nobody").hidden = country !== undefined;
    if (country === undefined) return;
    const [code, name] = this.known.countries[country];
    byId("country-name").textContent = `${name} (${code})`;
    byId("country-words").textContent = this.sentence();
    if (this.chart) this.lines();
    this.byScenario();
    this.byYear();
  }

  has(key) {
    return Boolean(this.known.scenarios[this.scenario].figures[key]);
  }

  sentence() {
    const { known, country, scenario, year } = this;
    const { title, baseline } = known.scenarios[scenario];
    const words = (show) => known.words(show, scenario, country, year);
    const told = [];
    if (this.has("exposure")) told.push(words("exposure"));
    if (this.has("change")) {
      told.push(`against \u201c${known.scenarios[baseline].title}\u201d: ${words("change")}`);
    }
    if (this.has("median")) {
      const level = `median level of its government: ${words("median")} (${words("restricting")})`;
      told.push(known.countries[country][2] ? level : NOT_DECIDED);
    }
    return `${known.countries[country][1]} at the end of ${known.years[year]}, in \u201c${title}\u201d: ${
      told.join("; ")}.`;
  }

  lines() {
    const { known, country, scenario } = this;
    const line = (index, colour, dash) => {
      const [mean, low, high] = known.series(index, country);
      return { label: known.scenarios[index].title, colour, dash, mean, low, high };
    };
    const { baseline } = known.scenarios[scenario];
    const lines = baseline < 0 ? [] : [line(baseline, BASE, "6 4")];
    this.chart.show(`Exposure of ${known.countries[country][1]} by year, in per cent`, known.years,
      [...lines, line(scenario, OWN, "")], known.runs);
  }

  // The columns that this result has numbers for.
  columns() {
    return this.known.measures.map(({ key }) => key);
  }
  heads() {
    return this.known.measures.map(({ label }) => label);
  }

  byScenario() {
    const { known, country, year } = this;
    const name = known.countries[country][1];
    putTable(byId("country-scenarios"), `${name} at the end of ${known.years[year]}, by scenario: ${known.means}`,
      ["Scenario", ...this.heads()], known.scenarios.map(({ title, figures, baseline }, i) => [
        figures.change ? [title, `against \u201c${known.scenarios[baseline].title}\u201d`] : title,
        ...this.columns().map((key) => (figures[key] ? known.cell(key, i, country, year) : "\u2013"))]));
  }

  byYear() {
    if (!byId("country-years").open || this.country === undefined) return;
    const { known, country, scenario } = this;
    const keys = this.columns().filter((key) => this.has(key));
    const heads = known.measures.filter(({ key }) => keys.includes(key)).map(({ label }) => label);
    putTable(byId("country-years"),
      `${known.countries[country][1]} in \u201c${known.scenarios[scenario].title}\u201d, end of each year: ${known.means}`,
      ["Year", ...heads], known.years.map((told, year) => [String(told),
        ...keys.map((key) => known.cell(key, scenario, country, year))]));
  }
}
