// Look up a country: what is chosen, what is known, and what is shown of it.
const NOT_DECIDED = "its level is not decided in the model";

class Known {
  constructor(data) {
    Object.assign(this, data);
    this.place = new Map(this.countries.map(([code], i) => [code, i]));
    this.unpacked = new Map();
  }

  // Mean, low and high; or one number alone, as the measure has it.
  at(scenario, key, country, year) {
    const name = `${scenario} ${key}`;
    const packed = this.scenarios[scenario].figures[key];
    if (!packed) return [NaN, NaN, NaN];
    if (!this.unpacked.has(name)) this.unpacked.set(name, unpack(packed));
    const numbers = this.unpacked.get(name);
    const size = this.countries.length * this.years.length;
    const cell = country * this.years.length + year;
    return [0, 1, 2].map((i) => (i * size + cell < numbers.length ? numbers[i * size + cell] : NaN));
  }

  series(scenario, country) {
    const all = this.years.map((_, year) => this.at(scenario, "exposure", country, year));
    return [0, 1, 2].map((i) => all.map((found) => found[i]));
  }

  // A value to order by, NaN if there is none.
  value(show, scenario, country, year) {
    const isLevel = show === "restricting" || show === "median";
    if (isLevel && !this.countries[country][2]) return NaN;
    return this.at(scenario, show, country, year)[0];
  }

  clear(scenario, country, year) {
    const letters = this.scenarios[scenario].figures.clear;
    return letters?.[country * this.years.length + year] === "1";
  }

  // A cell of a table: [text, range, is it clear].
  cell(show, scenario, country, year) {
    const found = this.at(scenario, show, country, year);
    if (Number.isNaN(this.value(show, scenario, country, year))) {
      const level = show === "restricting" || show === "median";
      return [level && !this.countries[country][2] ? "not decided" : "no value", "", true];
    }
    if (show === "exposure") return [`${number(found[0])} %`, range(found, this.runs), true];
    if (show === "restricting") return [share(found[0]), "", true];
    if (show === "median") return [this.levels[found[0]], "", true];
    return [number(found[0], true), range(found, this.runs), this.clear(scenario, country, year)];
  }

  // The same in words, to stand after a name.
  words(show, scenario, country, year) {
    const [text, span, clear] = this.cell(show, scenario, country, year);
    if (text === "not decided") return NOT_DECIDED;
    if (show === "exposure") return `exposure ${text} ${span}`.trim();
    if (show === "restricting") return `no new kit or above in ${text} of runs`;
    if (show === "median" || !span) return text;
    const found = this.at(scenario, show, country, year);
    if (found.every((value) => value === 0)) return "the same to a tenth of a point";
    const size = `${number(Math.abs(found[0]))} points ${found[0] < 0 ? "lower" : "higher"} ${span}`;
    if (this.few) return `${size}; ${this.few}`;
    if (!clear) return `no clear change ${span.slice(0, -1)} points]`;
    return size;
  }
}

class Lookup {
  constructor(known) {
    this.known = known;
    this.chosen = { scenario: known.main, show: known.measures[0].key, year: known.year, country: "" };
    const land = known.map;
    if (land) {
      this.map = new WorldMap(byId("map"), land, (code) => this.tell(code),
        (code) => this.choose({ country: known.place.has(code) ? code : "" }));
    }
    this.panel = new Panel(known);
    this.search = new Search(byId("search"),
      known.countries.map(([code, name]) => ({ code, name, also: known.also[code] || [] })), (country) => this.choose({ country }));
    putOptions(byId("scenario"), known.scenarios.map(({ name, title }) => [name, title]));
    for (const id of ["scenario", "show"]) {
      byId(id).addEventListener("change", (event) => this.choose({ [id]: event.target.value }));
    }
    byId("year").addEventListener("input", (event) => this.choose({ year: Number(event.target.value) }));
    startPlay(byId("play"), byId("year"));
    byId("ranking").addEventListener("toggle", () => this.rank());
    addEventListener("hashchange", () => this.follow(choices()));
    this.follow(choices());
  }

