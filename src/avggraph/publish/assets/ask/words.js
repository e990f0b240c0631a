// What the scripts know of the build (`vragen/termen.js`) and say, in the language of the page.
"use strict";
{
  const avggraph = (globalThis.avggraph ??= {});
  const formats = []; // of numbers, by digits: to make one takes longer than to write a number
  const language = () => (document.documentElement.lang === "en" ? "en" : "nl");

  avggraph.language = language;

  /** Takes what `vragen/termen.js` hands over. */
  avggraph.terms = (known) => {
    avggraph.known = known;
  };

  /** Takes the saved questions of `vragen/catalogus.js`. */
  avggraph.catalogue = (questions) => {
    avggraph.questions = questions;
  };

  /** Gives a sentence, its places {name} filled in. */
  avggraph.say = (key, values = {}) =>
    avggraph.known.words[language()][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

  /** Writes a number as the page's language does; one that is given as text keeps every digit before the point. */
  avggraph.number = (value, digits = 0) => {
    formats[digits] ??= new Intl.NumberFormat(language() === "en" ? "en-GB" : "nl-NL", { maximumFractionDigits: digits });
    return formats[digits].format(value);
  };

  /** Makes an element: attributes by name, then children (text is never read as HTML). */
  avggraph.element = (name, attributes = {}, ...children) => fill(document.createElement(name), attributes, children);

  /** The same for a picture. */
  avggraph.drawn = (name, attributes = {}, ...children) =>
    fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);

  function fill(made, attributes, children) {
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
    }
    made.append(...children);
    return made;
  }
}
