// The index in the browser: loads what is asked for, as scripts, and finds the records that have all words sought.
"use strict";
(function (search) {
  const { beginnings, fits, soughtIn } = search.terms;
  const SHARE_OF_COMPOUND = 0.6;
  const given = new Map();
  const asked = new Map();

  // What a data file calls.
  search.take = function (name, value) {
    given.set(name, value);
  };

  function load(folder, name) {
    if (!asked.has(name)) {
      asked.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `${folder}/${name.split("/").map(encodeURIComponent).join("/")}.js`;
        script.onload = () => {
          script.remove();
          if (given.has(name)) resolve(given.get(name));
          else reject(new Error(name));
          given.delete(name);
        };
        script.onerror = () => {
          script.remove();
          asked.delete(name);
          reject(new Error(name));
        };
        document.head.append(script);
      }));
    }
    return asked.get(name);
  }

  // Places written as the steps between them, or as those that are left out ("!").
  function decode(text, count) {
    const listed = text.replace("!", "");
    let place = 0;
    const places = listed ? listed.split(",").map((step) => (place += Number(step))) : [];
    if (!text.startsWith("!")) return places;
    const without = new Set(places);
    return Array.from({ length: count }, (_, each) => each).filter((each) => !without.has(each));
  }

  class Index {
    constructor(folder, register) {
      this.folder = folder;
      this.count = register.count;
      this.common = new Set(register.common);
      this.parts = register.parts;
      this.register = register;
    }

    load(name) {
      return load(this.folder, name);
    }

    sought(text) {
      return soughtIn(text, this.common);
    }

    // The score of each record that has every word, by its place; null where nothing is sought.
    async find(sought) {
      if (!sought.length) return null;
      let scores = null;
      for (const found of await Promise.all(sought.map((each) => this.findWord(each)))) {
        if (scores === null) scores = found;
        else {
          const both = new Map();
          for (const [place, score] of scores) if (found.has(place)) both.set(place, score + found.get(place));
          scores = both;
        }
      }
      return scores;
    }

    async findWord(sought) {
      const starts = [sought.stem, ...beginnings(sought)];
      const needed = [];
      this.parts.forEach((letters, number) => {
        const exact = sought.stem.startsWith(letters);
        if (exact || starts.slice(1).some((start) => start.startsWith(letters) || letters.startsWith(start))) {
          needed.push(this.load(`woorden-${number}`));
        }
      });
      const shares = new Map();
      for (const part of await Promise.all(needed)) {
        for (const [term, [records, weights]] of Object.entries(part)) {
          if (!fits(term, sought)) continue;
          const of = term === sought.stem ? 1 : SHARE_OF_COMPOUND;
          decode(records, this.count).forEach((place, number) => {
            const share = of * parseInt(weights[number], 36);
            if (share > (shares.get(place) || 0)) shares.set(place, share);
          });
        }
      }
      // How rare the word is among the records (BM25), its compounds counted with it.
      const rarity = Math.log(1 + (this.count - shares.size + 0.5) / (shares.size + 0.5));
      for (const [place, share] of shares) shares.set(place, share * rarity);
      return shares;
    }

    // What the list tells of records, by place.
    async rows(places) {
      const size = this.register.rows;
      const files = [...new Set(places.map((place) => Math.floor(place / size)))];
      const loaded = new Map(await Promise.all(files.map(async (file) => [file, await this.load(`rijen-${file}`)])));
      return places.map((place) => {
        const [number, title, name] = loaded.get(Math.floor(place / size))[place % size];
        return { place, number, title, name, path: this.register.start + name };
      });
    }
  }

  search.decode = decode;
  search.open = async (folder) => new Index(folder, await load(folder, "register"));
})(window.avggraphSearch);
