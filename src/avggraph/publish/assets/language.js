// The page in the other language keeps what the address asks for: a search, a form filled in, a place on the page.
(() => {
  "use strict";
  const link = document.querySelector("p.language a");
  const page = link.getAttribute("href");
  const carry = () => { link.href = page + location.search + location.hash; };
  for (const kind of ["focus", "pointerdown", "click"]) link.addEventListener(kind, carry);
})();
