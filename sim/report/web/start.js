// Everything is there: begin.
for (const part of document.querySelectorAll("[data-live]")) part.hidden = false;
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hideTip();
});
addEventListener("scroll", hideTip, { passive: true, capture: true });
startTables();
startFigures();
const countries = readData("country-data");
const lookup = countries && new Lookup(new Known(countries));
const vendors = readData("vendor-data");
const gains = vendors && new Gains(vendors);
