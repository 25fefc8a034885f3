"use strict";
/* The tables beneath the network. */
const ORDERS = { lower: "lower is better", higher: "higher is better" };

function leaderboard(board) {
  const ranked = Object.hasOwn(ORDERS, board.better);
  const heads = [["rank", ranked ? "#" : ""], ["", "Method"], ["number", "Value"], ["", "Paper"]];
  const head = element("tr", {}, heads.map(([kind, text]) => element("th", { scope: "col", class: kind || false }, text)));
  const title = element("h3", {}, nameOf(board.metric, 60), " on ", nameOf(board.dataset, 60));
  return element(
    "article", { class: ranked ? "card board ranked" : "card board" },
    element("header", {}, title, element("small", {}, own(ORDERS, board.better) ?? "largest first")),
    element("table", {}, element("thead", {}, head), element("tbody", {}, board.rows.map((row, place) => resultRow(row, ranked ? place + 1 : "")))),
    board.leftOut ? element("footer", {}, `and ${count(board.leftOut, "more result")}`) : "",
  );
}

function resultRow(row, rank) {
  const paper = about(row.paper);
  const title = element("span", { class: "title" }, nameOf(row.paper, 140));
  const quote = row.quote
    ? element("details", {}, element("summary", {}, paper?.date || "No date ·"), element("p", { class: "row-quote", dir: "auto" }, row.quote))
    : element("span", {}, [paper?.date, `characters ${row.start || 0} to ${row.end || 0}`].filter(Boolean).join(" · "));
  return element(
    "tr", {},
    element("td", { class: "rank" }, String(rank)),
    element("td", {}, row.subject ? nameOf(row.subject, 80) : "not named"),
    element("td", { class: "number" }, element("b", {}, isolated(shorten(row.value || "", 24)))),
    element("td", { class: "source" }, title, quote),
  );
}

function showLeaderboards() {
  const boards = data.leaderboards;
  const rest = data.leaderboardsLeftOut ? ` ${count(data.leaderboardsLeftOut, "shorter one")} left out: kg query GRAPH leaderboard lists all.` : "";
  byId("leaderboards-note").textContent = boards.length
    ? `Results that papers report, the tables with most of them first.${rest}`
    : "No paper here reports a number for a metric on a data set.";
  byId("leaderboards").replaceChildren(...boards.map(leaderboard));
}
