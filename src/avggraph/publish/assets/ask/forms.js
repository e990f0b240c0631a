// The forms of saved questions: fields by type with suggestions, the SPARQL they make, and the answer below.
"use strict";
{
  const avggraph = (globalThis.avggraph ??= {});
  const { button, element, say } = avggraph;

  const SUGGESTED = 50;
  const FEW = 12; // so many choices are a list to choose from

  const MANY = ["iri", "string"]; // types of which several values are of use: "or"
  const NAMES = "named-things"; // the list of all names of things, as avggraph.query.names.NAMES

  let made = 0;
  let names;

  // The choices of a parameter: each a value, the name it is listed by and, as in Python, the thing's other names.
  function listed(parameter) {
    const { choices } = avggraph.known;
    const own = Object.hasOwn(choices, parameter.choices) ? choices[parameter.choices] : [];
    if (parameter.type !== "iri" || parameter.choices === NAMES) return own;
    names ??= new Map(choices[NAMES].map(([value, ...all]) => [value, all]));
    return own.map(([value, ...given]) => [value, ...new Set([...given, ...(names.get(value) ?? [])])]);
  }

  /** Makes a labelled field for each parameter of a question, and more where it is given (URLSearchParams) more values. */
  avggraph.fields = (query, given) => avggraph.parameters(query).map((parameter) => {
    const id = `parameter-${(made += 1)}`;
    const label = element("label", { for: id, lang: "nl" }, parameter.label);
    const [value, ...others] = given.getAll(parameter.name);
    const first = input(parameter, id, value, others.length > 0);
    if (value !== undefined) first.value = value;
    const more = MANY.includes(parameter.type) ? others.map((other) => further(first, parameter, other)) : [];
    return element("div", { class: "field" }, label, first, ...more);
  });

  // A list to choose one from cannot hold more values, nor one that is written as a name.
  function input(parameter, id, given, isOneOfMore) {
    const attributes = { id, name: parameter.name, "data-type": parameter.type };
    const choices = parameter.type === "boolean" ? [["true", say("yes")], ["false", say("no")]] : listed(parameter);
    const isListed = !isOneOfMore && (!given || choices.some(([value]) => value === given));
    if (choices.length && choices.length <= FEW && isListed) {
      const all = element("option", { value: "" }, say("all"));
      const options = choices.map(([value, name]) => element("option", { value, lang: parameter.type === "boolean" ? undefined : "nl" }, name));
      return element("select", attributes, all, ...options);
    }
    const kinds = { date: { type: "date" }, integer: { type: "text", inputmode: "numeric", size: 6 } };
    const multiple = MANY.includes(parameter.type);
    return element("input", { ...attributes, ...(kinds[parameter.type] ?? { type: "text", autocomplete: "off" }), "data-multiple": multiple, value: parameter.standard || undefined });
  }

  /**
   * Enlivens a form of a saved question; see ask.js. Gives a function that gives its query, or null where a value is
   * wrong, which it tells at its field.
   */
  avggraph.enliven = (form) => {
    const query = form.querySelector("template[data-sparql]").content.textContent.trim();
    const name = form.dataset.query;
    const target = [...document.querySelectorAll("[data-results]")].find(
      (each) => form.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    const parameters = avggraph.parameters(query);
    for (const parameter of parameters) prepare(form, parameter);
    const show = target && avggraph.answers(target);
    const bound = element("div", { class: "bound", hidden: true });
    const opener = button(say("show_sparql"), () => {
      bound.hidden = !bound.hidden;
      opener.setAttribute("aria-expanded", String(!bound.hidden));
      if (!bound.hidden) refresh();
    });
    opener.setAttribute("aria-expanded", "false");
    const runs = form.querySelectorAll('button:not([type="button"]), input[type="submit"]');
    const canAsk = Boolean(avggraph.endpoint() && show);
    runs.forEach((run) => (run.hidden = !canAsk));
    (runs[0]?.parentElement ?? form).append(opener);
    form.append(bound);
    form.hidden = false;
    if (target) target.hidden = !canAsk;
    form.addEventListener("input", () => bound.hidden || refresh());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = bindForm();
      if (text === null) {
        form.querySelector("[aria-invalid]").focus();
        return;
      }
      remember(form);
      if (canAsk) show(text, name);
      else bound.hidden && opener.click();
    });

    return bindForm;

    function bindForm() {
      form.querySelectorAll(".wrong").forEach((each) => each.remove());
      form.querySelectorAll("[aria-invalid]").forEach((each) => ["aria-invalid", "aria-describedby"].forEach((key) => each.removeAttribute(key)));
      try {
        return avggraph.bind(query, avggraph.valuesOf(form), listed, avggraph.known.prefixes);
      } catch (error) {
        if (!(error instanceof avggraph.ValueError)) throw error;
        const fields = [...form.querySelectorAll(`[data-type][name="${CSS.escape(error.parameter.name)}"]`)];
        const field = fields.find((each) => each.value === error.value) ?? fields[0];
        const wrong = element("p", { class: "wrong", id: `wrong-${(made += 1)}` }, say(error.message));
        field.closest(".field, p, div").append(wrong);
        field.setAttribute("aria-invalid", "true");
        field.setAttribute("aria-describedby", wrong.id);
        return null;
      }
    }

    function refresh() {
      const text = bindForm();
      if (text === null) {
        bound.replaceChildren();
        return;
      }
      const shown = element("pre", { tabindex: "0", "aria-label": "SPARQL" }, element("code", {}, text));
      const command = element("p", {}, `${say("local_command")} `, element("code", {}, commandOf(name, avggraph.valuesOf(form))));
      bound.replaceChildren(shown, element("p", { class: "tools" }, avggraph.copier(text), toEditor(form, text)), command);
    }
  };

  /** Gives what is filled in, by parameter. */
  avggraph.valuesOf = (form) => {
    const values = {};
    for (const field of form.querySelectorAll("[data-type]")) {
      if (field.value.trim()) (values[field.name] ??= []).push(field.value);
    }
    return values;
  };

  /** Makes a button that puts a text on the clipboard, and says that it did. */
  avggraph.copier = (text) => button(say("copy"), async (pressed) => {
    try {
      await navigator.clipboard.writeText(typeof text === "function" ? text() : text);
      pressed.textContent = say("copied");
    } catch {
      pressed.textContent = say("not_copied");
    }
  });

  // A parameter that lists its choices suggests them while one types; one that takes several values can have more fields.
  function prepare(form, parameter) {
    const fields = form.querySelectorAll(`input[name="${CSS.escape(parameter.name)}"]`);
    fields.forEach((field) => suggest(field, listed(parameter)));
    const [first] = fields;
    if (first && "multiple" in first.dataset && MANY.includes(parameter.type)) more(first, parameter);
  }

  function suggest(field, choices) {
    if (!choices.length) return;
    const list = element("datalist", { id: `choices-${(made += 1)}` });
    field.setAttribute("list", list.id);
    field.after(list);
    const fill = () => {
      const typed = field.value.toLowerCase();
      const found = [];
      for (const [value, ...names] of choices) {
        const name = names.find((each) => each.toLowerCase().includes(typed)) ?? (value.toLowerCase().includes(typed) ? names[0] : "");
        if (name) found.push(element("option", { value: name }));
        if (found.length === SUGGESTED) break;
      }
      list.replaceChildren(...found);
    };
    field.addEventListener("input", fill);
    field.addEventListener("focus", fill);
  }

  function further(field, parameter, value) {
    const other = field.cloneNode();
    other.value = value;
    other.id = `parameter-${(made += 1)}`;
    ["list", "aria-invalid", "aria-describedby"].forEach((key) => other.removeAttribute(key));
    other.setAttribute("aria-label", `${parameter.label}: ${say("or")}`);
    other.setAttribute("lang", "nl");
    return other;
  }

  function more(field, parameter) {
    const add = button(say("another"), () => {
      const other = further(field, parameter, "");
      add.before(other);
      suggest(other, listed(parameter));
      other.focus();
    });
    add.classList.add("more");
    add.setAttribute("aria-label", `${say("another")}: ${parameter.label}`);
    field.parentElement.append(add);
  }

  const quoted = (text) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

  /** Writes the command that asks the same on the user's own machine. */
  const commandOf = (name, values) =>
    ["avggraph query", name, ...Object.entries(values).flatMap(([key, given]) => given.map((value) => `-p ${quoted(`${key}=${value}`)}`)), "-g OUT"].join(" ");

  /** Writes what is filled in as the part of an address behind the #. */
  const hashOf = (form) =>
    new URLSearchParams([["vraag", form.dataset.query], ...Object.entries(avggraph.valuesOf(form)).flatMap(([key, given]) => given.map((value) => [key, value]))]).toString();

  function toEditor(form, text) {
    if (avggraph.openInEditor) return button(say("open_in_editor"), () => avggraph.openInEditor(text));
    const page = `${avggraph.root}${avggraph.language() === "en" ? "en/" : ""}vragen/stellen.html`;
    return element("a", { href: `${page}#${hashOf(form)}&sparql=1` }, say("open_in_editor"));
  }

  // On the query page the address says what was asked; on a question's own page that is what the page is.
  function remember(form) {
    if (avggraph.openInEditor) history.replaceState(null, "", `#${hashOf(form)}`);
  }
}
