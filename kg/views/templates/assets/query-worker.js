"use strict";
/* The worker's program, as text: it is put behind the engine's own script. */
window.claimgraphWorker = `
async function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
let store;
onmessage = async ({ data }) => {
  try {
    if (data.code) {
      initSync({ module: await unpack(data.code) });
      store = new Store();
      store.load(new Uint8Array(await unpack(data.turtle)), { format: "text/turtle", no_transaction: true });
      return postMessage({ ready: store.size });
    }
    if (data.look) {
      const rows = JSON.parse(store.query(data.look, { results_format: "application/sparql-results+json" }));
      return postMessage({ id: data.id, found: rows.results.bindings.map((row) => row.node) });
    }
    const begun = performance.now();
    const answer = store.query(data.text, { results_format: data.format });
    postMessage({ id: data.id, answer, time: performance.now() - begun });
  } catch (error) {
    postMessage({ id: data.id, wrong: String(error.message || error), fatal: !store });
  }
};
`;
