// What the scripts of the list and of the comparison share: making elements, words, and addresses of records.
"use strict";
(function (search) {
  const language = document.documentElement.lang;

  // An element with attributes (true: present, false or undefined: absent) and children, which are text or nodes.
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(name, value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  // What an element of the page tells its script: where the data are, the root of the site, and the words to say.
  function settings(element) {
    const phrases = JSON.parse(element.dataset.phrases);
    const root = element.dataset.site;
    return {
      folder: element.dataset.folder,
      say: (name, values = {}) => phrases[name].replace(/\{(\w+)\}/g, (_, key) => String(values[key])),
      href: (path) => `${root}${language === "nl" ? "" : `${language}/`}${path.split("/").map(encodeURIComponent).join("/")}.html`,
    };
  }

  search.page = {
    make,
    settings,
    language,
    // Words of the register are Dutch on a page in any language.
    dutch: language === "nl" ? undefined : "nl",
    parameters: { question: "q", order: "volgorde", sheet: "blad", beside: "naast" },
    most: 4,
  };
})(window.avggraphSearch);
