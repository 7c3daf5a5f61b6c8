// node manual_search.js SITE < queries.json: asks the search of the built manual, by the very program that the pages use,
// and prints for each query the pages that it finds, best first.
"use strict";
const fs = require("node:fs");
const path = require("node:path");

const site = process.argv[2];
const assets = path.join(site, "assets", "javascripts", "workers");
const worker = fs.readdirSync(assets).find((name) => name.startsWith("search.") && name.endsWith(".js"));
const index = JSON.parse(fs.readFileSync(path.join(site, "search", "search_index.json"), "utf8"));
const queries = JSON.parse(fs.readFileSync(0, "utf8"));

let answer;
let asked;
globalThis.self = globalThis;
globalThis.addEventListener = (_, heard) => { asked = heard; };
globalThis.postMessage = (message) => { answer(message); };
globalThis.importScripts = (...scripts) => {
  for (const one of scripts) (0, eval)(fs.readFileSync(path.join(assets, one), "utf8"));
};
(0, eval)(fs.readFileSync(path.join(assets, worker), "utf8"));

const ask = (type, data) => new Promise((resolve) => { answer = resolve; asked({ data: { type, data } }); });

(async () => {
  await ask(0, { ...index, options: { suggest: false } });
  const found = [];
  for (const query of queries) {
    const told = await ask(2, query);
    found.push(told.data.items.flat().map((item) => item.location));
  }
  process.stdout.write(JSON.stringify(found));
})();
