// The form of a sharing guide: it looks questions up in the guide's table and decides nothing itself.
"use strict";
(() => {
  const form = document.getElementById("question");
  if (!form) return;
  const english = document.documentElement.lang === "en";
  const LONGEST = 200;
  const MOST_ITEMS = 100;
  const SUGGESTED = 5;

  const either = ([nl, en]) => (english ? en || nl : nl || en);
  // As avggraph.share.understand.plain: names are compared whatever their capitals, spaces and apostrophes.
  const plain = (words) => words.toLowerCase().replaceAll("’", "'").split(/\s+/u).filter(Boolean).join(" ");

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(name, value);
      else if (value) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== ""));
    return element;
  }

  function start(guide) {
    const { table } = guide;
    const phrases = guide.words[english ? "en" : "nl"];
    const fill = (text, values) => text.replace(/\{(\w+)\}/gu, (_, name) => String(values[name]));
    const say = (key, values = {}) => fill(phrases[key], values);
    // The same as nodes, with one at the place of a name.
    function sayWith(key, name, node, values = {}) {
      const [before, after] = phrases[key].split(`{${name}}`);
      return [fill(before, values), node, fill(after, values)];
    }
    const codes = Object.fromEntries(
      Object.entries(guide.choices).map(([field, found]) => [field, found.map(([code]) => code)]),
    );

    // ---------------------------------------------------------------- what words name

    const index = (things) => new Map(things.flatMap((thing) => thing.names.map((name) => [plain(name), thing])));
    const partyNames = index(guide.parties);
    const itemNames = index(guide.items);

    function partyOf(words) {
      const sought = plain(words);
      const begun = guide.begins.find(([start]) => sought.startsWith(start));
      return partyNames.get(sought) || (begun && guide.parties[begun[1]]) || { group: 0, unknown: true };
    }

    const itemOf = (words) => itemNames.get(plain(words)) || { kind: 0, classes: [], unknown: true };

    // Names that begin with the words or hold them, then those that begin alike.
    function suggestions(words, things) {
      const sought = plain(words);
      if (!sought) return [];
      const tests = [
        (name) => name.startsWith(sought),
        (name) => sought.length > 2 && name.includes(sought),
        (name) => sought.length > 3 && name.startsWith(sought.slice(0, 4)),
      ];
      const found = new Set();
      for (const test of tests) {
        for (const thing of things) {
          const name = thing.names.find((each) => test(plain(each)));
          if (name && found.size < SUGGESTED) found.add(name);
        }
      }
      return [...found];
    }

    // ---------------------------------------------------------------- the table

    // As avggraph.share.table.Cell.verdict.
    function verdictOf(group, kind, stated) {
      const cell = table.cells[table.grid[group][kind]];
      const place = cell.fields.reduce((sum, { name, alike, size }) => sum * size + alike[stated[name] || ""], 0);
      return table.verdicts[cell.verdicts[place]];
    }

    const strictness = (code) => guide.outcomes.findIndex(([each]) => each === code);
    const strictest = (items) => guide.outcomes[Math.max(...items.map((item) => strictness(item.outcome)))][0];

    // As avggraph.share.assess does for several concepts: the strictest, which if it does not let share counts alone.
    function together(verdicts) {
      if (verdicts.length < 2) return verdicts[0];
      const outcome = strictest(verdicts);
      const counted = guide.outcomes[strictness(outcome)][1] ? verdicts : verdicts.filter((each) => each.outcome === outcome);
      const all = (field) => [...new Set(counted.flatMap((each) => each[field]))];
      return {
        outcome,
        duties: Object.keys(guide.duties).filter((duty) => all("duties").includes(duty)),
        rules: guide.rules.filter((rule) => all("rules").includes(rule)),
        reasons: all("reasons"),
      };
    }

    function itemsOf(question) {
      const { group } = partyOf(question.requester);
      return question.data.map((words) => {
        const thing = itemOf(words);
        // A document that is chosen and one that the words name count both.
        const documents = new Set([question.document, thing.document].filter((each) => each));
        const verdicts = [...(documents.size ? documents : [""])].map((document) => verdictOf(group, thing.kind, { ...question, document }));
        return { words, thing, ...together(verdicts) };
      });
    }

    // ---------------------------------------------------------------- what is not known and would change the answer

    const gist = (items) => JSON.stringify(items.map(({ outcome, duties }) => [outcome, duties]));

    function compare(some, others) {
      for (const [place, each] of some.entries()) if (each !== others[place]) return each - others[place];
      return 0;
    }

    function openFields(question) {
      const mandates = codes.mandate.slice(2);
      const complete = mandates.at(-1);
      return [
        ["necessary", question.necessary ? [] : ["yes", "no"]],
        ["purpose", question.purpose || codes.purpose.length < 3 ? [] : codes.purpose.slice(1)],
        ["mandate", !complete || question.mandate === complete ? [] : [complete]],
        ["document", question.document ? [] : codes.document.slice(1, -1)],
      ].filter(([, values]) => values.length);
    }

    // The question with the rest stated at its best: the first of the least strict.
    function best(question, fields) {
      let cases = [question];
      for (const [field, values] of fields) {
        cases = cases.flatMap((each) => [each, ...values.map((value) => ({ ...each, [field]: value }))]);
      }
      let [found, least] = [question, null];
      for (const each of cases) {
        const measured = itemsOf(each).map((item) => strictness(item.outcome));
        if (!least || compare(measured, least) < 0) [found, least] = [each, measured];
      }
      return found;
    }

    function open(question) {
      const fields = openFields(question);
      const atBest = best(question, fields);
      const found = [];
      for (const [field, values] of fields) {
        for (const from of [question, { ...atBest, [field]: question[field] }]) {
          const before = itemsOf(from);
          const known = new Set(before.flatMap((item) => item.duties));
          const changes = values
            .map((value) => [value, itemsOf({ ...from, [field]: value })])
            .filter(([, then]) => gist(then) !== gist(before))
            .map(([value, then]) => ({
              value,
              outcome: strictest(then),
              duties: [...new Set(then.flatMap((item) => item.duties))].filter((duty) => !known.has(duty)),
            }));
          if (changes.length) {
            found.push({ field, changes });
            break;
          }
        }
      }
      return found;
    }

    function answer(question) {
      const items = itemsOf(question);
      const cited = new Set(items.flatMap((item) => item.rules));
      return {
        party: partyOf(question.requester),
        items,
        outcome: strictest(items),
        rules: guide.rules.filter((rule) => cited.has(rule)),
        open: open(question),
      };
    }

    // ---------------------------------------------------------------- the answer as text

    const site = document.getElementById("guide").dataset.site;
    const label = (code) => either(guide.outcomes[strictness(code)][2]);
    const choice = (field, code) => guide.choices[field].find(([each]) => each === code).slice(1);
    const chosen = (field, code) => (code ? either(choice(field, code)) : say("question.not-stated"));

    // Names and titles of the register are Dutch on a page in any language.
    function linked(text, path) {
      const lang = english ? "nl" : "";
      if (!path) return make("span", { lang }, text);
      const href = `${site}${english ? "en/" : ""}${path.split("/").map(encodeURIComponent).join("/")}.html`;
      return make("a", { href, lang }, text);
    }

    const listed = (items, attributes = {}) => make("ul", attributes, ...items.map((each) => make("li", {}, ...[each].flat())));
    const part = (key, ...content) => make("section", { class: "part" }, make("h3", {}, say(key)), ...content);
    const some = ([number, names]) =>
      [...names, ...(number > names.length ? [say("register.more", { number: number - names.length })] : [])].join(", ");

    function dutyText(code) {
      const [title, soft] = guide.duties[code];
      return say(soft ? "answer.soft-duty" : "answer.duty", { duty: either(title) });
    }

    function ruleLinks(rules) {
      const links = rules.flatMap((rule, place) => [place ? ", " : "", make("a", { href: `#cited-${rule}` }, rule)]);
      return sayWith("answer.cites", "rules", make("span", {}, ...links));
    }

    function asked(question, found) {
      const party = found.party.label && either(found.party.label);
      const known = party && plain(party) !== plain(question.requester);
      const lines = [
        ["requester", known ? say("question.taken-for", { words: question.requester, label: party }) : question.requester],
        ...(guide.contacts.length ? [["own", chosen("own", question.own)]] : []),
        ["data", question.data.join(", ")],
        ["necessary", chosen("necessary", question.necessary)],
        ...(codes.purpose.length > 2 ? [["purpose", chosen("purpose", question.purpose)]] : []),
        ...(question.mandate ? [["mandate", mandateText(question.mandate)]] : []),
        ...(question.document ? [["asset", chosen("document", question.document)]] : []),
      ];
      return listed(lines.map(([key, words]) => say(`question.${key}`, { words })), { role: "list" });
    }

    function mandateText(code) {
      if (code === "none") return say("question.nothing");
      return code.split(" ").map((each) => either(choice("mandate", each))).join(", ");
    }

    function itemText(item) {
      const kinds = item.thing.classes.map((number) => either(guide.classes[number])).join(", ");
      const lines = [
        kinds ? say("answer.classes", { classes: kinds }) : say("answer.no-class"),
        ...item.reasons.map((number) => say("answer.because", { reason: either(table.reasons[number]) })),
        ...item.duties.map((duty) => make("strong", {}, dutyText(duty))),
        ...(item.thing.remarks || []).map(either),
        ruleLinks(item.rules),
      ];
      const name = item.thing.page ? linked(item.words, item.thing.page) : item.words;
      const outcome = make("span", { class: `outcome ${item.outcome}` }, label(item.outcome));
      return make("div", { class: "item" }, make("h4", {}, name, ": ", outcome), listed(lines));
    }

    function openText({ field, changes }) {
      const lines = changes.map(({ value, outcome, duties }) => [
        say("open.change", { value: either(choice(field, value)), outcome: label(outcome) }),
        ...(duties.length ? [listed(duties.map(dutyText))] : []),
      ]);
      return [say(`open.${field === "document" ? "asset" : field}`), listed(lines)];
    }

    function unknownTexts(question, found) {
      return [
        ...(found.party.unknown ? [say("open.requester-unknown", { words: question.requester })] : []),
        ...found.items.filter((item) => item.thing.unknown).map((item) => say("open.data-unknown", { words: item.words })),
      ];
    }

    // A rule as it stands on the page: title, explanation, the guide's own words.
    function ruleText(code) {
      const rule = document.getElementById(code);
      const copy = make("article", { class: "rule", id: `cited-${code}` }, make("h4", {}, rule.querySelector("h4").textContent));
      copy.append(rule.querySelector(".body").cloneNode(true));
      return copy;
    }

    function contacts(question) {
      const [own] = guide.contacts.filter(([, name]) => name === question.own);
      const whom = question.own ? guide.contacts.filter(([iri]) => own && iri === own[0]) : guide.contacts;
      const lines = whom.map(([, organisation, , matter, address]) => {
        const link = make("a", { href: `mailto:${address}` }, address);
        return sayWith("contact.line", "address", link, { organisation, matter: either(matter) });
      });
      return listed(lines.length ? lines : [say("contact.own")]);
    }

    function register(question, found) {
      const { party } = found;
      if (party.unknown) return make("p", {}, say("unknown_requester"));
      const name = either(party.label) || question.requester;
      const [number, given] = party.given || [0, []];
      const lines = given.map(([reference, title, page, from, to, data]) => {
        const what = data[0] ? some(data) : say("register.all-data");
        return sayWith("register.describes", "title", linked(title || reference, page), { reference, from, to, data: what });
      });
      if (number > given.length) lines.push(say("register.more", { number: number - given.length }));
      if (!number) lines.push(say("no_disclosures", { party: name }));
      for (const each of new Set([party, partyNames.get(plain(question.own))])) {
        if (!each) continue;
        const records = each.own ? some(each.own) : "";
        const key = records ? "register.own-records" : "register.no-own-records";
        lines.push(sayWith(key, "organisation", linked(either(each.label), each.page), { records }));
      }
      const systems = new Set(found.items.flatMap((item) => item.duties).flatMap((duty) => guide.duties[duty][2]));
      for (const system of systems) {
        const [title, page, named] = guide.systems[system];
        lines.push(sayWith(named[0] ? "register.system" : "register.no-system", "system", linked(title, page), { records: some(named) }));
      }
      return listed(lines);
    }

    function sections(question, found) {
      const least = found.items.filter((item) => item.outcome === guide.outcomes[0][0]).map((item) => item.words);
      const shareable = least.length ? say("answer.shareable", { items: least.join(", ") }) : say("answer.nothing-shareable");
      const unsaid = [...unknownTexts(question, found), ...found.open.map(openText)];
      const remark = document.querySelector("p.remark");
      return [
        make("p", {}, either(guide.outcomes[strictness(found.outcome)][3]), " ", shareable),
        part("heading.question", asked(question, found)),
        part("heading.items", ...found.items.map(itemText)),
        ...(unsaid.length ? [part("heading.open", listed(unsaid))] : []),
        part("heading.rules", ...found.rules.map(ruleText)),
        part("heading.contacts", contacts(question)),
        part("heading.register", register(question, found)),
        part("heading.about", listed([...(found.party.remarks || []).map(either), ...(remark ? [remark.textContent] : []), say("about.no-person"), say("about.no-advice")])),
      ];
    }

    // ---------------------------------------------------------------- the form

    const parts = form.elements;
    const byId = (id) => document.getElementById(id);
    const [requester, entry, chips, outcome] = ["requester", "item", "asked", "outcome"].map(byId);
    const boxes = [...form.querySelectorAll("[name=machtiging]")];
    let data = [];

    function mandateCode() {
      const ticked = boxes.filter((box) => box.checked).map((box) => box.value);
      return codes.mandate.find((code) => code === ticked.join(" ")) || "";
    }

    // A guide that asks nothing of a field has no such field.
    const stated = (name) => (parts[name] ? parts[name].value : "");
    const current = () => ({
      requester: requester.value.trim(),
      own: stated("van"),
      data,
      necessary: stated("nodig"),
      purpose: stated("doel"),
      mandate: mandateCode(),
      document: stated("stuk"),
    });

    function told(place, words, things, take) {
      const buttons = suggestions(words, things).map((name) =>
        make("button", { type: "button", click: () => take(name) }, say("open.suggestion", { name })),
      );
      return make("p", {}, say(place, { words }), ...buttons.flatMap((button) => [" ", button]));
    }

    function tellUnknown(question) {
      const unknownParty = question.requester && partyOf(question.requester).unknown;
      const take = (name) => {
        requester.value = name;
        requester.focus();
        show();
      };
      byId("requester-told").replaceChildren(
        ...(unknownParty ? [told("open.requester-unknown", question.requester, guide.parties, take)] : []),
      );
      byId("item-told").replaceChildren(
        ...data.filter((words) => itemOf(words).unknown).map((words) =>
          told("open.data-unknown", words, guide.items, (name) => {
            data = [...new Set(data.map((each) => (each === words ? name : each)))];
            entry.focus();
            show();
          }),
        ),
      );
    }

    function tellAsked() {
      chips.replaceChildren(
        ...data.map((words, place) =>
          make(
            "li",
            {},
            words,
            make("button", { type: "button", "aria-label": say("remove", { name: words }), click: () => remove(place) }, "×"),
          ),
        ),
      );
    }

    function remove(place) {
      data = data.filter((_, each) => each !== place);
      show();
      const buttons = chips.querySelectorAll("button");
      (buttons[Math.min(place, buttons.length - 1)] || entry).focus();
    }

    function add() {
      const words = entry.value.split(/[,;\n]/u).map((each) => each.trim().slice(0, LONGEST)).filter(Boolean);
      if (!words.length) return;
      data = [...new Set([...data, ...words])].slice(0, MOST_ITEMS);
      entry.value = "";
      show();
    }

    const parameters = { requester: "vrager", own: "van", necessary: "nodig", purpose: "doel", mandate: "machtiging", document: "stuk" };

    function remember(question) {
      const given = new URLSearchParams();
      for (const [field, name] of Object.entries(parameters)) if (question[field]) given.set(name, question[field]);
      for (const words of question.data) given.append("gegeven", words);
      const query = given.toString();
      try {
        history.replaceState(null, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`);
      } catch {
        // A browser may keep no history of pages from disk; the form works without.
      }
    }

    function recall() {
      const given = new URLSearchParams(location.search);
      const known = (field) => (codes[field].includes(given.get(parameters[field])) ? given.get(parameters[field]) : "");
      requester.value = (given.get("vrager") || "").slice(0, LONGEST);
      data = [...new Set(given.getAll("gegeven").map((each) => each.trim().slice(0, LONGEST)).filter(Boolean))].slice(0, MOST_ITEMS);
      for (const field of ["own", "necessary", "purpose", "document"]) {
        if (parts[parameters[field]]) parts[parameters[field]].value = known(field);
      }
      const ticked = known("mandate").split(" ");
      for (const box of boxes) box.checked = ticked.includes(box.value);
    }

    function show() {
      const question = current();
      const whole = Boolean(question.requester && data.length);
      tellUnknown(question);
      tellAsked();
      remember(question);
      document.body.classList.toggle("answered", whole);
      byId("record").hidden = !whole;
      outcome.className = "";
      if (!whole) {
        outcome.textContent = say("waiting");
        byId("found").replaceChildren();
        return;
      }
      const found = answer(question);
      outcome.className = `outcome ${found.outcome}`;
      outcome.textContent = `${say("heading.outcome")}: ${label(found.outcome)}`;
      byId("found").replaceChildren(...sections(question, found));
    }

    // What a list suggests: the name of each thing in the language of the page, where that is known.
    function suggest(list, things, known) {
      const names = things.filter((thing) => thing.label).map((thing) => {
        const name = either(thing.label);
        return known.has(plain(name)) ? name : thing.names[0];
      });
      byId(list).append(...[...new Set(names)].map((value) => make("option", { value })));
    }
    suggest("known-parties", guide.parties, partyNames);
    suggest("known-items", guide.items, itemNames);

    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => {
      data = [];
      // What was decided on another question; it stands outside the form.
      byId("record-reasons").value = "";
      // The browser empties the fields after this event.
      setTimeout(() => {
        show();
        requester.focus();
      });
    });
    form.addEventListener("change", (event) => {
      if (event.target === entry) return add();
      if (event.target.name === "machtiging" && event.target.checked) {
        const isNone = event.target.value === "none";
        for (const box of boxes) if (isNone !== (box.value === "none")) box.checked = false;
      }
      return show();
    });
    requester.addEventListener("input", () => {
      if (partyNames.has(plain(requester.value))) show();
    });
    entry.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      add();
    });
    byId("add").addEventListener("click", () => {
      add();
      entry.focus();
    });
    byId("print").addEventListener("click", () => print());

    start.answer = answer;
    form.hidden = byId("answer").hidden = false;
    recall();
    show();
  }

  window.avggraph = { ...window.avggraph, sharing: start };
})();
