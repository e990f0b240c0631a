// Binding: a saved question and the values a user gives become one query. The same rules as avggraph.query.values and
// avggraph.query.parameters, and a test that holds the two against each other: nothing a user types is ever pasted.
"use strict";
{
  const avggraph = (globalThis.avggraph ??= {});

  // What Python calls whitespace; JavaScript's own classes differ.
  const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  const AROUND = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "g");
  const ABSOLUTE_IRI = new RegExp(`^(?:[A-Za-z][A-Za-z0-9+.-]*://|urn:)[^${SPACE}]+$`);
  const CURIE = new RegExp(`^([A-Za-z][\\w-]*):([^${SPACE}]*)$`);
  // What IRIREF does not allow (SPARQL 1.1, section 19.8).
  const NOT_IN_IRI = /[\x00-\x20<>"{}|^`\\]/;
  const INTEGER = /^[+-]?[0-9]{1,18}$/;
  const DATE = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
  const BOOLEANS = new Map([["true", "true"], ["false", "false"], ["ja", "true"], ["nee", "false"]]);
  const XSD_DATE = "http://www.w3.org/2001/XMLSchema#date";

  // Canonical N-Quads escapes these alone (RDF 1.1 N-Quads, section 4).
  const ESCAPED = new Map([["\\", "\\\\"], ['"', '\\"'], ["\n", "\\n"], ["\r", "\\r"], ["\t", "\\t"], ["\b", "\\b"], ["\f", "\\f"]]);
  const TO_ESCAPE = /[\x00-\x1f"\\\x7f]/g;
  // Escapes of code points may stand anywhere in a query (SPARQL 1.1, section 19.2): a "u" after a backslash is one.
  const MISTAKABLE = /\\\\([uU])?|\\u([0-9A-F]{4})/g;

  const PARAMETER = /^#\s*param:\s*(.*)$/;
  const ROW = /^(\s*VALUES\s+\?\w+\s*)\{\s*(\S.*?)\s*\}\s*#\s*param:\s*(\S+)\s*$/;
  const PREFIX = /^\s*PREFIX\s+([\w.-]*):\s*<([^<>]*)>/gim;

  class ValueError extends Error {}

  const strip = (text) => text.replace(AROUND, "");

  /** Writes a value as a SPARQL term; throws ValueError, with the key of what to say, where it is not of its type. */
  function written(type, value, prefixes) {
    switch (type) {
      case "iri": {
        const iri = asIri(value, prefixes);
        if (iri === null) throw new ValueError("not_iri");
        return writtenIri(iri);
      }
      case "string":
        return writtenString(value);
      case "integer":
        if (!INTEGER.test(strip(value))) throw new ValueError("not_integer");
        return BigInt(strip(value).replace(/^\+/, "")).toString();
      case "boolean":
        if (!BOOLEANS.has(strip(value).toLowerCase())) throw new ValueError("not_boolean");
        return BOOLEANS.get(strip(value).toLowerCase());
      case "date":
        return `"${isoDate(strip(value))}"^^<${XSD_DATE}>`;
      default:
        throw new ValueError("not_type");
    }
  }

  /** Reads a value as an IRI: whole, between angle brackets, or a CURIE with a known prefix; else null. */
  function asIri(value, prefixes) {
    const text = strip(value);
    if (text.startsWith("<") && text.endsWith(">")) return text.slice(1, -1);
    if (ABSOLUTE_IRI.test(text)) return text;
    const curie = CURIE.exec(text);
    return curie && prefixes.has(curie[1]) ? prefixes.get(curie[1]) + curie[2] : null;
  }

  function writtenIri(iri) {
    if (!iri || NOT_IN_IRI.test(iri)) throw new ValueError("not_iri");
    return `<${iri}>`;
  }

  function writtenString(text) {
    if (/\p{Surrogate}/u.test(text)) throw new ValueError("not_text");
    const escaped = text.replace(TO_ESCAPE, (sign) => ESCAPED.get(sign) ?? `\\u${hexadecimal(sign, 4)}`);
    return `"${escaped.replace(MISTAKABLE, unmistakable)}"`;
  }

  function unmistakable(whole, letter, digits) {
    if (digits) return `\\U0000${digits}`;
    return letter ? `\\\\\\U${hexadecimal(letter, 8)}` : whole;
  }

  const hexadecimal = (sign, length) => sign.codePointAt(0).toString(16).toUpperCase().padStart(length, "0");

  function isoDate(text) {
    const [, year, month, day] = (DATE.exec(text) ?? []).map(Number);
    const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1])) throw new ValueError("not_date");
    return text;
  }

  /** Gives the parameters that a saved question's header declares. */
  function parameters(query) {
    const found = [];
    for (const line of query.split("\n")) {
      if (line.trim() && !line.startsWith("#")) break;
      const declared = PARAMETER.exec(line.trim());
      if (!declared) continue;
      const [name, type, label, standard = "", choices = ""] = declared[1].split("|").map((cell) => cell.trim());
      found.push({ name, type, label, standard, choices });
    }
    return found;
  }

  /** Gives the prefixes a query may use in values: its own, and those of the graph model. */
  function declaredPrefixes(query, model) {
    return new Map([...Object.entries(model), ...[...query.matchAll(PREFIX)].map(([, name, base]) => [name, base])]);
  }

  /** Gives the value of the one choice with this name or value, in any case; null where none or more than one has it. */
  function chosen(text, choices) {
    const key = (each) => strip(each).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[-/\s]+/g, " ");
    const found = new Set(choices.filter((choice) => choice.some((each) => key(each) === key(text))).map(([value]) => value));
    return found.size === 1 ? [...found][0] : null;
  }

  /**
   * Gives the query with its parameters set. `values` has a list for each parameter, several of which mean "or"; one
   * without values keeps its default. `listed` gives the choices of a parameter, each a value and its names. Throws a
   * ValueError that names its parameter and the value.
   */
  function bind(query, values, listed = () => [], model = {}) {
    const prefixes = declaredPrefixes(query, model);
    const rows = new Map();
    for (const parameter of parameters(query)) {
      const given = values[parameter.name]?.length ? values[parameter.name] : parameter.standard ? [parameter.standard] : [];
      const terms = new Set(given.map((value) => term(parameter, value, listed(parameter), prefixes)));
      rows.set(parameter.name, [...terms].sort(byCodePoint).join(" "));
    }
    return query.split("\n").map((line) => withRow(line, rows)).join("\n");
  }

  function term(parameter, value, choices, prefixes) {
    try {
      const named = (parameter.type === "iri" && asIri(value, prefixes) === null) || parameter.type === "string";
      if (!named || !choices.length) return written(parameter.type, value, prefixes);
      const found = chosen(value, choices);
      if (found === null) throw new ValueError("not_chosen");
      return written(parameter.type, found, prefixes);
    } catch (error) {
      if (error instanceof ValueError) Object.assign(error, { parameter, value });
      throw error;
    }
  }

  // A parameter that is not set keeps only its name, as in avggraph.query.catalogue.replace_rows.
  function withRow(line, rows) {
    const found = ROW.exec(line);
    if (!found || !rows.has(found[3])) return line;
    const row = rows.get(found[3]);
    return row ? `${found[1]}{ ${row} } # param: ${found[3]}` : `${/^\s*/.exec(line)[0]}# param: ${found[3]}`;
  }

  function byCodePoint(one, other) {
    const [these, those] = [[...one], [...other]];
    for (let n = 0; n < Math.min(these.length, those.length); n += 1) {
      if (these[n] !== those[n]) return these[n].codePointAt(0) - those[n].codePointAt(0);
    }
    return these.length - those.length;
  }

  Object.assign(avggraph, { ValueError, bind, declaredPrefixes, parameters, written });
}
