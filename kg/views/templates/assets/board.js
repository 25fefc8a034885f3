"use strict";
/* The filters of a leaderboard. */
claimgraph.onPage("#filters", () => {
  const form = document.getElementById("filters");
  const rows = [...document.querySelectorAll("#rows tbody tr")];
  const setting = document.getElementById("setting");
  const words = document.getElementById("words");
  const own = document.getElementById("own");
  const itself = document.getElementById("itself");
  const filter = () => {
    const wanted = words.value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      const fits =
        (!setting?.value || JSON.parse(row.dataset.settings).includes(setting.value)) &&
        (!own.checked || !("others" in row.dataset)) &&
        (!itself?.checked || !("narrower" in row.dataset)) &&
        row.textContent.toLowerCase().includes(wanted);
      row.hidden = !fits;
      shown += fits;
    }
    document.getElementById("shown").textContent = shown === rows.length ? "" : `${shown} of ${rows.length}`;
  };
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
});
