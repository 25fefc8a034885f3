"use strict";
/* Put the page together. */
function showHeader() {
  byId("title").textContent = data.title;
  const kinds = ["Paper", "Method", "Dataset", "Metric", "Task", "Claim"].filter((kind) => data.counts[kind]);
  byId("counts").replaceChildren(
    ...kinds.map((kind) => element("li", {}, element("b", {}, data.counts[kind].toLocaleString("en")), element("span", {}, PLURALS[kind]))),
  );
  const shown = data.nodes.length;
  byId("left-out").textContent = data.leftOut
    ? `The ${shown.toLocaleString("en")} best connected of ${(shown + data.leftOut).toLocaleString("en")} names and papers; ${data.leftOut.toLocaleString("en")} left out to keep the picture legible (kg view --limit shows more)`
    : `All ${count(shown, "name and paper", "names and papers")}`;
}

function showTypes() {
  const present = TYPES.filter((type) => data.nodes.some((node) => node.group === type));
  const box = (type) =>
    element("input", { type: "checkbox", id: `type-${type}`, checked: true, onchange: (event) => showType(type, event.target.checked) });
  byId("types").append(
    ...present.map((type) => element("label", { title: `Show or hide ${PLURALS[type]}` }, box(type), sign(type), PLURALS[type][0].toUpperCase() + PLURALS[type].slice(1))),
  );
}

function listen() {
  network.on("afterDrawing", writeLabels);
  network.on("hoverNode", showTip);
  for (const event of ["blurNode", "dragStart", "zoom"]) network.on(event, hideTip);
  network.on("click", ({ nodes: [id] }) => select(id ?? null));
  dark.addEventListener("change", paint);
  addEventListener("hashchange", followAddress);
  // The wheel scrolls the page until the reader has taken hold of the network.
  byId("network").addEventListener("pointerdown", () => network.setOptions({ interaction: { zoomView: true } }));
  byId("network").addEventListener("pointerleave", () => {
    network.setOptions({ interaction: { zoomView: false } });
    hideTip();
  });
  byId("closer").addEventListener("click", () => zoom(1.4));
  byId("farther").addEventListener("click", () => zoom(1 / 1.4));
  byId("whole").addEventListener("click", showWhole);
  byId("search").addEventListener("input", showHits);
  byId("search").addEventListener("keydown", searchKey);
  byId("search").addEventListener("focus", showHits);
  byId("search").addEventListener("blur", () => openHits(false));
  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input")) return;
    if (event.key === "/") {
      event.preventDefault();
      byId("search").focus();
    } else if (event.key === "Escape" && selected !== null) select(null);
  });
}

showHeader();
showTypes();
showStart();
showLeaderboards();
listen();
paint();
showWhole();
followAddress();
document.documentElement.dataset.ready = "yes";
