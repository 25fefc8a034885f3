"use strict";
/* The panel beside the network: the claims about one name, or where to begin. */
const KINDS = [["result", "Results"], ["change", "Changes"], ["comparison", "Comparisons"], ["setting", "Settings"]];
const ARROWS = { increase: "↑ ", decrease: "↓ " };
const claimsAbout = new Map(Object.keys(data.names).map((id) => [id, []]));
for (const claim of data.claims) for (const id of claim.about) claimsAbout.get(id)?.push(claim);
const neighboursOf = new Map(Object.keys(data.names).map((id) => [id, []]));
for (const edge of data.edges) {
  neighboursOf.get(edge.from).push(edge.to);
  neighboursOf.get(edge.to).push(edge.from);
}

/** Say a claim in one line: "VAR: 1.80 FID on ImageNet 256x256, against DiT"; the reader's own page is no link. */
function sentence(claim, reader) {
  const name = (id) => (id === reader ? isolated(labelOf(id)) : nameOf(id));
  const words = [];
  if (claim.kind === "comparison") {
    words.push(claim.subject ? name(claim.subject) : "It", " ");
    words.push(element("span", { class: "value" }, claim.predicate || "compares with"), " ");
    words.push(claim.baseline ? name(claim.baseline) : "others");
    if (claim.metric) words.push(" in ", name(claim.metric));
  } else {
    if (claim.subject && claim.subject !== reader) words.push(name(claim.subject), ": ");
    words.push(element("span", { class: "value" }, isolated((own(ARROWS, claim.direction) ?? "") + (claim.value || ""))), " ");
    if (claim.metric) words.push(name(claim.metric));
  }
  if (claim.dataset) words.push(" on ", name(claim.dataset));
  if (claim.baseline && claim.kind !== "comparison") words.push(", against ", name(claim.baseline));
  return element("p", { class: "says" }, words);
}

/** Say where a claim stands: its quote, or its place where the graph keeps no quotes. */
function evidence(claim) {
  if (claim.quote) return element("blockquote", { dir: "auto" }, claim.quote);
  return element("p", { class: "source" }, `Characters ${claim.start || 0} to ${claim.end || 0} of the title and abstract`);
}

function claimCard(claim, reader) {
  const date = claim.paper ? about(claim.paper)?.date : "";
  const source = [claim.paper && claim.paper !== reader ? nameOf(claim.paper) : "", date ? ` · ${date}` : ""];
  const rule = claim.rule ? element("span", {}, `${claim.paper !== reader || date ? " · " : ""}rule ${claim.rule}`) : "";
  return element("li", { class: "claim" }, sentence(claim, reader), evidence(claim), element("p", { class: "source" }, source, rule));
}

function nameChips(ids, few = 12) {
  const chip = (id) =>
    element("li", {}, element("a", { href: addressOf(id) }, sign(data.names[id].type), isolated(shorten(labelOf(id), 60))));
  return firstOf(ids, few, element("ul", { class: "names" }), chip);
}

/** Show everything about one name. */
function showName(id) {
  const name = data.names[id];
  const claims = claimsAbout.get(id);
  const close = element("a", { class: "name", href: "#all" }, "Close");
  const facts = [];
  if (name.aliases) facts.push(aliasLine(name.aliases));
  if (name.introducedBy) facts.push(element("p", { class: "facts" }, "Introduced by ", nameOf(name.introducedBy)));
  const numbers = [name.type === "Paper" ? name.date || "" : count(name.papers || 0, "paper"), count(claims.length, "claim")];
  facts.push(element("p", { class: "facts" }, numbers.filter(Boolean).join(" · ")));
  const groups = KINDS.map(([kind, title]) => [title, claims.filter((claim) => claim.kind === kind)]);
  byId("panel").replaceChildren(
    element("div", { class: "panel-head" }, element("span", {}, sign(name.type), name.type === "Dataset" ? "Data set" : name.type), close),
    element("h2", { dir: "auto", class: name.label?.length > 60 ? "long" : false }, labelOf(id)),
    ...facts,
    ...groups.filter(([, found]) => found.length).flatMap(([title, found]) => [
      element("h3", {}, `${title} (${found.length.toLocaleString("en")})`),
      ...firstOf(found, 20, element("ul"), (claim) => claimCard(claim, id)),
    ]),
    ...neighbourGroups(id),
  );
  byId("panel").scrollTop = 0;
}

function aliasLine(aliases) {
  const line = element("p", { class: "facts" }, "Also ");
  const show = (alias, index) => element("span", {}, index ? ", " : "", isolated(alias));
  line.append(...aliases.slice(0, 8).map(show));
  if (aliases.length > 8) {
    const rest = () => line.lastChild.replaceWith(...aliases.slice(8).map((alias) => show(alias, 1)));
    line.append(element("button", { type: "button", class: "more", onclick: rest }, `and ${count(aliases.length - 8, "more", "more")}`));
  }
  return line;
}

function neighbourGroups(id) {
  return TYPES.flatMap((type) => {
    const ids = neighboursOf.get(id).filter((other) => data.names[other].type === type);
    ids.sort((a, b) => data.names[b].neighbours - data.names[a].neighbours || (a < b ? -1 : 1));
    return ids.length ? [element("h3", {}, `Connected ${PLURALS[type]} (${ids.length})`), ...nameChips(ids)] : [];
  });
}

/** Show where to begin: the best connected names of each type. */
function showStart() {
  const begin = TYPES.filter((type) => type !== "Paper").flatMap((type) => {
    const ids = Object.keys(data.names).filter((id) => data.names[id].type === type);
    return ids.length ? [element("h3", {}, `Best connected ${PLURALS[type]}`), ...nameChips(ids, 8).slice(0, 1)] : [];
  });
  byId("panel").replaceChildren(
    element("h2", {}, "Where to begin"),
    element("p", { class: "facts" }, "Choose a name, here or in the network, to read what is claimed about it."),
    ...begin,
  );
}