  // Take over what an address says, where that is something there is.
  follow(asked) {
    const { known } = this;
    const year = Number(asked.year);
    if (known.scenarios.some(({ name }) => name === asked.scenario)) this.chosen.scenario = asked.scenario;
    if (known.measures.some(({ key }) => key === asked.show)) this.chosen.show = asked.show;
    if (known.years.includes(year)) this.chosen.year = year;
    if (known.place.has(asked.country)) this.chosen.country = asked.country;
    if (asked.country && known.place.has(asked.country)) byId("countries").scrollIntoView();
    this.render();
  }

  choose(change) {
    Object.assign(this.chosen, change);
    this.render();
    keepChoices(this.chosen);
    if (!change.country) return;
    say(byId("country-words").textContent);
    bringUp(byId("country"));
  }

  render() {
    hideTip(); // it would go on telling what was
    const { known, chosen } = this;
    const scenario = known.scenarios.findIndex(({ name }) => name === chosen.scenario);
    const { figures } = known.scenarios[scenario];
    if (!figures[chosen.show]) chosen.show = known.measures.find(({ key }) => figures[key]).key;
    this.measure = known.measures.find(({ key }) => key === chosen.show);
    Object.assign(this, { scenario, year: known.years.indexOf(chosen.year) });
    putOptions(byId("show"), known.measures.map(({ key, label }) => [key, label, !figures[key]]));
    select("show", chosen.show);
    select("scenario", chosen.scenario);
    byId("year").value = chosen.year;
    byId("year-said").textContent = chosen.year;
    byId("shown").textContent = this.heading();
    this.paint();
    this.rank();
    this.panel.show(known.place.get(chosen.country), scenario, this.year);
  }

  heading() {
    const { title, baseline } = this.known.scenarios[this.scenario];
    const against = this.chosen.show === "change"
      ? `, against \u201c${this.known.scenarios[baseline].title}\u201d` : "";
    return `${this.measure.title}, end of ${this.chosen.year}, in \u201c${title}\u201d${against}`;
  }

  tell(code) {
    const country = this.known.place.get(code);
    if (country === undefined) return "";
    const words = this.known.words(this.chosen.show, this.scenario, country, this.year);
    return `${this.known.countries[country][1]}, ${this.chosen.year}: ${words}`;
  }

  colour(code) {
    const country = this.known.place.get(code);
    if (country === undefined) return NO_DATA;
    const value = this.known.value(this.chosen.show, this.scenario, country, this.year);
    if (Number.isNaN(value)) return NO_DATA;
    const { unclear, steps } = this.measure;
    if (unclear && !this.known.few && !this.known.clear(this.scenario, country, this.year)) return unclear;
    return steps.findLast(([from], i) => i === 0 || value >= from)[1];
  }

  paint() {
    if (!this.map) return;
    this.map.paint((code) => this.colour(code), this.chosen.country);
    byId("map").setAttribute("aria-label",
      `World map. ${this.heading()}. The table of all countries below holds the same values.`);
    const { unclear, steps, none } = this.measure;
    putLegend(byId("legend"), [...steps.map(([, colour, words]) => [colour, words]),
      ...(unclear && !this.known.few ? [[unclear, "no clear change"]] : []), [NO_DATA, none]]);
  }

  rank() {
    if (!byId("ranking").open) return;
    const { known, chosen, scenario, year } = this;
    const order = known.countries.map((_, i) => [known.value(chosen.show, scenario, i, year), i])
      .sort(([a], [b]) => (Number.isNaN(a) ? 1 : Number.isNaN(b) ? -1 : b - a));
    putTable(byId("ranking"), this.heading(), ["Country", this.measure.label],
      order.map(([, i]) => [known.countries[i][1], known.cell(chosen.show, scenario, i, year)]));
  }
}
