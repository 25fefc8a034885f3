"use strict";
/* The page of a network: vis-network draws signs and lines where they were placed beforehand; the rest is ours.

   data = {options, nodes, edges, leftOut, directed, groups: [{nodes, edges, leftOut}]}
   A node is vis-network's, with type, papers, year and href (kg/views/networks.py); one that stands for a community has
   members, community (its place in groups) and best (names in it). */
claimgraph.onPage("#explorer", (signal) => {
  const TYPES = { Method: "Methods", Dataset: "Data sets", Metric: "Metrics", Task: "Tasks" };
  const ONE = { Method: "Method", Dataset: "Data set", Metric: "Metric", Task: "Task" };
  const SIGNS = {
    Method: "M12 6a6 6 0 1 1-12 0a6 6 0 1 1 12 0", Dataset: "M1 1h10v10h-10z",
    Metric: "M6-.6l6.6 6.6l-6.6 6.6l-6.6-6.6z", Task: "M6 0l6.4 11h-12.8z",
  };
  const MANY = 400; // lines; more are left out while the reader drags
  const STEPS = [1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];
  const FEW = 8; // names that the card lists
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("network-data").textContent);
  const frame = byId("network");
  const isUpright = frame.clientHeight > 1.1 * frame.clientWidth && !data.directed; // a phone: the picture on its side
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const count = (number, one, many = `${one}s`) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
  let view = null; // the picture on the screen: {nodes, edges, byId, joined, network, sets}
  let colours = {};
  let chosen = null;
  let hovered = null;
  let isMoving = false;
  let isHeld = false;

  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else made.setAttribute(name, value);
    }
    made.append(...children.filter((child) => child !== ""));
    return made;
  }

  function sign(type) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("viewBox", "0 0 12 12");
    svg.setAttribute("class", `sign ${type}`);
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", SIGNS[type]);
    svg.append(path);
    return svg;
  }

  /* what is drawn */

  function readColours() {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    colours = { text: colour("text"), quiet: colour("quiet"), halo: colour("sunken"), edge: colour("edge"), strong: colour("edge-strong"), accent: colour("accent"), font: colour("sans") };
    for (const type of Object.keys(TYPES)) colours[type] = colour(type.toLowerCase());
  }

  const isShown = (node) => !hidden.types.has(node.type) && (node.papers ?? 0) >= hidden.fewest && (!hidden.since || node.year >= hidden.since);
  const hidden = { types: new Set(), fewest: 0, since: 0 };

  const nodeColour = ({ type }) => ({ background: colours[type], border: colours.halo });
  const edgeColour = (edges) => ({ color: colours.edge, inherit: false, opacity: Math.max(0.45, Math.min(1, 500 / edges.length)) });

  function forVis({ id, x, y, size, shape, type, members, label }) {
    const place = isUpright ? { x: y, y: x } : { x, y };
    const look = members ? { shape: "dot" } : { shape };
    return { id, ...place, ...look, size, color: nodeColour({ type }), borderWidth: members ? 0 : 1.5 };
  }

  function open(picture) {
    view?.network.destroy();
    chosen = hovered = null;
    const nodes = [...picture.nodes].sort((a, b) => weight(b) - weight(a) || a.id - b.id);
    const places = new Map(nodes.map((node) => [node.id, node]));
    const joined = new Map(nodes.map(({ id }) => [id, []]));
    for (const edge of picture.edges) {
      joined.get(edge.from).push(edge);
      joined.get(edge.to).push(edge);
    }
    const sets = { nodes: new vis.DataSet(nodes.map(forVis)), edges: new vis.DataSet(picture.edges) };
    const options = structuredClone(data.options);
    options.edges.color = edgeColour(picture.edges);
    options.interaction.hideEdgesOnDrag = options.interaction.hideEdgesOnZoom = picture.edges.length > MANY;
    view = { picture, nodes, edges: picture.edges, places, joined, sets, network: new vis.Network(frame, sets, options) };
    fillFilters();
    listenToDrawing(view.network);
    showWhole();
    showCard();
  }

  const weight = (node) => node.members ?? node.papers ?? 0;

  function listenToDrawing(network) {
    network.on("afterDrawing", drawOver);
    network.on("hoverNode", ({ node }) => { hovered = node; network.redraw(); });
    network.on("blurNode", () => { hovered = null; network.redraw(); });
    network.on("dragStart", () => (isMoving = true));
    network.on("dragEnd", () => { isMoving = false; network.redraw(); });
    network.on("click", ({ nodes: [id] }) => choose(id ?? null));
    network.on("doubleClick", ({ nodes: [id] }) => follow(view.places.get(id)));
  }

  /** Open what a node stands for: its community, or its page. */
  function follow(node) {
    if (!node) return;
    if (node.members) location.hash = `community-${node.community + 1}`;
    else if (node.href) location.href = node.href;
  }

  function choose(id) {
    if (id !== null && view.places.get(id).members) return follow(view.places.get(id));
    chosen = id;
    showCard();
    view.network.redraw();
  }

  /* what is drawn over it: what stands with the name chosen, and the labels */

  /** List what is on the screen, the most important first. */
  function onScreen() {
    const [wide, high, scale, middle] = [frame.clientWidth, frame.clientHeight, view.network.getScale(), view.network.getViewPosition()];
    const near = chosen === null ? null : new Set([chosen, ...others(chosen)]);
    const found = [];
    const first = [];
    for (const node of view.nodes) {
      if (!isShown(node)) continue;
      const [at, on] = isUpright ? [node.y, node.x] : [node.x, node.y];
      const [x, y, reach] = [(at - middle.x) * scale + wide / 2, (on - middle.y) * scale + high / 2, node.size * scale];
      if (x < -reach || x > wide + reach || y < -reach || y > high + reach) continue;
      const certain = node.id === chosen || node.id === hovered;
      const placed = { node, x, y, reach, certain, text: (node.text ??= networkLabels.shorten(node.label)), more: node.best ? (node.more ??= networkLabels.shorten(node.best.slice(0, 2).join(", "))) : "", isNear: !near || near.has(node.id) || certain };
      (certain ? first : found).push(placed);
    }
    return { nodes: [...first, ...found], wide, high };
  }

  const others = (id) => view.joined.get(id).map(({ from, to }) => (from === id ? to : from));

  function drawOver(context) {
    const screen = onScreen();
    if (chosen !== null || hovered !== null) drawNear(context, screen);
    networkLabels.write(context, screen.nodes.filter(({ isNear }) => isNear), screen, colours);
  }

  /** Draw a veil over all but the name chosen and what stands with it; mark the lines of the name pointed at. */
  function drawNear(context, screen) {
    const places = new Map(screen.nodes.map((placed) => [placed.node.id, placed]));
    context.save();
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    if (chosen !== null) {
      context.globalAlpha = 0.8;
      context.fillStyle = colours.halo;
      context.fillRect(0, 0, screen.wide, screen.high);
      context.globalAlpha = 1;
    }
    const centre = hovered ?? chosen;
    for (const id of new Set([chosen, centre])) if (id !== null) drawLines(context, id, places);
    for (const placed of places.values()) if (chosen !== null && placed.isNear) drawSign(context, placed);
    context.restore();
  }

  function drawLines(context, id, places) {
    context.strokeStyle = context.fillStyle = id === hovered ? colours.accent : colours.strong;
    for (const { from, to, width } of view.joined.get(id)) {
      const [a, b] = [places.get(from), places.get(to)];
      if (!a || !b) continue;
      context.lineWidth = Math.max(1, Math.min(width, 3));
      context.beginPath();
      context.moveTo(a.x, a.y);
      context.lineTo(b.x, b.y);
      context.stroke();
      if (data.directed) drawArrow(context, a, b);
    }
  }

  function drawArrow(context, a, b) {
    const angle = Math.atan2(b.y - a.y, b.x - a.x);
    const [x, y] = [b.x - Math.cos(angle) * b.reach, b.y - Math.sin(angle) * b.reach];
    context.beginPath();
    context.moveTo(x, y);
    for (const turn of [-0.4, 0.4]) context.lineTo(x - 9 * Math.cos(angle + turn), y - 9 * Math.sin(angle + turn));
    context.fill();
  }

  function drawSign(context, { node, x, y, reach }) {
    context.save();
    context.translate(x - reach, y - reach);
    context.scale(reach / 6, reach / 6);
    context.fillStyle = colours[node.type];
    context.fill(signPath(node.type));
    context.restore();
  }

  const paths = new Map();
  const signPath = (type) => paths.get(type) ?? paths.set(type, new Path2D(SIGNS[type])).get(type);

  /* the card of the name chosen */

  function showCard() {
    const card = byId("chosen");
    card.hidden = chosen === null;
    if (chosen === null) return;
    const node = view.places.get(chosen);
    const href = node.href || claimgraph.beyond(node.type, node.label);
    const facts = [ONE[node.type], count(node.papers ?? 0, "paper"), node.year ? `since ${node.year}` : ""];
    card.replaceChildren(
      element("h2", {}, element("bdi", {}, node.label)),
      element("p", { class: "quiet" }, facts.filter(Boolean).join(" · ")),
      element("button", { type: "button", class: "shut", "aria-label": "Close", onclick: () => choose(null) }, "×"),
      ...(data.directed ? [linesOf("Beats", "from"), linesOf("Beaten by", "to")] : [linesOf("", "")]),
      ...(href ? [element("a", { class: "open", href }, "Open its page")] : [element("p", { class: "quiet" }, "It has no page: kg explain GRAPH ", element("bdi", {}, JSON.stringify(node.label)))]),
    );
    card.scrollTop = 0;
  }

  /** List the names on the lines of the name chosen: all, or those on which it stands at one end. */
  function linesOf(title, end) {
    const lines = view.joined.get(chosen).filter((edge) => !end || edge[end] === chosen);
    lines.sort((a, b) => b.count - a.count || a.id - b.id);
    const items = lines.slice(0, FEW).map((edge) => {
      const other = view.places.get(edge.from === chosen ? edge.to : edge.from);
      const label = element("button", { type: "button", onclick: () => choose(other.id) }, element("bdi", {}, other.label));
      return element("li", {}, sign(other.type), label, element("span", { class: "count" }, String(edge.count)));
    });
    if (lines.length > FEW) items.push(element("li", { class: "quiet" }, `and ${count(lines.length - FEW, "more", "more")}`));
    const head = title && items.length ? [element("p", { class: "quiet" }, title)] : [];
    return element("div", { class: "with" }, ...head, element("ul", {}, ...items));
  }

  /* filters */

  function fillFilters() {
    hidden.types.clear();
    hidden.fewest = hidden.since = 0;
    const isOverview = view.nodes.some((node) => node.members);
    const present = Object.keys(TYPES).filter((type) => !isOverview && view.nodes.some((node) => node.type === type));
    byId("types").replaceChildren(...present.map(typeBox));
    fill("fewest", STEPS.filter((step) => step < Math.max(0, ...view.nodes.map((node) => node.papers ?? 0))), "any number", (step) => `${step} or more`);
    const years = [...new Set(view.nodes.map((node) => node.year).filter(Boolean))].sort();
    fill("since", years.slice(1), "any year", String);
    for (const id of ["fewest", "since"]) byId(`${id}-label`).hidden = isOverview || byId(id).options.length < 2;
    byId("toolbar").hidden = byId("zoom").hidden = false;
    byId("back").hidden = !data.groups || view.picture === data;
    tellShown();
  }

  function fill(id, values, any, say) {
    const options = values.filter((value) => value > 1).map((value) => element("option", { value: String(value) }, say(value)));
    byId(id).replaceChildren(element("option", { value: "0" }, any), ...options);
  }

  function typeBox(type) {
    const box = element("input", { type: "checkbox", id: `type-${type}`, checked: "", onchange: filter });
    return element("label", {}, box, sign(type), TYPES[type]);
  }

  function filter() {
    for (const type of Object.keys(TYPES)) {
      if (byId(`type-${type}`)?.checked === false) hidden.types.add(type);
      else hidden.types.delete(type);
    }
    hidden.fewest = Number(byId("fewest").value);
    hidden.since = Number(byId("since").value);
    const shown = new Set(view.nodes.filter(isShown).map(({ id }) => id));
    view.sets.nodes.update(view.nodes.map(({ id }) => ({ id, hidden: !shown.has(id) })));
    view.sets.edges.update(view.edges.map(({ id, from, to }) => ({ id, hidden: !shown.has(from) || !shown.has(to) })));
    if (chosen !== null && !shown.has(chosen)) choose(null);
    tellShown();
  }

  function tellShown() {
    const [all, shown] = [view.nodes.length, view.nodes.filter(isShown).length];
    const left = view.picture === data ? 0 : view.picture.leftOut;
    const what = view.nodes.some((node) => node.members) ? count(all, "community", "communities") : shown === all ? count(all, "name") : `${shown.toLocaleString("en")} of ${count(all, "name")}`;
    byId("shown").textContent = left ? `${what}, ${left.toLocaleString("en")} more left out` : what;
  }

  /* the reader's hand */

  /** Show the whole network, with room for the labels at its edges. */
  function showWhole() {
    view.network.fit({ animation: false, maxZoomLevel: 1.6 });
    view.network.moveTo({ scale: view.network.getScale() * 0.92 });
  }

  const zoom = (factor) =>
    view.network.moveTo({ scale: Math.min(Math.max(view.network.getScale() * factor, 0.03), 6), animation: calm.matches ? false : { duration: 160 } });

  function paint() {
    readColours();
    view.network.setOptions({ edges: { color: edgeColour(view.edges) } });
    view.sets.nodes.update(view.nodes.map((node) => ({ id: node.id, color: nodeColour(node) })));
    view.sets.edges.update(view.edges.map(({ id }) => ({ id, color: edgeColour(view.edges) })));
  }

  function followAddress() {
    const number = /^#community-(\d+)$/.exec(location.hash)?.[1];
    const group = data.groups?.[number - 1];
    if ((group ?? data) !== view?.picture) open(group ?? data);
  }

  function listen() {
    addEventListener("claimgraph-theme", paint, { signal });
    addEventListener("hashchange", followAddress, { signal });
    signal.addEventListener("abort", () => view.network.destroy());
    // The wheel scrolls the page until the reader has taken hold of the network.
    frame.addEventListener("pointerdown", () => (isHeld = true));
    frame.addEventListener("pointerleave", () => (isHeld = false));
    for (const name of ["wheel", "mousewheel"]) frame.addEventListener(name, (event) => isHeld || event.stopPropagation(), { capture: true, passive: true });
    byId("closer").addEventListener("click", () => zoom(1.4));
    byId("farther").addEventListener("click", () => zoom(1 / 1.4));
    byId("whole").addEventListener("click", showWhole);
    byId("back").addEventListener("click", () => (location.hash = "all"));
    byId("fewest").addEventListener("change", filter);
    byId("since").addEventListener("change", filter);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && chosen !== null && !event.target.matches("input")) choose(null);
    }, { signal });
  }

  readColours();
  listen();
  followAddress();
  window.networkPage = {
    choose,
    view: () => view,
    isShown,
    /** Where a node is on the page. */
    place(id) {
      const [box, at] = [frame.getBoundingClientRect(), view.network.canvasToDOM(view.network.getPosition(id))];
      return { x: box.x + at.x, y: box.y + at.y };
    },
  };
});
