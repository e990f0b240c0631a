// Facets: which records a choice leaves, and how many each further value would.
"use strict";
(function (search) {
  class Facets {
    constructor(register, language) {
      this.count = register.count;
      this.list = register.facets.map((facet) => ({
        name: facet.name,
        title: facet.title[language] || facet.title.nl,
        absent: facet.absent,
        pair: facet.pair,
        values: facet.values.map(([key, records, nl, en, narrower]) => ({
          key,
          name: language === "en" && en ? en : nl,
          lang: language === "en" && !en ? "nl" : undefined,
          records: search.decode(records, register.count),
          narrower: new Set(narrower ? search.decode(narrower, register.count) : []),
        })),
        pairs: facet.pairs.map(([one, other, records]) => [one, other, search.decode(records, register.count)]),
      }));
      this.byName = new Map(this.list.map((facet) => [facet.name, facet]));
    }

    value(name, key) {
      const facet = this.byName.get(name);
      return facet && facet.values.find((value) => value.key === key);
    }

    // Keeps of a choice, {facet: [key, …]}, what there is.
    known(chosen) {
      const kept = new Map();
      for (const { name } of this.list) {
        const keys = [...new Set(chosen.get(name) || [])].filter((key) => this.value(name, key));
        if (keys.length) kept.set(name, keys);
      }
      return kept;
    }

    // How many facets let each record pass; two facets that are a pair count as one when both are chosen.
    passed(chosen, without = []) {
      const passes = new Uint8Array(this.count);
      let asked = 0;
      const done = new Set(without);
      for (const facet of this.list) {
        const own = chosen.get(facet.name);
        const other = facet.pair && chosen.get(facet.pair);
        if (done.has(facet.name)) continue;
        const both = own && other && !done.has(facet.pair);
        if (both) done.add(facet.pair);
        if (!own) continue;
        asked += 1;
        const union = new Uint8Array(this.count);
        if (both) this.eachOfPair(facet, own, other, (place) => (union[place] = 1));
        else for (const key of own) for (const place of this.value(facet.name, key).records) union[place] = 1;
        for (let place = 0; place < this.count; place += 1) passes[place] += union[place];
      }
      return passes.map((each) => (each === asked ? 1 : 0));
    }

    eachOfPair(facet, own, other, act) {
      const others = this.byName.get(facet.pair).values;
      const [one, two] = [new Set(own), new Set(other)];
      for (const [first, second, records] of facet.pairs) {
        if (one.has(facet.values[first].key) && two.has(others[second].key)) records.forEach(act);
      }
    }

    // How many records of `within` each value of a facet has, with what else is chosen, by key.
    counts(facet, chosen, within) {
      const holder = this.list.find((each) => each.pair === facet.name);
      const partner = facet.pair || (holder && holder.name);
      const passes = this.passed(chosen, partner && chosen.has(partner) ? [facet.name, partner] : [facet.name]);
      const fits = (place) => passes[place] && (!within || within.has(place));
      if (!partner || !chosen.has(partner)) {
        return new Map(facet.values.map(({ key, records }) => [key, records.filter(fits).length]));
      }
      const found = new Map(facet.values.map(({ key }) => [key, new Set()]));
      const [first, second] = facet.pair ? [facet, this.byName.get(partner)] : [holder, facet];
      const keys = new Set(chosen.get(partner));
      for (const [one, other, records] of first.pairs) {
        const pair = [first.values[one].key, second.values[other].key];
        const [own, theirs] = facet.pair ? pair : pair.reverse();
        if (keys.has(theirs)) records.filter(fits).forEach((place) => found.get(own).add(place));
      }
      return new Map([...found].map(([key, places]) => [key, places.size]));
    }

    // The values of a facet that some records have themselves, and not by a narrower concept, by place.
    of(name, places) {
      const facet = this.byName.get(name);
      const found = new Map(places.map((place) => [place, []]));
      if (facet) for (const value of facet.values) for (const place of value.records) if (found.has(place) && !value.narrower.has(place)) found.get(place).push(value);
      return found;
    }

    // The organisations that have a role in some records, by place.
    inRole(role, places) {
      const found = new Map(places.map((place) => [place, []]));
      for (const facet of this.list.filter((each) => each.pair)) {
        const others = this.byName.get(facet.pair).values;
        for (const [one, other, records] of facet.pairs) {
          if (others[other].key === role) for (const place of records) if (found.has(place)) found.get(place).push(facet.values[one]);
        }
      }
      return found;
    }
  }

  search.Facets = Facets;
})(window.avggraphSearch);
