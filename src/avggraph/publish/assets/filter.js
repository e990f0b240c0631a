// A field above a long list that leaves in view what has the words; the list is whole without it.
(() => {
  "use strict";
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const add = (list, number) => {
    const items = [...list.querySelectorAll(list.dataset.filter)];
    // What an item says itself: of a branch not what hangs below it.
    const texts = items.map((item) => {
      const own = item.cloneNode(true);
      own.querySelectorAll("ul").forEach((below) => below.remove());
      return plain(own.textContent);
    });
    const folds = [...list.querySelectorAll("details")];
    const box = document.createElement("p");
    box.className = "filter";
    const label = document.createElement("label");
    label.htmlFor = `filter-${number}`;
    label.textContent = `${list.dataset.label} `;
    const field = document.createElement("input");
    field.type = "search";
    field.id = label.htmlFor;
    field.autocomplete = "off";
    const told = document.createElement("output");
    told.htmlFor = field.id;
    box.append(label, field, told);
    list.before(box);

    const show = () => {
      const wanted = plain(field.value).split(/\s+/).filter(Boolean);
      const found = new Set(items.filter((_, index) => wanted.every((word) => texts[index].includes(word))));
      const kept = new Set(found);
      for (const item of found) {
        for (let above = item.parentElement.closest("li"); above; above = above.parentElement.closest("li")) kept.add(above);
      }
      for (const item of items) item.hidden = wanted.length > 0 && !kept.has(item);
      for (const fold of folds) fold.open = wanted.length > 0 && [...fold.querySelectorAll("li")].some((item) => found.has(item));
      told.textContent = wanted.length
        ? list.dataset.shown.replace("{shown}", found.size).replace("{total}", items.length)
        : "";
    };
    field.addEventListener("input", show);
  };

  document.querySelectorAll("[data-filter]").forEach(add);
})();
