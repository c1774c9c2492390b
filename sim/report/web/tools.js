// What every other part uses. Text is only ever put in as text.
const SVG = "http://www.w3.org/2000/svg";
const MISSING = -32768;
const MINUS = "\u2212";
const byId = (id) => document.getElementById(id);

function fill(made, attributes, inside) {
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}
const make = (name, attributes = {}, ...inside) =>
  fill(document.createElement(name), attributes, inside);
const draw = (name, attributes = {}, ...inside) =>
  fill(document.createElementNS(SVG, name), attributes, inside);

function readData(id) {
  const script = byId(id);
  return script && JSON.parse(script.textContent);
}

// Numbers travel as tenths, or as hundredths, in two bytes each.
function unpack(text, parts = 10) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Array.from({ length: bytes.length / 2 }, (_, i) => {
    const whole = view.getInt16(2 * i, true);
    return whole === MISSING ? NaN : whole / parts;
  });
}

function number(value, signed = false) {
  if (Number.isNaN(value)) return "no value";
  // Hundredths are only there where tenths would be a false zero.
  const text = value === 0 ? "0" : value.toFixed(Math.abs(value) < 0.075 ? 2 : 1).replace("-", MINUS);
  return signed && value > 0 ? `+${text}` : text;
}
const share = (value) => `${value > 0 && value < 1 ? "under 1" : Math.round(value)} %`;
const range = ([, low, high], runs) =>
  runs < 2 ? "[one run: no range]" : `[${number(low)} to ${number(high)}]`;

// A text for those who listen; the last one counts.
function say(text) {
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { byId("said").textContent = text; }, 150);
}

function showTip(text, x, y) {
  const tip = byId("tip") || document.body.appendChild(make("div", { id: "tip", "aria-hidden": "true" }));
  tip.textContent = text;
  tip.hidden = false;
  const { width, height } = tip.getBoundingClientRect();
  const left = Math.min(Math.max(4, x + 14), innerWidth - width - 4);
  const top = y - height - 12 < 4 ? y + 18 : y - height - 12;
  Object.assign(tip.style, { left: `${left}px`, top: `${top}px` });
}
function hideTip() {
  if (byId("tip")) byId("tip").hidden = true;
}

const calm = matchMedia("(prefers-reduced-motion: reduce)");

// What is chosen stands in the address, so that it can be sent to somebody.
function choices() {
  return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
}
const kept = {};
function keepChoices(chosen) {
  Object.assign(kept, chosen);
  const told = Object.entries(kept).filter(([, value]) => value !== "");
  try {
    history.replaceState(null, "", `#${new URLSearchParams(told)}`);
  } catch {
    // Some browsers allow only so many changes at a time: the next one catches up.
  }
}

// Scroll to what has just changed where it lies below the screen; what was touched stays in sight.
function bringUp(part) {
  const { top } = part.getBoundingClientRect();
  if (top < innerHeight - 120) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  scrollBy({ top: top - 0.4 * innerHeight, behavior: still ? "auto" : "smooth" });
}
