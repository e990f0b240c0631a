// The words of a text as the index has them; src/avggraph/publish/search/terms.py does the same in Python.
"use strict";
(function () {
  const stemmer = new DutchPorterStemmer();
  const LETTER = /(?<![\p{L}\p{N}])([a-z])-(?=[a-z])/gu;
  const PLURAL = /(ie|[bdfgkmnptv]e|[a-z]{3}en)s$|(ie)en$/;
  const DOUBLED = /([b-df-hj-np-tv-z])\1$/;
  const LONGEST = 100;
  const WORD = /[\p{L}\p{N}]+/gu;
  // A word as it stands in a text that is not folded: a diacritic may be a character of its own.
  const WRITTEN = /[\p{L}\p{N}\p{M}]+/gu;

  function fold(text) {
    return text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase().replace(LETTER, "$1");
  }

  function stem(word) {
    return /^[a-z]+$/.test(word) ? stemmer.stemWord(word.replace(PLURAL, "$1$2")).replace(DOUBLED, "$1") : word;
  }

  function isSought(word, common) {
    const length = [...word].length;
    return !common.has(word) && length <= LONGEST && (length > 1 || /^\p{Nd}$/u.test(word));
  }

  // The words of a question, each folded and as a stem.
  function soughtIn(text, common) {
    const words = (fold(text).match(WORD) || []).filter((word) => isSought(word, common));
    return [...new Set(words)].map((word) => ({ word, stem: stem(word) }));
  }

  // Prefixes by which a word of a question finds compounds that begin with it; none of a word of one or two letters.
  function beginnings({ word, stem }) {
    return word.length < 3 ? [] : [...new Set([word, stem])].filter((start) => start.length > 2);
  }

  function fits(term, sought) {
    return term === sought.stem || beginnings(sought).some((start) => term.startsWith(start));
  }

  // Where a text has the words sought: [start, end, which of them].
  function findIn(text, sought) {
    const places = [];
    for (const match of text.matchAll(WRITTEN)) {
      const folded = fold(match[0]);
      const which = sought.findIndex((each) => fits(stem(folded), each) || beginnings(each).some((start) => folded.startsWith(start)));
      if (which >= 0) places.push([match.index, match.index + match[0].length, which]);
    }
    return places;
  }

  window.avggraphSearch = { terms: { fold, stem, soughtIn, beginnings, fits, findIn } };
})();
