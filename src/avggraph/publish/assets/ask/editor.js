// The editor for SPARQL: YASQE in the place of the plain field. It knows what `vragen/termen.js` knows and asks nobody.
"use strict";
{
  const avggraph = (globalThis.avggraph ??= {});
  const { element, say } = avggraph;

  const SUGGESTED = 100;
  const LONGEST = 8000; // signs in an address

  /** Puts the editor in the place of a text area; gives `value`, `set` and `focus`. `run` is called at Ctrl-Enter. */
  avggraph.makeEditor = (area, run) => {
    for (const kind of ["class", "property"]) suggestTerms(kind);
    Yasqe.forkAutocompleter("prefixes", {
      name: "known-prefixes",
      persistenceId: null,
      get: () => Object.entries(avggraph.known.prefixes).map(([prefix, base]) => `${prefix}: <${base}>`),
    }, false);
    const place = element("div", { class: "editor" });
    area.before(place);
    area.hidden = true;
    const problem = element("p", { id: "syntax", role: "status", class: "told" });
    place.after(problem);
    const editor = new Yasqe(place, {
      value: area.value,
      autocompleters: ["known-prefixes", "known-class", "known-property", "variables"],
      persistenceId: null,
      createShareableLink: null,
      consumeShareLink: null,
      showQueryButton: false,
      resizeable: false,
      editorHeight: "22rem",
      inputStyle: "contenteditable",
      // Tab leaves the editor, as it does any field (WCAG 2.1.2).
      extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-S": () => {} },
    });
    // Its notices are English, and say what the help below says.
    editor.showNotification = () => {};
    const field = editor.getInputField();
    field.setAttribute("aria-describedby", "editor-keys syntax");
    field.setAttribute("role", "textbox");
    field.setAttribute("aria-multiline", "true");
    // A label names fields of forms alone; this one stays in sight and names the editor by its id.
    const label = area.labels[0];
    label.id = "editor-label";
    label.removeAttribute("for");
    label.addEventListener("click", () => editor.focus());
    field.setAttribute("aria-labelledby", label.id);
    editor.on("changes", () => {
      area.value = editor.getValue();
      problem.textContent = wrongIn(editor);
    });
    return {
      value: () => editor.getValue(),
      set: (text) => editor.setValue(text),
      focus: () => {
        editor.focus();
        editor.setCursor(0, 0);
      },
    };
  };

  /** Tells on which line a query stops being SPARQL, and what may stand there; empty where all is well. */
  function wrongIn(editor) {
    if (editor.queryValid) return "";
    for (let line = 0; line < editor.lineCount(); line += 1) {
      const { state } = editor.getTokenAt({ line, ch: editor.getLine(line).length }, true);
      if (state.OK !== false) continue;
      const expected = (state.possibleCurrent ?? []).slice(0, 12).join(" ");
      return say(expected ? "wrong_line" : "wrong_line_only", { line: line + 1, expected });
    }
    return "";
  }

  function suggestTerms(kind) {
    const known = avggraph.known[kind === "class" ? "classes" : "properties"];
    const language = avggraph.language() === "en" ? 2 : 1;
    const byIri = new Map(known.map((term) => [term[0], term]));
    const used = [...known].sort((one, other) => other[3] - one[3]);
    Yasqe.forkAutocompleter(kind, {
      name: `known-${kind}`,
      bulk: false,
      autoShow: true,
      persistenceId: null,
      get: (_, token) => {
        const typed = token.autocompletionString;
        const word = token.string.toLowerCase();
        const fits = ([iri, ...names]) => iri.startsWith(typed) || (!token.tokenPrefixUri && names.slice(0, 2).some((name) => name.toLowerCase().includes(word)));
        return used.filter(fits).slice(0, SUGGESTED).map(([iri]) => iri);
      },
      postProcessSuggestion: (yasqe, _, iri) => {
        const prefix = Object.entries(yasqe.getPrefixesFromQuery()).find(([, base]) => iri.startsWith(base) && /^[\w-]+$/.test(iri.slice(base.length)));
        return prefix ? `${prefix[0]}:${iri.slice(prefix[1].length)}` : `<${iri}>`;
      },
      postprocessHints: (yasqe, hints) => hints.map((hint) => ({ ...hint, render: (line) => describe(line, hint.text, termOf(yasqe, hint.text)) })),
    }, false);

    function termOf(yasqe, text) {
      if (text.startsWith("<")) return byIri.get(text.slice(1, -1));
      const [prefix, name] = text.split(":");
      return byIri.get(yasqe.getPrefixesFromQuery()[prefix] + name);
    }

    function describe(line, text, term) {
      line.append(text);
      if (term) line.append(element("small", {}, ` ${term[language] || term[1]} (${avggraph.number(term[3])})`));
    }
  }

  Object.assign(avggraph, { LONGEST });
}
