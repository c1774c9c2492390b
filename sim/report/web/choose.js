// Form parts: a list to choose from by typing, a list of choices, and a year that can play.
const FOUND = 8;
const folded = (text) => text.normalize("NFD").replace(/[\u0300-\u036f.]/g, "").toLowerCase();

// How well a word fits what was typed: whole, from its start, from the start of a word, inside.
function fit(text, wanted) {
  const word = folded(text);
  if (word === wanted) return 0;
  if (word.startsWith(wanted)) return 1;
  if (word.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(wanted))) return 2;
  return word.includes(wanted) ? 3 : 4;
}

// items: [{code, name, also}], also: what else people call it. Of equals the shorter name is first.
function matches(items, typed) {
  const wanted = folded(typed.trim());
  if (!wanted) return [];
  const rank = ({ code, name, also }) => {
    const fits = [name, ...also].map((word) => fit(word, wanted));
    return Math.min(...fits, folded(code).startsWith(wanted) ? fit(code, wanted) : 4);
  };
  return items.map((item) => [rank(item), item]).filter(([found]) => found < 4)
    .sort(([a, one], [b, other]) => a - b || one.name.length - other.name.length)
    .slice(0, FOUND).map(([, item]) => item);
}

class Search {
  constructor(input, items, pick) {
    Object.assign(this, { input, items, pick, found: [], at: -1 });
    this.list = byId(input.getAttribute("aria-controls"));
    this.none = byId(`${input.id}-none`);
    input.addEventListener("input", () => this.look());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    // A press must not take the focus from the field before it has been a choice.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("li");
      if (option) this.take([...this.list.children].indexOf(option));
    });
  }

  look() {
    this.found = matches(this.items, this.input.value);
    this.at = this.found.length ? 0 : -1;
    const typed = this.input.value.trim();
    this.none.textContent = typed && !this.found.length ? `No country is called \u201c${typed}\u201d.` : "";
    say(this.none.textContent || (typed ? `${this.found.length} found` : ""));
    this.render();
  }

  render() {
    const options = this.found.map(({ code, name }, i) => make("li", {
      role: "option", id: `${this.list.id}-${i}`, "aria-selected": i === this.at,
    }, `${name} (${code})`));
    this.list.replaceChildren(...options);
    this.list.hidden = !options.length;
    this.input.setAttribute("aria-expanded", String(options.length > 0));
    this.input.setAttribute("aria-activedescendant", this.at < 0 ? "" : `${this.list.id}-${this.at}`);
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.found.length) {
      event.preventDefault();
      this.at = (this.at + step + this.found.length) % this.found.length;
      this.render();
    } else if (event.key === "Enter" && this.at >= 0) {
      event.preventDefault();
      this.take(this.at);
    } else if (event.key === "Escape") {
      this.close();
    }
  }

  take(index) {
    const { code, name } = this.found[index];
    this.input.value = name;
    this.close();
    this.pick(code);
  }

  close() {
    this.found = [];
    this.at = -1;
    this.render();
  }
}

// options: [value, label, is it disabled]
function putOptions(select, options) {
  select.replaceChildren(...options.map(([value, label, off]) =>
    make("option", off ? { value, disabled: "" } : { value }, label)));
}

function select(id, value) {
  const field = byId(id);
  if ([...field.options].some((option) => option.value === value && !option.disabled)) {
    field.value = value;
  }
}

// Playing moves a slider year by year; for those who want less motion it goes one year a press.
function startPlay(button, slider) {
  let timer = 0;
  const last = () => Number(slider.value) >= Number(slider.max);
  function go(year) {
    slider.value = year;
    slider.dispatchEvent(new Event("input"));
  }
  function stop() {
    clearInterval(timer);
    timer = 0;
    button.textContent = calm.matches ? "Next year" : "Play";
  }
  function step() {
    go(Number(slider.value) + 1);
    if (last()) stop();
  }
  button.addEventListener("click", () => {
    if (timer) return stop();
    if (calm.matches) return go(last() ? slider.min : Number(slider.value) + 1);
    if (last()) go(slider.min);
    button.textContent = "Pause";
    timer = setInterval(step, 700);
    return undefined;
  });
  slider.addEventListener("pointerdown", stop);
  slider.addEventListener("keydown", stop);
  calm.addEventListener("change", stop);
  stop();
}
