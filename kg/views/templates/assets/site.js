"use strict";
/* The search box (a combobox as WAI-ARIA describes it) and the choice of colours, which are nothing without a script. */
const claimgraph = (() => {
  document.querySelector(".top").insertAdjacentHTML("beforeend", `
    <div class="search" role="search">
      <svg viewBox="0 0 16 16" aria-hidden="true"><circle cx="7" cy="7" r="4.5"/><path d="M10.5 10.5 14 14"/></svg>
      <input id="search" type="text" role="combobox" aria-expanded="false" aria-controls="hits" aria-autocomplete="list"
        aria-label="Find a name or paper" placeholder="Find a name, alias or paper" autocomplete="off" autocapitalize="off" spellcheck="false">
      <kbd aria-hidden="true">/</kbd>
      <ul id="hits" role="listbox" aria-label="Found" hidden></ul>
      <p id="hits-told" class="hidden" role="status"></p>
    </div>
    <button type="button" id="theme" class="theme" aria-label="Dark colours" aria-pressed="false">
      <svg viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="5.5"/><path class="half" d="M8 2.5a5.5 5.5 0 0 1 0 11z"/></svg>
    </button>
  `);
  const root = document.documentElement.dataset.root;
  const box = document.getElementById("search");
  const list = document.getElementById("hits");
  const told = document.getElementById("hits-told");
  const KINDS = { M: ["method", "Method"], D: ["dataset", "Data set"], R: ["metric", "Metric"], T: ["task", "Task"], P: ["paper", "Paper"] };
  const MOST = 12;
  let prefixes = null;
  let hits = [];
  let active = -1;
  let asked = 0;
  let served = false; // by kg serve, which makes the pages that the site leaves out

  const beyond = (type, label) => `${root}find?${new URLSearchParams({ type, name: label })}`;

  /** Return a form in which spellings compare; kg/views/search.py does the same. */
  const plain = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[\s\-_‐-―]+/gu, " ").trim();

  const waiting = new Map();
  let folded = null; // of a site in one file: what would be in files, by path
  async function load(path, key) {
    if (folded) return (await folded)[`search/${path}.js`];
    if (!waiting.has(key)) {
      let arrived;
      const promise = new Promise((resolve) => (arrived = resolve));
      waiting.set(key, { promise, arrived });
      const script = document.createElement("script");
      script.src = `${root}search/${path}.js`;
      script.onerror = () => arrived([]);
      document.head.append(script);
    }
    return waiting.get(key).promise;
  }
  const arrive = (key, value) => waiting.get(key).arrived(value);

  /** Return the entries of the longest prefix of the words that has a file. */
  async function near(words) {
    prefixes ??= new Map((await load("prefixes", "prefixes")).split("\n").map((prefix, number) => [prefix, number]));
    for (let length = Math.min(words.length, 24); length >= 0; length -= 1) {
      const number = prefixes.get(words.slice(0, length));
      if (number !== undefined) return load(String(number), number);
    }
    return [];
  }

  /** Tell how well a form fits: 0 the very form, 1 begins so, 2 a word begins so, 3 has all the words, -1 not at all. */
  function fit(form, words, parts) {
    if (form === words) return 0;
    if (form.startsWith(words)) return 1;
    if (form.includes(` ${words}`)) return 2;
    return parts.length > 1 && parts.every((part) => ` ${form}`.includes(` ${part}`)) ? 3 : -1;
  }

  function matches(entries, words) {
    const parts = words.split(" ");
    const found = [];
    for (const [label, kind, papers, path, aliases = []] of entries) {
      let best = { rank: fit(plain(label), words, parts), alias: "" };
      for (const alias of aliases) {
        const rank = fit(plain(alias), words, parts);
        if (rank >= 0 && (best.rank < 0 || rank < best.rank)) best = { rank, alias };
      }
      if (best.rank >= 0) found.push({ label, kind, papers, path, ...best });
    }
    const exact = (hit) => (hit.rank === 0 ? 0 : 1);
    return found.sort((a, b) => exact(a) - exact(b) || (a.rank > 2) - (b.rank > 2) || b.papers - a.papers || a.rank - b.rank);
  }

  async function find(words) {
    if (!words) return [];
    const found = matches(await near(words), words);
    if (found.length || !words.includes(" ")) return found;
    const longest = words.split(" ").sort((a, b) => b.length - a.length)[0];
    return matches(await near(longest), words);
  }

  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  function line(hit, place) {
    const [css, word] = KINDS[hit.kind];
    const found = element("span", { class: "found" }, element("bdi", {}, hit.alias || hit.label));
    if (hit.alias) found.append(element("small", {}, " for ", element("bdi", {}, hit.label)));
    if (!hit.path && !served) found.append(element("small", {}, " · no page; kg explain GRAPH ", element("bdi", {}, JSON.stringify(hit.label))));
    const made = element("li", { role: "option", id: `hit-${place}`, "aria-selected": "false" }, element("span", { class: `type ${css}` }, word), found);
    if (hit.kind !== "P") made.append(element("small", {}, `${hit.papers.toLocaleString("en")} ${hit.papers === 1 ? "paper" : "papers"}`));
    made.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      go(place);
    });
    return made;
  }

  function open(isOpen) {
    list.hidden = !isOpen;
    box.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) box.removeAttribute("aria-activedescendant");
  }

  function mark() {
    hits.forEach((_, place) => document.getElementById(`hit-${place}`).setAttribute("aria-selected", String(place === active)));
    if (active < 0) return;
    box.setAttribute("aria-activedescendant", `hit-${active}`);
    document.getElementById(`hit-${active}`).scrollIntoView({ block: "nearest" });
  }

  async function show() {
    const typed = box.value;
    const words = plain(typed);
    const ask = ++asked;
    const found = await find(words);
    if (ask !== asked) return; // the reader typed on
    hits = found.slice(0, MOST);
    active = hits.length ? 0 : -1;
    list.replaceChildren(...hits.map(line));
    if (!hits.length && words) list.append(element("li", { class: "nothing", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Nothing found."));
    told.textContent = words ? `${hits.length} found` : "";
    open(words !== "");
    mark();
    document.documentElement.dataset.searched = typed;
  }

  function go(place) {
    const { path, kind, label } = hits[place];
    if (!path && served) location.href = beyond(KINDS[kind][0], label);
    if (path) location.href = root + path.split("/").map(encodeURIComponent).join("/");
  }

  function press(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && hits.length) {
      event.preventDefault();
      if (list.hidden) open(true);
      else active = (active + step + hits.length) % hits.length;
      mark();
    } else if (event.key === "Enter" && active >= 0 && !list.hidden) {
      event.preventDefault();
      go(active);
    } else if (event.key === "Escape") {
      if (list.hidden) box.value = "";
      open(false);
    }
  }

  box.addEventListener("input", show);
  box.addEventListener("keydown", press);
  box.addEventListener("focus", () => (box.value ? show() : near("")));
  // What every search needs is there before the first letter: read when the page is idle, else when the box is entered.
  if ("requestIdleCallback" in window) addEventListener("load", () => requestIdleCallback(() => near("")));
  box.addEventListener("blur", () => open(false));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    box.focus();
  });

  const theme = document.getElementById("theme");
  const isDark = () => document.documentElement.dataset.theme === "dark";
  const tell = () => theme.setAttribute("aria-pressed", String(isDark()));
  theme.addEventListener("click", () => {
    const next = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem("claimgraph-theme", next);
    } catch {
      // lasts as long as the page
    }
    dispatchEvent(new Event("claimgraph-theme"));
  });
  addEventListener("claimgraph-theme", tell);
  tell();

  // What pages of a kind do with a script: at once, and in a site of one file whenever such a page is shown.
  const begun = [];
  let leaving = new AbortController();
  const begin = ([selector, start]) => document.querySelector(selector) && start(leaving.signal);

  return {
    /** Do something on pages that have such an element, until the signal says that the reader leaves. */
    onPage(selector, start) {
      begun.push([selector, start]);
      begin(begun.at(-1));
    },
    enter: () => begun.forEach(begin),
    leave() {
      box.value = "";
      open(false);
      leaving.abort();
      leaving = new AbortController();
    },
    /** Called by kg serve. */
    serve() {
      served = true;
      const told = document.getElementById("beyond");
      if (told) told.textContent = "; this server has a page of each";
    },
    /** The page of a name that the site leaves out, where a server makes it, else "". */
    beyond: (type, label) => (served ? beyond(type, label) : ""),
    unfold: (files) => (folded = files),
    prefixes: (found) => arrive("prefixes", found),
    shard: (number, entries) => arrive(number, entries),
  };
})();
document.documentElement.dataset.ready = "yes";
