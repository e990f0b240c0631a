// Tables as CSV for a spreadsheet. Text that one would run as a formula is made text again (CWE-1236), as
// src/avggraph/spreadsheet.py does.
"use strict";
globalThis.avggraphCsv = (() => {
  const FORMULA = /^(?=[\t\r\n]|[\s\x1c-\x1f\x85]*[=+\-@＝＋－＠])/;
  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

  return {
    safe: (text) => text.replace(FORMULA, "'"),
    /** Gives a file of rows of texts. */
    file: (rows) => new Blob(rows.map((row) => `${row.map(quoted).join(",")}\r\n`), { type: "text/csv;charset=utf-8" }),
  };
})();
