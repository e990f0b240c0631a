// The form that makes the line which mends a wrong link. Nothing is sent: the line is shown, to be copied.
(() => {
  "use strict";
  const form = document.getElementById("report");
  const fields = form.elements;
  const wrong = document.getElementById("report-wrong");
  const made = form.querySelector("[data-made]");
  const line = document.getElementById("report-line");
  const head = form.querySelector("template[data-head]").content.textContent;
  const base = form.dataset.base;

  const onOneLine = (text) => text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/gu, " ").trim();

  // The concept of a name in the list that is chosen, "persoonsgegevens:naam" or a whole IRI; nothing for what is none.
  const conceptOf = (text) => namedConcept(text) ?? writtenConcept(text);

  const namedConcept = (text) => {
    const names = [...(document.getElementById(`concepts-${fields.scheme.value}`)?.options ?? [])];
    const name = text.toLowerCase();
    const found = names.find((option) => option.value.toLowerCase() === name);
    return found && [`${fields.scheme.value}:${found.textContent}`, fields.scheme.value];
  };

  const writtenConcept = (text) => {
    const local = text.startsWith(base) ? text.slice(base.length).replace("/", ":") : text;
    const found = /^([a-z][a-z0-9-]*):([a-z0-9][a-z0-9-]*)$/.exec(local);
    return found && [...fields.scheme.options].some((option) => option.value === found[1]) ? found : null;
  };

  // A mapping set (SSSOM/TSV) of one row, its cells in the order of the head's last line.
  const wordings = (values) => {
    const columns = head.trimEnd().split("\n").at(-1).split("\t");
    const cells = {
      subject_type: "rdfs literal",
      predicate_id: "skos:exactMatch",
      mapping_justification: "semapv:ManualMappingCuration",
      ...values,
    };
    return `${head}${columns.map((column) => cells[column] ?? "").join("\t")}\n`;
  };

  const csvCell = (text) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

  const makers = {
    concept: (words, about) => {
      const concept = conceptOf(onOneLine(fields.concept.value));
      if (!concept) throw new Error(form.dataset.missingConcept);
      return wordings({
        subject_label: words,
        object_id: concept[0],
        object_source: `concept:${concept[1]}`,
        comment: about,
      });
    },
    none: (words, about) =>
      wordings({
        subject_label: words,
        object_id: "sssom:NoTermFound",
        object_source: `concept:${fields.scheme.value}`,
        comment: about,
      }),
    organisation: (words) => {
      const organisation = onOneLine(fields.organisation.value);
      if (!/^https?:\/\/\S+$/.test(organisation)) throw new Error(form.dataset.missingOrganisation);
      const own = /\/id\/organisatie\/([a-z0-9-]+)$/.exec(organisation);
      return `${csvCell(words)},${csvCell(own ? own[1] : organisation)},,,,\n`;
    },
    nobody: (words) => `${csvCell(words)},,,,,\n`,
  };

  const showFields = () => {
    for (const part of form.querySelectorAll("[data-for]")) {
      part.hidden = !part.dataset.for.split(" ").includes(fields.kind.value);
    }
    fields.concept.setAttribute("list", `concepts-${fields.scheme.value}`);
    made.hidden = true;
    wrong.textContent = "";
  };

  const fill = () => {
    const asked = new URLSearchParams(location.search);
    const about = asked.get("over") ?? "";
    fields.words.value = asked.get("woorden") ?? "";
    fields.concept.value = asked.get("begrip") ?? (about.startsWith(base) ? about : "");
    const organisation = asked.get("organisatie") ?? (/\/tooi\/id\/|\/id\/organisatie\//.test(about) ? about : "");
    fields.organisation.value = organisation;
    fields.about.value = about;
    if (organisation) fields.kind.value = "organisation";
    const known = writtenConcept(fields.concept.value);
    if (known) fields.scheme.value = known[1];
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    made.hidden = true;
    try {
      const words = onOneLine(fields.words.value);
      if (!words) throw new Error(form.dataset.missingWords);
      line.value = makers[fields.kind.value](words, onOneLine(fields.about.value));
    } catch (error) {
      wrong.textContent = error.message;
      return;
    }
    wrong.textContent = "";
    made.hidden = false;
    line.focus();
  });
  for (const choice of [fields.kind, fields.scheme]) choice.addEventListener("change", showFields);
  fill();
  form.hidden = false;
  showFields();
})();
