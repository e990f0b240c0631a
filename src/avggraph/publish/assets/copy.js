// A button under each text that is made to be copied.
(() => {
  "use strict";
  for (const text of document.querySelectorAll("[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = text.dataset.copy;
    const told = document.createElement("output");
    told.className = "quiet";
    button.addEventListener("click", async () => {
      const words = "value" in text ? text.value : text.textContent;
      try {
        await navigator.clipboard.writeText(words);
        told.textContent = text.dataset.copied;
      } catch {
        // No access to the clipboard: the words are selected, to be copied by hand.
        if (text.select) text.select();
        else getSelection().selectAllChildren(text);
      }
    });
    text.after(button, told);
  }
})();
