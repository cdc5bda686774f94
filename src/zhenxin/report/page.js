"use strict";
(() => {
  const root = document.documentElement;
  const state = new URLSearchParams();
  const all = (query, from = document) => [...from.querySelectorAll(query)];

  const read = () => {
    const given = location.hash.slice(1);
    if (!given) return;
    if (!given.includes("=")) { state.set("at", given); return; }
    for (const [key, value] of new URLSearchParams(given)) state.set(key, value);
  };
  const keep = () => location.replace("#" + state.toString());

  const say = () => {
    const own = (navigator.language || "en").toLowerCase().startsWith("zh") ? "zh" : "en";
    const lang = ["en", "zh"].includes(state.get("lang")) ? state.get("lang") : own;
    root.dataset.lang = lang;
    root.lang = lang === "zh" ? "zh-CN" : "en";
    document.title = "Zhenxin 甄信 · " + document.querySelector("h1 [lang=" + lang + "]").textContent;
    all("[data-en]").forEach((item) => item.setAttribute(item.dataset.of, item.dataset[lang]));
    const theme = state.get("theme");
    if (["dark", "light"].includes(theme)) root.dataset.theme = theme; else delete root.dataset.theme;
  };
  const go = () => {
    const goal = state.get("at") && document.getElementById(state.get("at"));
    if (!goal) return;
    for (let box = goal; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
    goal.scrollIntoView();
    goal.setAttribute("tabindex", "-1");
    goal.focus({ preventScroll: true });
  };

  document.getElementById("switch-lang").addEventListener("click", () => {
    state.set("lang", root.dataset.lang === "zh" ? "en" : "zh");
    keep(); say();
  });
  document.getElementById("switch-theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    state.set("theme", dark ? "light" : "dark");
    keep(); say();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    event.preventDefault();
    state.set("at", link.getAttribute("href").slice(1));
    keep(); go();
  });
  addEventListener("hashchange", () => { read(); say(); });

  const tabs = all("[role=tab]");
  const choose = (tab) => {
    for (const one of tabs) {
      const mine = one === tab;
      one.setAttribute("aria-selected", mine);
      one.tabIndex = mine ? 0 : -1;
      document.getElementById(one.getAttribute("aria-controls")).hidden = !mine;
    }
  };
  tabs.forEach((tab, at) => {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = tabs[(at + step + tabs.length) % tabs.length];
      choose(next); next.focus();
    });
  });
  if (tabs.length) { tabs[0].parentElement.hidden = false; choose(tabs[0]); }

  const weight = (cell) => {
    const text = cell.dataset.v ?? cell.textContent.trim();
    const number = Number(text.replaceAll(",", "").replace("−", "-"));
    return text === "" || Number.isNaN(number) ? text : number;
  };
  all("table.sorted").forEach((table) => {
    all("thead th", table).forEach((head, column) => {
      head.querySelector("button").addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") !== "descending";
        all("th", table).forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = all("tbody tr", table);
        const keys = new Map(rows.map((row) => [row, weight(row.cells[column])]));
        rows.sort((a, b) => {
          const [x, y] = [keys.get(a), keys.get(b)];
          const order = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y));
          return down ? -order : order;
        });
        table.tBodies[0].append(...rows);
      });
    });
  });
  all(".tools input").forEach((input) => {
    const rows = all("tbody tr", input.closest(".panel"));
    const left = input.closest(".tools").querySelector("output");
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase();
      let kept = 0;
      for (const row of rows) kept += !(row.hidden = !row.textContent.toLowerCase().includes(words));
      left.textContent = words ? kept + " / " + rows.length : "";
    });
  });

  all(".ties-picture").forEach((picture) => {
    const lines = all(".ties path", picture);
    const light = (number) => all('[data-n="' + number + '"]', picture).forEach((item) => item.classList.add("lit"));
    const quiet = () => { picture.classList.remove("hushed"); all(".lit", picture).forEach((item) => item.classList.remove("lit")); };
    all("[data-n]", picture).forEach((node) => {
      node.addEventListener("pointerenter", () => {
        quiet();
        picture.classList.add("hushed");
        light(node.dataset.n);
        for (const line of lines) {
          if (line.dataset.a !== node.dataset.n && line.dataset.b !== node.dataset.n) continue;
          line.classList.add("lit");
          light(line.dataset.a);
          light(line.dataset.b);
        }
      });
      node.addEventListener("pointerleave", quiet);
    });
  });

  addEventListener("beforeprint", () => all("details").forEach((box) => { box.open = true; }));
  read(); say(); go();
})();
