"use strict";
/* Light or dark, before anything is drawn: as the reader chose last, else as the system has it. */
{
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => {
    try {
      return localStorage.getItem("claimgraph-theme");
    } catch {
      return null; // a browser that keeps nothing for pages from disk
    }
  };
  const follow = () => {
    const theme = chosen();
    document.documentElement.dataset.theme = theme === "dark" || theme === "light" ? theme : system.matches ? "dark" : "light";
    dispatchEvent(new Event("claimgraph-theme"));
  };
  system.addEventListener("change", follow);
  follow();
}
