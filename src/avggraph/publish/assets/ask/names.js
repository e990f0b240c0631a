// What things are called, and where their pages stand.
"use strict";
{
  const avggraph = (globalThis.avggraph ??= {});

  /** Shortens an IRI by the longest namespace it begins with; null where none is its beginning. */
  avggraph.curie = (iri) => {
    const fitting = Object.entries(avggraph.known.prefixes).filter(([, base]) => iri.startsWith(base) && iri !== base);
    if (!fitting.length) return null;
    const [prefix, base] = fitting.reduce((best, each) => (each[1].length > best[1].length ? each : best));
    return `${prefix}:${iri.slice(base.length)}`;
  };

  /** Gives the name of a thing in the page's language, else in Dutch, else a short form of its IRI. */
  avggraph.nameOf = (iri) => {
    const [dutch, english] = named(iri) ?? ["", ""];
    const known = avggraph.language() === "en" ? english || dutch : dutch;
    return known || avggraph.curie(iri) || shortened(iri);
  };

  /** Gives the language of that name where it is another than the page's; else nothing. */
  avggraph.languageOf = (iri) => {
    const [dutch, english] = named(iri) ?? ["", ""];
    return avggraph.language() === "en" && dutch && !english ? "nl" : undefined;
  };

  /** Tells whether a thing has a name of its own. */
  avggraph.isNamed = (iri) => Boolean(named(iri)?.[0] || named(iri)?.[1]);

  /** Gives the address of the page about a thing: on this site, or elsewhere on the web; empty where there is none. */
  avggraph.pageOf = (iri) => {
    const [path, fragment] = (named(iri)?.[2] || partOf(iri)).split("#");
    if (path) return `${avggraph.root}${avggraph.language() === "en" ? "en/" : ""}${path}.html${fragment ? `#${fragment}` : ""}`;
    return /^https?:\/\//.test(iri) && !iri.startsWith(avggraph.known.base) ? iri : "";
  };

  /** Tells whether a page is one of this site. */
  avggraph.isOwn = (address) => address.startsWith(avggraph.root);

  function named(iri) {
    const { base, names } = avggraph.known;
    const key = iri.startsWith(base) ? iri.slice(base.length) : iri;
    return Object.hasOwn(names, key) ? names[key] : undefined;
  }

  /** Gives the place of a part in its record's page, as avggraph.addresses does; empty where it is no part. */
  function partOf(iri) {
    const { base, register, single, names } = avggraph.known;
    const start = `id/${register}/`;
    if (!iri.startsWith(base + start)) return "";
    const [, kind, rest] = /^([^/]*)\/(.*)$/.exec(iri.slice(base.length + start.length)) ?? [];
    const page = (key) => (Object.hasOwn(names, `${start}verwerking/${key}`) ? names[`${start}verwerking/${key}`][2] : "");
    if (single.includes(kind)) return page(rest) && `${page(rest)}#${kind}`;
    const branch = kind === "bewaartermijn" ? /^(.+)-(\d+-\d+)$/.exec(rest) : null;
    for (const found of [branch, /^(.+)-(g?\d+)$/.exec(rest ?? "")]) {
      if (found && page(found[1])) return `${page(found[1])}#${kind}-${found[2]}`;
    }
    return "";
  }

  const shortened = (iri) => {
    const { base, register } = avggraph.known;
    const start = [`${base}id/${register}/`, `${base}id/`].find((each) => iri.startsWith(each)) ?? "";
    return iri.slice(start.length);
  };
}
