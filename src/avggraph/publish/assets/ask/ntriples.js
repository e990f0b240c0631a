// Reading N-Triples (RDF 1.1, and the triple terms of RDF 1.2), which an endpoint answers CONSTRUCT and DESCRIBE with, as rows of an answer.
"use strict";
{
  const avggraph = (globalThis.avggraph ??= {});
  const TERM = /\s*(?:<([^<>]*)>|_:([^\s<"]+)|"([^"\\]*(?:\\.[^"\\]*)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?)/y;
  const [OPEN, CLOSE] = [/\s*<<\(/y, /\s*\)>>/y]; // of a triple term
  const SIGNS = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f", '"': '"', "'": "'", "\\": "\\" };

  const unescaped = (text) =>
    text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, four, eight, sign) =>
      sign ? (SIGNS[sign] ?? sign) : String.fromCodePoint(parseInt(four ?? eight, 16)));

  /** Gives the triples as SPARQL JSON has rows: subject, predicate and object. */
  avggraph.readTriples = (text) => ({
    head: { vars: ["subject", "predicate", "object"] },
    results: { bindings: text.split("\n").filter((line) => /^\s*[<_]/.test(line)).map(triple) },
  });

  function triple(line) {
    TERM.lastIndex = 0;
    return threeTerms(line);
  }

  function threeTerms(line) {
    return { subject: term(line), predicate: term(line), object: term(line) };
  }

  /** Says whether a sign stands where the next term is to begin, and goes on behind it. */
  function goesOn(sign, line) {
    sign.lastIndex = TERM.lastIndex;
    const found = sign.test(line);
    if (found) TERM.lastIndex = sign.lastIndex;
    return found;
  }

  function term(line) {
    if (goesOn(OPEN, line)) {
      const value = threeTerms(line);
      if (!goesOn(CLOSE, line)) throw new Error(`no N-Triples: ${line}`);
      return { type: "triple", value };
    }
    const [, iri, blank, text, language, datatype] = TERM.exec(line) ?? [];
    if (iri !== undefined) return { type: "uri", value: unescaped(iri) };
    if (blank !== undefined) return { type: "bnode", value: blank };
    if (text === undefined) throw new Error(`no N-Triples: ${line}`);
    const literal = { type: "literal", value: unescaped(text) };
    if (language) literal["xml:lang"] = language;
    if (datatype) literal.datatype = datatype;
    return literal;
  }
}
