// Enlivens the forms of saved questions (`form[data-query]`) and the editor of the query page. This file only loads the
// scripts that do so, in order, from the site's own folder: a page names one file, and it works from disk too.
"use strict";
(() => {
  const here = document.currentScript.src;
  const avggraph = (window.avggraph = { root: new URL("..", here).href });
  const parts = ["words", "binding", "names", "endpoint", "ntriples", "table", "chart", "layout", "network", "answer", "forms"];
  const scripts = parts.map((part) => new URL(`ask/${part}.js`, here).href);
  scripts.push(new URL("csv.js", here).href, `${avggraph.root}vragen/termen.js`);
  if (document.getElementById("editor")) {
    scripts.push(
      `${avggraph.root}vragen/catalogus.js`,
      new URL("vendor/yasgui/yasqe.min.js", here).href,
      new URL("ask/editor.js", here).href,
      new URL("ask/page.js", here).href,
    );
  }
  if (!document.querySelector('link[href$="ask.css"]')) {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = new URL("ask.css", here).href;
    document.head.append(style);
  }
  let waiting = scripts.length;
  for (const source of scripts) {
    const script = document.createElement("script");
    script.src = source;
    script.async = false;
    script.addEventListener("load", () => {
      waiting -= 1;
      if (!waiting) start();
    });
    document.head.append(script);
  }
  function start() {
    document.querySelectorAll("form[data-query]").forEach(avggraph.enliven);
    avggraph.startPage?.();
    document.documentElement.dataset.ask = "ready";
  }
})();
