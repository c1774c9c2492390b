// Pointing at a drawing: the nearest point that means something is named; arrow keys walk.
const NEAR = 44;

function pointing(box, picture, spots) {
  const ring = picture.appendChild(make("div", { class: "ring" }));
  ring.hidden = true;
  let at = -1;

  function place([x, y]) {
    const area = picture.getBoundingClientRect();
    return [area.left + x * area.width, area.top + y * area.height];
  }
  function hide() {
    ring.hidden = true;
    hideTip();
  }
  function show(index) {
    at = index;
    const spot = spots()[at];
    Object.assign(ring.style, { left: `${100 * spot[0]}%`, top: `${100 * spot[1]}%` });
    ring.hidden = false;
    return spot;
  }
  function nearest(event) {
    let best = -1;
    let least = NEAR;
    spots().forEach((spot, index) => {
      const [x, y] = place(spot);
      const distance = Math.hypot(event.clientX - x, event.clientY - y);
      if (distance < least) [best, least] = [index, distance];
    });
    return best;
  }
  function follow(event) {
    const index = nearest(event);
    if (index < 0) return hide();
    const spot = show(index);
    return showTip(spot[2], ...place(spot));
  }
  picture.addEventListener("pointermove", follow);
  picture.addEventListener("pointerdown", follow);
  picture.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse") hide();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!picture.contains(event.target)) hide();
  });

  box.addEventListener("keydown", (event) => {
    const last = spots().length - 1;
    const moved = {
      ArrowRight: Math.min(at + 1, last), ArrowDown: Math.min(at + 1, last),
      ArrowLeft: Math.max(at - 1, 0), ArrowUp: Math.max(at - 1, 0), Home: 0, End: last,
    }[event.key];
    if (event.key === "Escape") hide();
    if (moved === undefined || last < 0) return;
    event.preventDefault();
    const spot = show(moved);
    ring.scrollIntoView({ block: "nearest", inline: "nearest" });
    // Scrolling hides what is shown; it is told of before the next frame.
    requestAnimationFrame(() => showTip(spot[2], ...place(spot)));
    say(spot[2]);
  });
  box.addEventListener("blur", hide);
}

function startFigures() {
  for (const figure of document.querySelectorAll("figure")) {
    const script = figure.querySelector("script.spots");
    if (!script) continue;
    const spots = JSON.parse(script.textContent);
    const box = figure.querySelector(".wide");
    box.setAttribute("aria-label", `${box.getAttribute("aria-label")} (arrow keys read its points)`);
    pointing(box, figure.querySelector(".picture"), () => spots);
  }
}
