"use strict";
/* The drawing: vis-network draws nodes and edges where they were placed beforehand. */
const hiddenTypes = new Set();
const upright = byId("network").clientHeight > 1.1 * byId("network").clientWidth; // a phone: turn the picture on its side
const nodes = new vis.DataSet(data.nodes.map((node) => (upright ? { ...node, x: node.y, y: node.x } : node)));
const edges = new vis.DataSet(data.edges);
const radius = new Map(data.nodes.map((node) => [node.id, node.size]));
const network = new vis.Network(byId("network"), { nodes, edges }, data.options);
const dark = matchMedia("(prefers-color-scheme: dark)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const addresses = new Map([["#all", null], ...Object.keys(data.names).map((id) => [addressOf(id), id])]);
let colours = {};
let selected = null;
let near = null; // the name chosen and its neighbours
let hovered = null;

const isShown = (id) => !hiddenTypes.has(data.names[id].type);
const isNear = (id) => near === null || near.has(id);

/** Bring the drawing in line with the theme, the types shown and the name chosen. */
function paint() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  colours = { text: colour("text"), halo: colour("sunken"), font: style.getPropertyValue("--sans") };
  const strength = Math.max(0.55, Math.min(1, 300 / data.edges.length)); // many edges are drawn fainter
  nodes.update(
    data.nodes.map(({ id, group }) => {
      const fill = colour(TYPES.includes(group) ? group.toLowerCase() : "paper");
      const border = id === selected ? colours.text : colours.halo;
      return {
        id, hidden: !isShown(id), opacity: isNear(id) ? 1 : 0.22, borderWidth: id === selected ? 3 : 1.5,
        color: { background: fill, border, highlight: { background: fill, border }, hover: { background: fill, border } },
      };
    }),
  );
  edges.update(
    data.edges.map((edge) => {
      const chosen = edge.from === selected || edge.to === selected;
      return {
        id: edge.id, hidden: !isShown(edge.from) || !isShown(edge.to), width: edge.width + (chosen ? 0.6 : 0),
        color: { color: colour(chosen ? "edge-strong" : "edge"), inherit: false, opacity: chosen ? 1 : selected === null ? strength : strength * 0.3 },
      };
    }),
  );
}

/** Choose a name, or none: the address changes, and the page follows it. */
const select = (id) => location.assign(id === null ? "#all" : addressOf(id));

function followAddress() {
  const id = addresses.get(location.hash);
  if (id === undefined) return;
  selected = id;
  near = id === null ? null : new Set([id, ...neighboursOf.get(id)]);
  hideTip();
  if (selected === null) showStart();
  else {
    if (!isShown(id)) showType(data.names[id].type, true);
    network.fit({ nodes: [id, ...neighboursOf.get(id)], maxZoomLevel: 1.4, animation: calm.matches ? false : { duration: 350 } });
    showName(id);
    byId("panel").focus({ preventScroll: true }); // the next Tab is a link of the panel; a screen reader reads on there
    byId("panel").scrollIntoView({ block: "nearest" });
  }
  paint();
}

function showType(type, shown) {
  if (shown) hiddenTypes.delete(type);
  else hiddenTypes.add(type);
  byId(`type-${type}`).checked = shown;
  if (selected !== null && !isShown(selected)) select(null);
  else paint();
}

function showTip({ node, pointer }) {
  hovered = node;
  const name = data.names[node];
  const quotes = claimsAbout.get(node).filter((claim) => claim.quote);
  const kind = name.type === "Dataset" ? "Data set" : name.type;
  const facts = [kind, name.type === "Paper" ? name.date : count(name.papers || 0, "paper"), count(quotes.length, "quote")];
  const tip = byId("tip");
  tip.replaceChildren(
    element("b", { dir: "auto" }, shorten(labelOf(node), 120)),
    element("small", {}, facts.filter(Boolean).join(" · ")),
    ...quotes.slice(0, 2).map((claim) => element("q", { dir: "auto" }, shorten(claim.quote, 160))),
  );
  tip.hidden = false;
  const frame = byId("network");
  const x = Math.max(8, Math.min(pointer.DOM.x + 16, frame.clientWidth - tip.offsetWidth - 8));
  const below = pointer.DOM.y + 18;
  const y = below + tip.offsetHeight > frame.clientHeight ? Math.max(8, pointer.DOM.y - tip.offsetHeight - 14) : below;
  tip.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
}

function hideTip() {
  hovered = null;
  byId("tip").hidden = true;
}

/** Show the whole network, with room for the labels at its edges. */
function showWhole() {
  network.fit({ animation: false });
  network.moveTo({ scale: network.getScale() * 0.94 });
}

const zoom = (factor) =>
  network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.05), 5), animation: calm.matches ? false : { duration: 160 } });
