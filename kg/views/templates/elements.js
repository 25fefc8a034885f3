"use strict";
/* The page's data, and the one way in which text gets onto the page.

   data = {
     title, counts: {type: number}, leftOut, leaderboardsLeftOut,
     names: {id: {label, type, aliases, introducedBy, papers, date, neighbours}}   the nodes of the network
     others: {id: {label, date}}                                  what else the claims are about
     claims: [{kind, subject, predicate, metric, dataset, baseline, value, direction, paper, quote, start, end, rule, about}]
     leaderboards: [{metric, dataset, better, rows: [claim], leftOut}]
     nodes, edges, options                                        for vis-network
   }
   Empty fields are left out. A slot of a claim is the id of a name, or words of the paper that name nothing. */
const data = JSON.parse(document.getElementById("data").textContent);
const TYPES = ["Method", "Dataset", "Metric", "Task", "Paper"];
const PLURALS = { Method: "methods", Dataset: "data sets", Metric: "metrics", Task: "tasks", Paper: "papers", Claim: "claims" };
const SIGNS = {
  Method: "M12 6a6 6 0 1 1-12 0a6 6 0 1 1 12 0",
  Dataset: "M1 1h10v10h-10z",
  Metric: "M6-.6l6.6 6.6l-6.6 6.6l-6.6-6.6z",
  Task: "M6 0l6.4 11h-12.8z",
  Paper: "M10 6a4 4 0 1 1-8 0a4 4 0 1 1 8 0",
};
/** Look a word of the data up in a table of ours; a word such as "__proto__" is in none. */
const own = (table, word) => (Object.hasOwn(table, word) ? table[word] : undefined);
const byId = (id) => document.getElementById(id);

/** Make an element; strings among the children become text, never markup. */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== "" && child != null));
  return made;
}

/** Make the little shape that stands for a type. */
function sign(type) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 12 12");
  svg.setAttribute("class", `sign ${type}`);
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", own(SIGNS, type) ?? SIGNS.Paper);
  svg.append(path);
  return svg;
}

/** Isolate a text from the direction of what stands around it. */
const isolated = (text) => element("bdi", {}, text);

const about = (id) => own(data.names, id) ?? own(data.others, id);
const labelOf = (id) => about(id)?.label || id;
const count = (number, one, many = `${one}s`) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

/** Cut a text between whole characters. */
function shorten(text, length) {
  const characters = Array.from(text.slice(0, length * 4));
  return characters.length > length ? `${characters.slice(0, length - 1).join("").trimEnd()}…` : text;
}

/** The address of a name on this page; the page follows its address, so that "back" leads back. */
const addressOf = (id) => `#${encodeURIComponent(id).replaceAll("%2F", "/")}`;

/** Show a name: a link where the network has it, plain text else. */
function nameOf(id, length = 300) {
  const text = isolated(shorten(labelOf(id), length));
  return Object.hasOwn(data.names, id) ? element("a", { class: "name", href: addressOf(id) }, text) : text;
}

/** Show the first few of many; a button brings the rest. */
function firstOf(items, few, container, show) {
  container.append(...items.slice(0, few).map(show));
  if (items.length <= few) return [container];
  const more = element("button", { type: "button", class: "more" }, `Show ${count(items.length - few, "more", "more")}`);
  more.addEventListener("click", () => {
    container.append(...items.slice(few).map(show));
    more.remove();
  });
  return [container, more];
}
