"use strict";
/* A site in one file: its pages are packed, and an address "#PATH" shows one of them. */
{
  const main = document.getElementById("main");
  const ran = new Set();
  let shown = "index.html";

  async function unpack() {
    const bytes = Uint8Array.from(atob(document.getElementById("packed").textContent), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
  }

  /** Run a script that not every page needs, when the first page that does is shown. */
  function run(name, scripts) {
    if (ran.has(name)) return;
    ran.add(name);
    const script = document.createElement("script");
    script.textContent = scripts[name];
    document.head.append(script);
  }

  function show({ pages, scripts }) {
    const path = decodeURIComponent(location.hash.slice(1)) || "index.html";
    if (path === shown || !Object.hasOwn(pages, path)) return; // a place on this page, or a view of its network
    const [title, text, needed] = pages[path];
    claimgraph.leave();
    main.innerHTML = text; // a page of ours, in which every value was escaped as it was made
    shown = path;
    document.title = title;
    for (const link of document.querySelectorAll(".top nav a")) {
      if (link.getAttribute("href") === `#${path}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    for (const name of needed) run(name, scripts);
    claimgraph.enter();
    main.focus({ preventScroll: true });
    scrollTo(0, history.state?.read ?? 0);
    document.documentElement.dataset.shown = path;
  }

  const whole = unpack();
  claimgraph.unfold(whole.then(({ data }) => data));
  whole.then((site) => {
    addEventListener("hashchange", () => show(site));
    show(site);
    document.documentElement.dataset.shown = shown;
  });
  // Back leads to where the reader was on a page.
  addEventListener("click", () => history.replaceState({ read: scrollY }, ""), { capture: true });
}
