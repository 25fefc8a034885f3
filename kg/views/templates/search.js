"use strict";
/* The search box: a combobox over names and aliases. */
const HITS = 12;
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[\s\-_‐-―]+/gu, " ").trim();
let index = null;
let hits = [];
let active = -1;

/** List every name and alias in the form in which they are compared; made at the first search. */
function searchIndex() {
  index ??= Object.entries(data.names).flatMap(([id, name]) =>
    [labelOf(id), ...(name.aliases || [])].map((text, place) => ({ id, text, plain: plain(text), alias: place > 0 })),
  );
  return index;
}

/** Tell how well a name fits: 0 the very name, 1 begins so, 2 a word of it begins so, 3 contains it, -1 not at all. */
function fit(name, words) {
  if (name === words) return 0;
  const at = name.indexOf(words);
  if (at <= 0) return at === 0 ? 1 : -1;
  return name.includes(` ${words}`) ? 2 : 3;
}

function find(query) {
  const words = plain(query);
  if (!words) return [];
  const best = new Map();
  for (const entry of searchIndex()) {
    const rank = fit(entry.plain, words);
    if (rank >= 0 && (!best.has(entry.id) || best.get(entry.id).rank > rank)) best.set(entry.id, { ...entry, rank });
  }
  const weight = ({ id }) => data.names[id].neighbours;
  return [...best.values()].sort((a, b) => a.rank - b.rank || weight(b) - weight(a) || (a.id < b.id ? -1 : 1));
}

function showHits() {
  const box = byId("search");
  const found = find(box.value);
  hits = found.slice(0, HITS);
  active = hits.length ? 0 : -1;
  byId("hits").replaceChildren(...hits.map(hitLine), ...(hits.length ? [] : [nothing()]));
  openHits(box.value.trim() !== "");
  markActive();
}

function hitLine(hit, place) {
  const also = hit.alias ? element("small", {}, " for ", isolated(shorten(labelOf(hit.id), 80))) : "";
  const text = element("span", { class: "found" }, isolated(shorten(hit.text, 120)), also);
  const choose = (event) => {
    event.preventDefault();
    chooseHit(place);
  };
  const attributes = { role: "option", id: `hit-${place}`, "aria-selected": "false", onmousedown: choose };
  return element("li", attributes, sign(data.names[hit.id].type), text, element("small", {}, count(data.names[hit.id].neighbours, "link")));
}

function nothing() {
  const where = data.leftOut ? " among the names drawn here; kg explain GRAPH NAME looks through all" : "";
  return element("li", { class: "nothing", role: "option", "aria-disabled": "true", "aria-selected": "false" }, `Nothing found${where}.`);
}

function openHits(open) {
  byId("hits").hidden = !open;
  byId("search").setAttribute("aria-expanded", String(open));
  if (!open) byId("search").removeAttribute("aria-activedescendant");
}

function markActive() {
  hits.forEach((_, place) => byId(`hit-${place}`).setAttribute("aria-selected", String(place === active)));
  if (active < 0) return;
  byId("search").setAttribute("aria-activedescendant", `hit-${active}`);
  byId(`hit-${active}`).scrollIntoView({ block: "nearest" });
}

function chooseHit(place) {
  byId("search").value = "";
  openHits(false);
  select(hits[place].id);
}

function searchKey(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && hits.length) {
    event.preventDefault();
    active = (active + step + hits.length) % hits.length;
    markActive();
  } else if (event.key === "Enter" && active >= 0 && !byId("hits").hidden) {
    event.preventDefault();
    chooseHit(active);
  } else if (event.key === "Escape") {
    byId("search").value = "";
    openHits(false);
  }
}
