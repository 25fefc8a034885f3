"use strict";
/* Labels of the network, ours instead of vis-network's: always the same size on the screen, and none upon another. */
const LABEL_SIZE = 12.5;
const LABEL_LENGTH = 30;
const ASSURED = 24; // labels that keep clear of large nodes only, so that a crowd still shows its best connected names
const MOST = 160; // more than a screen can hold
const labels = Object.keys(data.names).map((id) => ({ id, text: shorten(labelOf(id), LABEL_LENGTH) }));
labels.sort((a, b) => weightOf(b.id) - weightOf(a.id) || (a.id < b.id ? -1 : 1));

/** Names go before papers, and among them those with most neighbours. */
function weightOf(id) {
  return data.names[id].neighbours + (data.names[id].type === "Paper" ? 0 : 1e6);
}

/** Write labels, the most important first, wherever there is room. */
function writeLabels(context) {
  const placed = labelsInView();
  const [large, all] = [9, 5].map((least) => placed.filter(({ reach }) => reach > least).map(boxOfNode));
  const taken = [];
  startWriting(context);
  for (const label of placed) {
    if (taken.length >= MOST) break;
    label.width = widthOf(label, context);
    const nodes = taken.length < ASSURED ? large : all;
    const places = placesFor(label);
    const chosen = label.id === selected || label.id === hovered;
    const box = places.find((place) => isFree(place, taken) && isFree(place, nodes)) ?? (chosen ? places[0] : undefined);
    if (!box) continue;
    taken.push(box);
    context.strokeText(label.text, (box.left + box.right) / 2, (box.top + box.bottom) / 2);
    context.fillText(label.text, (box.left + box.right) / 2, (box.top + box.bottom) / 2);
  }
  context.restore();
}

function startWriting(context) {
  context.save();
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.font = `500 ${LABEL_SIZE}px ${colours.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 4.5;
  context.strokeStyle = colours.halo;
  context.fillStyle = colours.text;
}

/** List the labels whose nodes are on the screen, with the places of these: the name chosen first. */
function labelsInView() {
  const frame = byId("network");
  const [wide, high, scale] = [frame.clientWidth, frame.clientHeight, network.getScale()];
  const placed = [];
  for (const { id, text } of labels) {
    if (!isShown(id) || !(isNear(id) || id === hovered)) continue;
    const { x, y } = network.canvasToDOM(network.getPosition(id));
    const reach = radius.get(id) * scale; // half the width of the node on the screen
    if (x < -reach || x > wide + reach || y < -reach || y > high + reach) continue;
    placed.push({ id, text, x, y, reach, frame: wide });
  }
  const first = placed.filter(({ id }) => id === selected || id === hovered);
  return [...first, ...placed.filter((label) => !first.includes(label))];
}

const widths = new Map();

function widthOf({ id, text }, context) {
  if (!widths.has(id)) widths.set(id, context.measureText(text).width);
  return widths.get(id);
}

/** Return the box in which a node keeps labels off. */
function boxOfNode({ x, y, reach }) {
  return { left: x - reach * 0.8, right: x + reach * 0.8, top: y - reach * 0.8, bottom: y + reach * 0.8 };
}

/** List where a label may stand: beneath its node, above, to the right, to the left; within the frame. */
function placesFor({ x, y, reach, width, frame }) {
  const [wide, high] = [width / 2 + 3, LABEL_SIZE * 0.7];
  const inside = Math.max(wide + 4, Math.min(x, frame - wide - 4));
  const middles = [[inside, y + reach + high], [inside, y - reach - high], [x + reach + wide, y], [x - reach - wide, y]];
  const boxes = middles.map(([cx, cy]) => ({ left: cx - wide, right: cx + wide, top: cy - high, bottom: cy + high }));
  return boxes.filter(({ left, right }) => left >= 0 && right <= frame);
}

/** Tell whether a box overlaps none of the others. */
function isFree(box, others) {
  return !others.some((other) => box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top);
}
