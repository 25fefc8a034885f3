"use strict";
/* The drawing: vis-network places and draws nodes and edges; the labels are ours, so that none lies upon another. */
const LABEL_SIZE = 12.5;
const LABEL_LENGTH = 30;
const ASSURED = 24; // labels that keep clear of large nodes only, so that a crowd still shows its best connected names
const hiddenTypes = new Set();
const upright = byId("network").clientHeight > 1.1 * byId("network").clientWidth; // a phone: turn the picture on its side
const nodes = new vis.DataSet(data.nodes.map((node) => (upright ? { ...node, x: node.y, y: node.x } : node)));
const edges = new vis.DataSet(data.edges);
const radius = new Map(data.nodes.map((node) => [node.id, node.size]));
const widths = new Map(data.edges.map((edge) => [edge.id, edge.width]));
const network = new vis.Network(byId("network"), { nodes, edges }, data.options);
const labels = Object.keys(data.names).map((id) => ({ id, text: shorten(labelOf(id), LABEL_LENGTH), width: 0 }));
const dark = matchMedia("(prefers-color-scheme: dark)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let colours = {};
let selected = null;
let hovered = null;

const isShown = (id) => !hiddenTypes.has(data.names[id].type);
const isNear = (id) => selected === null || id === selected || neighboursOf.get(selected).includes(id);

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
        id: edge.id, hidden: !isShown(edge.from) || !isShown(edge.to), width: chosen ? widths.get(edge.id) + 0.6 : widths.get(edge.id),
        color: { color: colour(chosen ? "edge-strong" : "edge"), inherit: false, opacity: chosen ? 1 : selected === null ? strength : strength * 0.3 },
      };
    }),
  );
}

/** Write labels, the most important first, wherever there is room; always the same size on the screen. */
function writeLabels(context) {
  const taken = [];
  const [large, all] = [obstacles(9), obstacles(5)];
  context.save();
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.font = `500 ${LABEL_SIZE}px ${colours.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 4.5;
  context.strokeStyle = colours.halo;
  context.fillStyle = colours.text;
  for (const label of byImportance()) {
    label.width ||= context.measureText(label.text).width;
    const places = placesFor(label);
    const free = (place) => ![taken, taken.length < ASSURED ? large : all].flat().some((other) => overlap(place, other));
    const box = places.find(free) ?? (label.id === selected || label.id === hovered ? places[0] : null);
    if (!box) continue;
    taken.push(box);
    context.strokeText(label.text, (box.left + box.right) / 2, (box.top + box.bottom) / 2);
    context.fillText(label.text, (box.left + box.right) / 2, (box.top + box.bottom) / 2);
  }
  context.restore();
}

const overlap = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

/** Return where a node stands on the screen; `reach` is half its width there. */
function placeOf(id) {
  return { ...network.canvasToDOM(network.getPosition(id)), reach: radius.get(id) * network.getScale() };
}

/** List the boxes of nodes that are at least so large on the screen: they keep the labels of others off. */
function obstacles(least) {
  const large = data.nodes.filter(({ id }) => isShown(id) && isNear(id) && radius.get(id) * network.getScale() > least);
  return large.map(({ id }) => {
    const { x, y, reach } = placeOf(id);
    return { left: x - reach * 0.8, right: x + reach * 0.8, top: y - reach * 0.8, bottom: y + reach * 0.8 };
  });
}

/** List where a label may stand: beneath its node, above, to the right, to the left; within the frame. */
function placesFor({ id, width }) {
  const { x, y, reach } = placeOf(id);
  const frame = byId("network");
  if (x < -reach || x > frame.clientWidth + reach || y < -reach || y > frame.clientHeight + reach) return [];
  const [wide, high] = [width / 2 + 3, LABEL_SIZE * 0.7];
  const inside = Math.max(wide + 4, Math.min(x, frame.clientWidth - wide - 4));
  const middles = [[inside, y + reach + high], [inside, y - reach - high], [x + reach + wide, y], [x - reach - wide, y]];
  const boxes = middles.map(([cx, cy]) => ({ left: cx - wide, right: cx + wide, top: cy - high, bottom: cy + high }));
  return boxes.filter(({ left, right }) => left >= 0 && right <= frame.clientWidth);
}

function byImportance() {
  const shown = labels.filter(({ id }) => isShown(id) && (isNear(id) || id === hovered));
  const weight = ({ id }) => (id === hovered || id === selected ? 2 : 0) + (data.names[id].type === "Paper" ? 0 : 1);
  return shown.sort((a, b) => weight(b) - weight(a) || data.names[b.id].neighbours - data.names[a.id].neighbours || (a.id < b.id ? -1 : 1));
}

/** Choose a name, or none: the address changes, and the page follows it. */
const select = (id) => location.assign(id === null ? "#all" : addressOf(id));

function followAddress() {
  const id = decodeURIComponent(location.hash.slice(1));
  if (id === "all") selected = null;
  else if (Object.hasOwn(data.names, id)) selected = id;
  else return;
  hideTip();
  if (selected === null) showStart();
  else {
    if (!isShown(id)) showType(data.names[id].type, true);
    network.fit({ nodes: [id, ...neighboursOf.get(id)], maxZoomLevel: 1.4, animation: calm.matches ? false : { duration: 350 } });
    showName(id);
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
