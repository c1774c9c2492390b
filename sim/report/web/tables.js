// Tables: made from rows, and copied so that a spreadsheet reads numbers.
const plain = (text) => text.replaceAll(MINUS, "-").replace(/\s+/g, " ").trim();

function values(cell, parted) {
  const span = cell.querySelector(".range");
  const [, low, high] = (span && span.textContent.match(/\[(\S+) (?:to )?(\S+)\]/)) || ["", "", ""];
  const whole = span ? cell.textContent.replace(span.textContent, "") : cell.textContent;
  return parted ? [plain(whole), plain(low), plain(high)] : [plain(whole)];
}

// A column with ranges becomes three: its value, 5 % and 95 %.
function tabbed(table) {
  const rows = [...table.rows].map((row) => [...row.cells]);
  const parted = [...table.tHead.rows[0].cells].map((_, column) =>
    rows.some((cells) => cells[column] && cells[column].querySelector(".range")));
  const lines = rows.map((cells, line) => cells.flatMap((cell, column) => {
    if (line > 0) return values(cell, parted[column]);
    const name = plain(cell.textContent);
    return parted[column] ? [name, `${name}: 5 %`, `${name}: 95 %`] : [name];
  }));
  return lines.map((line) => line.join("\t")).join("\n");
}

function copyByHand(text) {
  const area = document.body.appendChild(make("textarea", { class: "unseen" }));
  area.value = text;
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByHand(text);
  }
}

function addCopy(box) {
  const button = make("button", { type: "button", class: "copy" }, "Copy table");
  button.addEventListener("click", async () => {
    const done = await copied(tabbed(box.querySelector("table")));
    button.textContent = done ? "Copied" : "Could not copy";
    button.focus();
    say(button.textContent);
    setTimeout(() => { button.textContent = "Copy table"; }, 2500);
  });
  box.append(button);
}

// A cell is a text, or [text, range, is it clear].
function cellOf(cell) {
  if (!Array.isArray(cell)) return make("td", {}, cell);
  const [text, span, clear] = cell;
  const made = make("td", clear ? {} : { class: "unclear" }, text);
  if (span) made.append(" ", make("span", { class: "range" }, span));
  return made;
}

// A name is a text, or [text, what is meant], as in the tables that are there from the start.
function nameOf(name) {
  if (!Array.isArray(name)) return make("th", { scope: "row" }, name);
  return make("th", { scope: "row" }, name[0], " ", make("span", { class: "about" }, name[1]));
}

function putTable(box, caption, heads, rows) {
  const table = make("table", {}, make("caption", {}, make("span", {}, caption)),
    make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", { scope: "col" }, head)))),
    make("tbody", {}, ...rows.map(([name, ...cells]) =>
      make("tr", {}, nameOf(name), ...cells.map(cellOf)))));
  const wide = box.querySelector(".wide");
  wide.setAttribute("aria-label", caption);
  wide.replaceChildren(table);
}

function startTables() {
  document.querySelectorAll(".table").forEach(addCopy);
  const opened = [];
  addEventListener("beforeprint", () => {
    // The list of all countries is pages long: it is printed for who has opened it.
    for (const part of document.querySelectorAll("details:not([open], #ranking)")) {
      part.open = true;
      // By itself it would be told too late for what is printed.
      part.dispatchEvent(new Event("toggle"));
      opened.push(part);
    }
  });
  addEventListener("afterprint", () => {
    while (opened.length) opened.pop().open = false;
  });
}
