"use strict";
/* Labels of a network, ours instead of vis-network's: always the same size on the screen, and none upon another. */
const networkLabels = (() => {
  const SIZE = 13;
  const LENGTH = 32;
  const MOST = 140; // more than a screen can hold
  const ASSURED = 24; // labels that keep clear of other labels only, so that a crowd still shows its best connected names
  const CELL = 96; // of the grid in which boxes are looked up

  /** Cut a text between whole characters. */
  function shorten(text) {
    const characters = Array.from(text.slice(0, LENGTH * 4));
    return characters.length > LENGTH ? `${characters.slice(0, LENGTH - 1).join("").trimEnd()}…` : text;
  }

  /** Boxes that are taken, in a grid. */
  function makeGrid() {
    const cells = new Map();
    const each = (box, see) => {
      for (let column = Math.floor(box.left / CELL); column <= Math.floor(box.right / CELL); column += 1)
        for (let row = Math.floor(box.top / CELL); row <= Math.floor(box.bottom / CELL); row += 1) see(column * 4096 + row);
    };
    return {
      add: (box) => each(box, (key) => (cells.has(key) ? cells.get(key).push(box) : cells.set(key, [box]))),
      isFree(box) {
        let free = true;
        each(box, (key) => {
          for (const other of free ? (cells.get(key) ?? []) : [])
            if (box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top) free = false;
        });
        return free;
      },
    };
  }

  /** List where a label may stand: beneath its node, above, to the right, to the left; inside the frame. */
  function placesFor({ x, y, reach, more }, width, frame) {
    const [wide, high] = [width / 2 + 4, SIZE * (more ? 1.4 : 0.72)];
    const inside = Math.max(wide + 4, Math.min(x, frame.wide - wide - 4));
    const middles = [[inside, y + reach + high], [x + reach + wide, y], [x - reach - wide, y], [inside, y - reach - high]];
    const boxes = middles.map(([cx, cy]) => ({ left: cx - wide, right: cx + wide, top: cy - high, bottom: cy + high }));
    const whole = boxes.filter(({ left, right }) => left >= 0 && right <= frame.wide);
    return whole.length ? whole : boxes.slice(0, 1);
  }

  const widths = new Map();
  function widthOf(text, context) {
    if (!widths.has(text)) widths.set(text, context.measureText(text).width);
    return widths.get(text);
  }

  /** Write labels, the most important first, wherever there is room.

      nodes: [{text, more, x, y, reach, certain}] on the screen, the most important first; `more` is a second line, and a
      `certain` one is always written. */
  function write(context, nodes, frame, colours) {
    const [labels, signs] = [makeGrid(), makeGrid()];
    for (const { x, y, reach } of nodes) {
      if (reach > 3) signs.add({ left: x - reach * 0.8, right: x + reach * 0.8, top: y - reach * 0.8, bottom: y + reach * 0.8 });
    }
    startWriting(context, colours);
    let written = 0;
    for (const node of nodes) {
      if (written >= MOST) break;
      const found = findPlace(node, context, frame, labels, signs, written < ASSURED);
      if (!found) continue;
      const { box, more } = found;
      labels.add(box);
      written += 1;
      const [cx, cy] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
      writeLine(context, node.text, cx, more ? cy - SIZE * 0.62 : cy, colours.text);
      if (more) writeLine(context, more, cx, cy + SIZE * 0.62, colours.quiet);
    }
    context.restore();
    return written;
  }

  /** Find a place for both lines of a label, else for the first; an important one may lie upon signs, but on no label. */
  function findPlace(node, context, frame, labels, signs, isImportant) {
    for (const more of node.more ? [node.more, ""] : [""]) {
      const width = Math.max(widthOf(node.text, context), more ? widthOf(more, context) : 0);
      const places = placesFor({ ...node, more }, width, frame).filter(labels.isFree);
      const box = places.find(signs.isFree) ?? (isImportant && !more ? places[0] : undefined);
      if (box) return { box, more };
    }
    return node.certain ? { box: placesFor({ ...node, more: "" }, widthOf(node.text, context), frame)[0], more: "" } : null;
  }

  function startWriting(context, colours) {
    context.save();
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.font = `500 ${SIZE}px ${colours.font}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = colours.halo;
  }

  function writeLine(context, text, x, y, colour) {
    context.fillStyle = colour;
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }

  return { shorten, write };
})();
