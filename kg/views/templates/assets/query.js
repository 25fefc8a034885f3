"use strict";
{
  const { turtle, paths, labels, prefixes, queries } = window.claimgraphData;
  const at = (id) => document.getElementById(id);
  const [editor, told, wrong, answer] = ["sparql", "told", "wrong", "answer"].map(at);
  const declared = Object.entries(prefixes).map(([name, iri]) => `PREFIX ${name}: <${iri}> `).join("");
  const ROWS = 1000; // shown; all are saved
  let worker, last, number = 0;
  let composing = null; // until the editor holds what the form asks: a promise, of false where a name is not known
  const waiting = new Map();

  /** Start the engine; a page from disk makes its worker of a text. */
  function start() {
    const { script, code } = window.claimgraphEngine;
    const address = URL.createObjectURL(new Blob([script, window.claimgraphWorker], { type: "text/javascript" }));
    worker = new Worker(address);
    worker.onmessage = ({ data }) => {
      if (data.ready !== undefined) return tell(`Ready: ${data.ready.toLocaleString("en")} triples.`);
      if (data.fatal) return fail(`The engine did not start: ${data.wrong}`);
      waiting.get(data.id)?.(data);
      waiting.delete(data.id);
    };
    worker.onerror = (event) => fail(`The engine did not start: ${event.message ?? "the browser gives no reason"}`);
    worker.postMessage({ code, turtle });
  }

  const send = (message) => new Promise((resolve) => {
    waiting.set(++number, resolve);
    worker.postMessage({ ...message, id: number });
  });
  const tell = (text) => { told.textContent = text; };
  function fail(text) {
    tell("");
    wrong.textContent = text;
    wrong.hidden = false;
  }
  function busy(yes) {
    at("run").disabled = yes;
    at("stop").hidden = !yes;
  }

  const inputs = () => [...document.querySelectorAll(`[data-query="${at("question").value}"] input`)];
  const literal = (text) => JSON.stringify(text);

  /** Return the terms that the words of a parameter stand for, as SPARQL. */
  async function terms(input) {
    const { kind } = input.dataset, words = input.value.trim();
    if (kind === "text") return literal(words);
    if (/^https?:\/\/[^\s<>"{}|^`\\]+$/.test(words)) return `<${words}>`;
    const by = { Paper: "dcterms:title|dcterms:identifier", Property: "rdfs:label" }[kind] ?? "skos:prefLabel|skos:altLabel";
    const type = ["Method", "Dataset", "Metric", "Task"].includes(kind) ? `?node a cg:${kind} .` : "";
    const look = `${declared}SELECT DISTINCT ?node { ${type} ?node ${by} ?label FILTER(LCASE(STR(?label)) = ${literal(words.toLowerCase())}) } LIMIT 20`;
    const { found = [] } = await send({ look });
    if (!found.length) throw new Error(`“${words}” is not in the graph; the search above finds names by how they begin`);
    return found.map((node) => `<${node.value}>`).join(" ");
  }

  /** Write what the form asks into the editor; only the newest composing may, and none over what somebody types. */
  function fill() {
    wrong.hidden = true;
    const mine = compose().then((text) => {
      if (composing !== mine) return true;
      composing = null;
      editor.value = text;
      count();
      return true;
    }, (error) => {
      if (composing !== mine) return true;
      fail(error.message);
      return false;
    });
    composing = mine;
  }

  /** Return the chosen question with its parameters in their places. */
  async function compose() {
    const chosen = queries[at("question").value];
    const given = new Map();
    for (const input of inputs()) if (input.value.trim()) given.set(input.name, await terms(input));
    const lines = chosen.text.split("\n").filter((line) => {
      const tag = /\s# --([a-z]+)$/.exec(line);
      return !tag || given.has(tag[1]) || chosen.required.includes(tag[1]);
    });
    return lines.map((line) => {
      const tag = /\s# --([a-z]+)$/.exec(line);
      return tag && given.has(tag[1]) ? line.replace("UNDEF", () => given.get(tag[1])) : line;
    }).join("\n");
  }

  function choose() {
    for (const line of document.querySelectorAll("[data-query]")) line.hidden = line.dataset.query !== at("question").value;
    fill();
  }

  function count() {
    at("lines").textContent = Array.from(editor.value.split("\n"), (_, line) => line + 1).join("\n");
    at("lines").scrollTop = editor.scrollTop;
  }

  async function run() {
    if (at("run").disabled) return;
    answer.replaceChildren();
    for (const name of ["csv", "json"]) at(name).hidden = true;
    busy(true);
    while (composing) if (!(await composing)) return busy(false);
    wrong.hidden = true;
    tell("At work.");
    const made = /^\s*(?:(?:#.*|PREFIX\s+\S*\s*<[^>]*>|BASE\s*<[^>]*>)\s*)*(?:CONSTRUCT|DESCRIBE)\b/i.test(editor.value);
    const format = made ? "application/n-triples" : "application/sparql-results+json";
    const { answer: text, wrong: problem, time } = await send({ text: declared + editor.value, format });
    busy(false);
    if (problem) return fail(inEditor(problem));
    last = { text: editor.value, made, answer: text };
    made ? showText(text) : showRows(JSON.parse(text));
    tell(`${told.dataset.rows} in ${(time / 1000).toFixed(2)} s.`);
    at("json").hidden = made;
    at("csv").hidden = made;
  }

  /** Tell the place of a mistake as the editor counts: the prefixes stand before its first line. */
  const inEditor = (text) => text.replace(/error at (\d+):(\d+)/, (_, line, column) =>
    `Line ${line}, column ${line === "1" ? Math.max(1, column - declared.length) : column}`);

  function showText(text) {
    const lines = text.split("\n").filter(Boolean);
    told.dataset.rows = `${lines.length.toLocaleString("en")} triples`;
    const shown = document.createElement("pre");
    shown.textContent = lines.slice(0, ROWS).join("\n");
    answer.append(shown);
  }

  function showRows(found) {
    if ("boolean" in found) {
      told.dataset.rows = `Answer: ${found.boolean ? "yes" : "no"},`;
      return;
    }
    const rows = found.results.bindings, table = document.createElement("table");
    const more = rows.length > ROWS ? ` (the first ${ROWS.toLocaleString("en")} are shown; Save has all)` : "";
    told.dataset.rows = `${rows.length.toLocaleString("en")} rows${more}`;
    const head = table.createTHead().insertRow();
    for (const name of found.head.vars) {
      const cell = document.createElement("th");
      cell.scope = "col";
      cell.textContent = name;
      head.append(cell);
    }
    const body = table.createTBody();
    for (const row of rows.slice(0, ROWS)) {
      const line = body.insertRow();
      for (const name of found.head.vars) line.insertCell().append(shown(row[name]));
    }
    answer.append(table);
  }

  /** Show a term: what has a page as a link to it. */
  function shown(term) {
    if (!term) return "";
    const text = document.createElement("bdi");
    text.textContent = term.type === "uri" ? shortened(term.value) : term.value;
    const id = term.type === "uri" ? term.value.replace(/^.*\/(?=(?:paper|method|dataset|metric|task)\/[^/#]+$)/, "")
      : Object.hasOwn(labels, term.value) ? labels[term.value] : "";
    const path = Object.hasOwn(paths, id) ? paths[id] : "";
    if (!path) return text;
    const link = document.createElement("a");
    link.href = path.split("/").map(encodeURIComponent).join("/");
    link.append(text);
    return link;
  }
  function shortened(iri) {
    const known = Object.entries(prefixes).find(([, start]) => iri.startsWith(start));
    return known ? `${known[0]}:${iri.slice(known[1].length)}` : iri.replace("https://w3id.org/claimgraph/", "");
  }

  async function save(format, name) {
    const { answer: text, wrong: problem } = await send({ text: declared + last.text, format });
    if (problem) return fail(problem);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: format }));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  at("ask").addEventListener("submit", (event) => { event.preventDefault(); run(); });
  editor.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); }
  });
  editor.addEventListener("input", () => { composing = null; count(); });
  editor.addEventListener("scroll", () => { at("lines").scrollTop = editor.scrollTop; });
  at("question").addEventListener("change", choose);
  for (const input of document.querySelectorAll("#parameters input")) input.addEventListener("change", fill);
  at("stop").addEventListener("click", () => {
    worker.terminate();
    waiting.clear();
    busy(false);
    tell("Stopped. Loading the graph again.");
    start();
    if (composing) fill();
  });
  at("csv").addEventListener("click", () => save("text/csv", "answer.csv"));
  at("json").addEventListener("click", () => save("application/sparql-results+json", "answer.json"));
  start();
  choose();
}
