// The query page: choose a saved question or write one, and an address that says what was asked.
"use strict";
{
  const avggraph = (globalThis.avggraph ??= {});
  const { element, say } = avggraph;

  avggraph.startPage = () => {
    const choice = document.getElementById("question");
    const place = document.getElementById("question-form");
    const own = document.getElementById("own-question");
    const target = document.getElementById("own-results");
    const canAsk = Boolean(avggraph.endpoint());
    const show = avggraph.answers(target);
    const editor = avggraph.makeEditor(document.getElementById("editor"), () => run());
    const told = element("p", { role: "status", class: "told" });

    avggraph.openInEditor = (text) => {
      editor.set(text);
      editor.focus();
    };

    function run() {
      if (!canAsk) return;
      show(editor.value(), "vraag");
    }

    // Gives what avggraph.enliven does; nothing where no question has this name.
    function choose(name, given = new URLSearchParams()) {
      choice.value = name;
      place.replaceChildren();
      avggraph.answers(place.nextElementSibling);
      if (!Object.hasOwn(avggraph.questions, name)) return undefined;
      const { question, text } = avggraph.questions[name];
      const sparql = element("template", { "data-sparql": true });
      sparql.content.append(text);
      const form = element(
        "form",
        { "data-query": name, hidden: true },
        element("p", {}, question[avggraph.language()]),
        ...avggraph.fields(text, given),
        element("p", { class: "tools" }, element("button", { class: "primary" }, say("run"))),
        sparql,
      );
      place.append(form);
      return avggraph.enliven(form);
    }

    function permalink() {
      const address = `${location.href.split("#")[0]}#${new URLSearchParams({ query: editor.value() })}`;
      if (address.length > avggraph.LONGEST) {
        told.textContent = say("too_long", { longest: avggraph.number(avggraph.LONGEST) });
        return;
      }
      history.replaceState(null, "", address);
      told.replaceChildren(`${say("address_is")} `, element("a", { href: address }, say("this_question")));
    }

    // What the address asks for is filled in, and asked only by the user: a link of someone else runs nothing.
    function read() {
      const given = new URLSearchParams(location.hash.slice(1) || location.search);
      if (given.has("query")) editor.set(given.get("query"));
      const name = given.get("vraag");
      if (!name) return;
      const bound = choose(name, given);
      const text = given.has("sparql") && bound ? bound() : null;
      if (text !== null) editor.set(text);
    }

    own.addEventListener("submit", (event) => {
      event.preventDefault();
      run();
    });
    own.querySelectorAll("button").forEach((each) => (each.hidden = !canAsk));
    own.querySelector(".tools").append(avggraph.copier(editor.value), avggraph.button(say("permalink"), permalink));
    own.querySelector(".tools").after(told);
    target.hidden = !canAsk;
    choice.closest(".field").hidden = false;
    choice.addEventListener("change", () => choose(choice.value));
    document.getElementById("editor-keys").hidden = false;
    read();
    addEventListener("hashchange", read);
  };
}
