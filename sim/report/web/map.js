// The world map: land, dots for small countries, and a legend.
const NO_DATA = "url(#hatched)";

class WorldMap {
  constructor(svg, land, tell, pick) {
    this.parts = new Map();
    svg.setAttribute("viewBox", `0 0 ${land.width} ${land.height}`);
    const hatch = draw("pattern", { id: "hatched", width: 9, height: 9, patternUnits: "userSpaceOnUse",
      patternTransform: "rotate(45)" }, draw("rect", { width: 9, height: 9, fill: "#e3e3e3" }),
    draw("line", { x1: 0, x2: 0, y1: 0, y2: 9, stroke: "#9a9a9a", "stroke-width": 3 }));
    svg.append(draw("defs", {}, hatch));
    const dots = [];
    for (const [code, path, dot] of land.shapes) {
      if (path) svg.append(this.part(code, "path", { d: path }));
      if (dot) dots.push(this.part(code, "circle", { cx: dot[0], cy: dot[1], r: 7 }));
    }
    svg.append(...dots);
    const under = (event) => event.target.getAttribute("data-code");
    svg.addEventListener("pointermove", (event) => {
      const text = under(event) && tell(under(event));
      if (text) showTip(text, event.clientX, event.clientY);
      else hideTip();
    });
    svg.addEventListener("pointerleave", hideTip);
    svg.addEventListener("click", (event) => {
      if (under(event)) pick(under(event));
    });
  }

  part(code, name, attributes) {
    const made = draw(name, { ...attributes, fill: NO_DATA });
    if (code) {
      fill(made, { "data-code": code, class: "country" }, []);
      this.parts.set(code, [...(this.parts.get(code) || []), made]);
    }
    return made;
  }

  paint(colourOf, picked) {
    for (const [code, parts] of this.parts) {
      for (const part of parts) {
        part.setAttribute("fill", colourOf(code));
        part.classList.toggle("picked", code === picked);
      }
    }
    // What is drawn last lies above its neighbours' borders.
    for (const part of this.parts.get(picked) || []) {
      if (part.nodeName === "circle") part.parentNode.append(part);
      else part.parentNode.insertBefore(part, part.parentNode.querySelector("circle"));
    }
  }
}

function putLegend(list, steps) {
  list.replaceChildren(...steps.map(([colour, words]) => {
    const swatch = draw("svg", { width: 18, height: 14, "aria-hidden": "true" },
      draw("rect", { width: 18, height: 14, fill: colour, stroke: "#6b6b6b" }));
    return make("li", {}, swatch, words);
  }));
}
