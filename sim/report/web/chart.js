// A line chart over years: each line has a mean and, where there are several runs, a range.
const SPACE = { left: 40, right: 20, top: 12, bottom: 26 };
const LABELS = 150;

function roundUp(value) {
  const step = [1, 2, 5, 10, 20, 25, 50, 100].find((size) => value / size <= 5) || 100;
  return [Math.max(step, Math.ceil(value / step) * step), step];
}

// Labels at the right end, pushed apart where lines end together.
function spread(labels, height) {
  labels.sort((a, b) => a.y - b.y);
  labels.forEach((label, i) => { if (i) label.y = Math.max(label.y, labels[i - 1].y + 15); });
  for (let i = labels.length - 1; i >= 0; i -= 1) {
    const below = i + 1 < labels.length ? labels[i + 1].y - 15 : height - SPACE.bottom;
    labels[i].y = Math.min(labels[i].y, below);
  }
}

class LineChart {
  constructor(box) {
    this.box = box;
    this.picture = box.appendChild(make("div", { class: "picture chart" }));
    this.spots = [];
    pointing(box, this.picture, () => this.spots);
    new ResizeObserver(() => this.render()).observe(box);
  }

  // lines: [{label, colour, dash, mean, low, high}], one value a year; runs: how many.
  show(title, years, lines, runs) {
    Object.assign(this, { title, years, lines, runs });
    this.drawn = 0;
    this.box.setAttribute("aria-label", `${title} (arrow keys read its points)`);
    this.render();
  }

  render() {
    const width = Math.min(this.box.clientWidth, 900);
    if (!width || !this.lines || width === this.drawn) return;
    this.drawn = width;
    hideTip();
    const height = Math.max(230, Math.min(330, 0.5 * width));
    const named = width >= 560;
    const right = width - SPACE.right - (named ? LABELS : 0);
    const tops = this.lines.flatMap((line) => [...line.mean, ...line.high]).filter((v) => v >= 0);
    const [top, step] = roundUp(Math.max(1, ...tops));
    this.x = (i) => SPACE.left + (i / Math.max(1, this.years.length - 1)) * (right - SPACE.left);
    this.y = (v) => SPACE.top + (1 - v / top) * (height - SPACE.top - SPACE.bottom);
    this.spots = this.lines.flatMap((line) => this.years.flatMap((year, i) =>
      Number.isNaN(line.mean[i]) ? [] : [[this.x(i) / width, this.y(line.mean[i]) / height,
        `${line.label}, ${year}: ${number(line.mean[i])} % ${
          range([0, line.low[i], line.high[i]], this.runs)}`]]));
    const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": this.title });
    this.axes(svg, right, height, top, step);
    for (const line of this.lines) this.line(svg, line);
    if (named) this.labels(svg, right, height);
    const ring = this.picture.querySelector(".ring");
    ring.hidden = true;
    this.picture.replaceChildren(svg, ring, ...(named ? [] : [this.legend()]));
  }

  axes(svg, right, height, top, step) {
    for (let value = 0; value <= top; value += step) {
      const y = this.y(value);
      svg.append(draw("line", { x1: SPACE.left, x2: right, y1: y, y2: y, stroke: "#ddd" }),
        draw("text", { x: SPACE.left - 6, y: y + 4, "text-anchor": "end", class: "tick" },
          value === top ? `${value} %` : value));
    }
    this.years.forEach((year, i) => {
      if (year % 5) return;
      svg.append(draw("text", { x: this.x(i), y: height - 8, "text-anchor": "middle", class: "tick" },
        year));
    });
  }

  line(svg, { mean, low, high, colour, dash }) {
    const known = mean.flatMap((value, i) => (Number.isNaN(value) ? [] : [i]));
    const path = (values, order) => order.map((i) => `${this.x(i)} ${this.y(values[i])}`).join("L");
    if (!known.length) return;
    if (this.runs > 1) {
      const band = `M${path(high, known)}L${path(low, [...known].reverse())}Z`;
      svg.append(draw("path", { d: band, fill: colour, "fill-opacity": 0.14 }));
    }
    svg.append(draw("path", { d: `M${path(mean, known)}`, fill: "none", stroke: colour,
      "stroke-width": 2.2, "stroke-dasharray": dash || "none" }));
  }

  labels(svg, right, height) {
    const ends = this.lines.flatMap((line) => {
      const last = line.mean[line.mean.length - 1];
      return Number.isNaN(last) ? [] : [{ line, from: this.y(last), y: this.y(last) }];
    });
    spread(ends, height);
    for (const { line, from, y } of ends) {
      svg.append(draw("path", { d: `M${right + 2} ${from}L${right + 14} ${y}`, fill: "none",
        stroke: line.colour, "stroke-width": 1.5 }),
      draw("text", { x: right + 18, y: y + 4 }, shortened(line.label, 20)));
    }
  }

  legend() {
    return make("ul", { class: "legend" }, ...this.lines.map(({ label, colour, dash }) =>
      make("li", {}, draw("svg", { width: 24, height: 8, "aria-hidden": "true" },
        draw("line", { x1: 0, x2: 24, y1: 4, y2: 4, stroke: colour, "stroke-width": 2.5,
          "stroke-dasharray": dash || "none" })), label)));
  }
}

const shortened = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}\u2026` : text);
