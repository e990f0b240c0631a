// Asking an endpoint (SPARQL 1.1 Protocol), with limits: of time, and of what is read of an answer.
"use strict";
{
  const avggraph = (globalThis.avggraph ??= {});

  const SECONDS = 60;
  const MEGABYTES = 20;
  // N-Triples is what an answer to CONSTRUCT is shown from.
  const READ = "application/sparql-results+json, application/n-triples;q=0.9";

  class AnswerError extends Error {}

  /** The address of the endpoint, or an empty text where the page has none. */
  avggraph.endpoint = () => {
    const address = document.body.dataset.endpoint;
    return address && (location.protocol !== "file:" || /^https?:/.test(address)) ? new URL(address, document.baseURI).href : "";
  };

  /**
   * Asks a question. Gives `{columns, rows}` with rows of RDF terms as SPARQL JSON has them, `boolean` for ASK, whether
   * the answer is a `graph`, and the `milliseconds` it took. Throws AnswerError, with what to say.
   */
  async function ask(query, signal) {
    const begun = performance.now();
    const response = await send(query, READ, signal);
    const text = await limited(response);
    const answer = read(text, response.headers.get("Content-Type") ?? "");
    return { ...answer, milliseconds: performance.now() - begun };
  }

  /** Fetches an answer in a format, whole, to be kept as a file. */
  async function download(query, mediaType) {
    const response = await send(query, mediaType);
    return connected(response.blob(), "broken_off");
  }

  async function send(query, accept, signal) {
    const end = AbortSignal.timeout(SECONDS * 1000);
    const asked = fetch(avggraph.endpoint(), {
      method: "POST",
      headers: { Accept: accept, "Accept-Language": avggraph.language(), "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ query }),
      signal: signal ? AbortSignal.any([signal, end]) : end,
    });
    const response = await connected(asked, "no_connection");
    if (!response.ok) throw new AnswerError(await refusal(response));
    return response;
  }

  // An endpoint breaks off an answer that has begun and cannot be ended: only the connection tells that it is not whole.
  async function connected(promise, otherwise) {
    try {
      return await promise;
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw new AnswerError(avggraph.say(error.name === "TimeoutError" ? "too_slow" : otherwise, { seconds: SECONDS }));
    }
  }

  // Problem details (RFC 9457), or whatever text the server gave.
  async function refusal(response) {
    const text = (await limited(response)).trim();
    let words = text;
    if (/json/.test(response.headers.get("Content-Type") ?? "")) {
      try {
        const { title, detail } = JSON.parse(text);
        words = [title, detail].filter((each) => typeof each === "string").join(". ");
      } catch {
        // It called itself JSON and is not: its text is what there is.
      }
    } else if (/^<(?:!doctype|html)/i.test(text)) {
      words = "";
    }
    return avggraph.say("refused", { status: response.status, words: words.slice(0, 1000) });
  }

  async function limited(response) {
    const chunks = [];
    let length = 0;
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await connected(reader.read(), "broken_off");
      if (done) break;
      length += value.length;
      if (length > MEGABYTES * 1_000_000) {
        await reader.cancel();
        throw new AnswerError(avggraph.say("too_large", { megabytes: MEGABYTES }));
      }
      chunks.push(value);
    }
    return new Blob(chunks).text();
  }

  function read(text, type) {
    const isGraph = /n-triples/.test(type);
    let parsed;
    try {
      parsed = isGraph ? avggraph.readTriples(text) : JSON.parse(text);
    } catch {
      throw new AnswerError(avggraph.say("not_an_answer"));
    }
    if (typeof parsed?.boolean === "boolean") return { columns: [], rows: [], boolean: parsed.boolean, graph: false };
    const [columns, rows] = [parsed?.head?.vars, parsed?.results?.bindings];
    if (!Array.isArray(columns) || !Array.isArray(rows)) throw new AnswerError(avggraph.say("not_an_answer"));
    // A variable may be called as what every object has: "constructor".
    return { columns, rows: rows.map((row) => columns.map((name) => (Object.hasOwn(row, name) ? row[name] : null))), graph: isGraph };
  }

  Object.assign(avggraph, { AnswerError, ask, download, SECONDS });
}
