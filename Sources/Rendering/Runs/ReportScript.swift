/// What makes a report's table sortable and filterable, and draws its timelines.
///
/// Texts enter the page as text nodes and attributes only, never as markup.
enum ReportScript {
  static let text = #"""

    "use strict";
    (() => {
      const data = JSON.parse(document.getElementById("data").textContent);
      const $ = (id) => document.getElementById(id);
      const table = document.querySelector(".items");
      if (!table) return;

      // Items, as objects with names.
      const items = data.items.map((item) => {
        const [number, name, id, kind, action, result, how, took, error, group, count] = item;
        const [tries, sync] = item.slice(11);
        const attempts = [];
        for (let i = 0; i < tries.length; i += 5) {
          const [nth, sent, answer, mark, status] = tries.slice(i, i + 5);
          attempts.push({ nth, sent, took: answer, end: sent + Math.max(0, answer), mark, status });
        }
        return {
          number, name, id, kind: data.kinds[kind], action: data.actions[action], result, how, took,
          error: error < 0 ? "" : data.errors[error], group, attempts, sync,
          tries: Math.max(count, attempts.length),
        };
      });
      for (const item of items) {
        const status = item.attempts.map((attempt) => attempt.status || "").join(" ");
        item.words = [item.name, item.id, item.error, status].join("\n").toLowerCase();
      }

      // The state: what is asked for, and what is shown of it.
      const asked = { text: "", result: "", group: "", zoom: false };
      const state = { ...asked, key: "number", sign: 1, page: 0 };
      const keys = {
        number: (item) => item.number,
        name: (item) => item.name,
        result: (item) => data.results[item.result][2],
        tries: (item) => item.tries,
        took: (item) => item.took,
        sent: (item) => (item.attempts.length ? item.attempts[0].sent : Infinity),
      };
      const { compare } = new Intl.Collator("en", { numeric: true });

      function chosen() {
        const words = state.text.toLowerCase().split(/\s+/).filter(Boolean);
        const rows = items.filter(
          (item) =>
            (state.result === "" || item.result === Number(state.result)) &&
            (state.group === "" || item.group === Number(state.group)) &&
            words.every((word) => item.words.includes(word)),
        );
        const key = keys[state.key];
        const order = state.key === "name" ? compare : (a, b) => (a === b ? 0 : a < b ? -1 : 1);
        return rows.sort(
          (a, b) => state.sign * order(key(a), key(b)) || a.number - b.number,
        );
      }

      // Small makers of elements.
      function fill(element, attributes, children) {
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        element.append(...children);
        return element;
      }
      const make = (tag, attributes = {}, ...children) =>
        fill(document.createElement(tag), attributes, children);
      const draw = (tag, attributes = {}, ...children) =>
        fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

      function duration(milliseconds) {
        const two = (number) => String(number).padStart(2, "0");
        const seconds = milliseconds / 1000;
        if (seconds < 9.95) return `${Math.round(seconds * 10) / 10}s`;
        const whole = Math.round(seconds);
        if (whole < 60) return `${whole}s`;
        if (whole < 3600) return `${Math.floor(whole / 60)}m${two(whole % 60)}s`;
        const hours = Math.floor(whole / 3600);
        if (hours < 24) return `${hours}h${two(Math.floor(whole / 60) % 60)}m`;
        return `${Math.floor(hours / 24)}d${hours % 24}h`;
      }
      const count = (number) => number.toLocaleString("en");

      // The place of a moment on the axis, in percent; pauses may be folded. The axis is
      // that of the run, or reaches just over the rows that are shown.
      let axis = data;
      function place(moment) {
        const next = axis.knots.findIndex(([knot]) => knot >= moment);
        if (next < 0) return 100;
        if (next === 0) return 0;
        const [[from, left], [to, right]] = [axis.knots[next - 1], axis.knots[next]];
        return left + ((moment - from) / (to - from)) * (right - left);
      }
      const at = (moment) => `${place(moment).toFixed(3)}%`;
      const wide = (from, to) => `${Math.max(0, place(to) - place(from)).toFixed(3)}%`;

      const steps = [
        0.01, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200,
        10800, 21600, 43200, 86400,
      ];
      function zoomed(shown) {
        const moments = shown.flatMap(({ attempts, sync }) => [
          ...attempts.flatMap(({ sent, end }) => [sent, end]), ...(sync ? sync.slice(0, 2) : []),
        ]);
        const [from, to] = [Math.min(...moments), Math.max(...moments)];
        if (!(to > from)) return data;
        const step = steps.find((seconds) => to - from <= 6000 * seconds) * 1000 || to - from;
        const ticks = [];
        for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) {
          ticks.push([((tick - from) / (to - from)) * 100, duration(tick)]);
        }
        return { knots: [[from, 0], [to, 100]], ticks, folds: [] };
      }

      const sayAttempt = ({ sent, took, mark, status }) =>
        `sent at ${duration(sent)}, ${status ? status + " " : ""}${data.marks[mark][1]}` +
        (took < 0 ? "" : ` after ${duration(took)}`);
      const sayJob = ([, end, job, rows, ok, failed, left]) =>
        `job ${job ? job + " " : ""}until ${duration(end)}: ${count(rows)} rows, ` +
        `tables: ${ok} ok, ${failed} failed, ${left} left`;
      function say(item) {
        const texts = item.attempts.map(sayAttempt);
        if (item.sync) texts.push(sayJob(item.sync));
        return texts;
      }

      function timeline(item) {
        const words = say(item).join("; ") || "nothing was sent";
        const svg = draw("svg", {
          class: "track", width: "100%", height: 22, role: "img", "aria-label": words,
        }, draw("title", {}, words));
        for (const [tick] of axis.ticks) {
          svg.append(draw("line", { class: "grid", x1: `${tick}%`, x2: `${tick}%`, y2: 22 }));
        }
        for (const [from, to] of axis.folds) {
          const width = `${to - from}%`;
          svg.append(draw("rect", { class: "fold", x: `${from}%`, width, height: 22 }));
        }
        if (item.sync) {
          const [start, end] = item.sync;
          const width = wide(start, end);
          svg.append(draw("rect", { class: "job", x: at(start), y: 5, width, height: 12, rx: 2 }));
          // A job that was left goes on: it has no end.
          if (!["timeout", "interrupted"].includes(data.results[item.result][0])) {
            const line = { class: "job-end", x1: at(end), x2: at(end), y1: 3, y2: 19 };
            svg.append(draw("line", line));
          }
        }
        item.attempts.forEach(({ sent, end }, index) => {
          const before = item.attempts[index - 1];
          if (before) {
            const ends = { x1: at(before.end), x2: at(sent), y1: 11, y2: 11 };
            svg.append(draw("line", { class: "wait", ...ends }));
          }
        });
        for (const { sent, end, mark } of item.attempts) {
          const name = data.marks[mark][0];
          const width = wide(sent, end);
          svg.append(draw("rect", { class: `m-${name}`, x: at(sent), y: 9, width, height: 4 }));
          svg.append(draw("use", { href: `#m-${name}`, x: at(end), y: 11 }));
        }
        return svg;
      }

      function badge(result) {
        const [name, words] = data.results[result];
        const icon = draw("svg", { viewBox: "0 0 12 12", "aria-hidden": "true" },
          draw("use", { href: `#r-${name}` }));
        return make("span", { class: `badge r-${name}` }, icon, words);
      }

      function details(item) {
        const summary = make("summary", {}, make("bdi", {}, item.name));
        const element = make("details", {}, summary);
        // A key that opens it is a click too; its `toggle` would come after it is open.
        summary.addEventListener("click", () => {
          if (element.childElementCount > 1) return;
          const about = [item.action, item.kind, item.id, item.how].filter(Boolean).join(" · ");
          const lines = say(item).map((text) => make("li", {}, text));
          element.append(make("p", {}, make("bdi", {}, about)), make("ol", {}, ...lines));
        });
        return element;
      }

      function row(item) {
        const cell = (key, ...children) =>
          make("td", { role: "cell", class: `c-${key}` }, ...children);
        const number = (key, text) =>
          make("td", { role: "cell", class: `c-${key} number` }, text);
        const name = make("th", { scope: "row", role: "rowheader", class: "c-name" },
          details(item));
        if (item.error) {
          name.append(make("p", { class: "error" }, make("bdi", {}, item.error)));
        }
        return make("tr", { role: "row" },
          number("number", item.number), name, cell("result", badge(item.result)),
          number("tries", item.tries || ""), number("took", item.took ? duration(item.took) : ""),
          cell("sent", timeline(item)));
      }

      const ruler = draw("svg", { class: "ruler", width: "100%", "aria-hidden": "true" });
      function drawRuler() {
        ruler.replaceChildren(...axis.ticks.map(([tick, text]) => {
          const anchor = tick > 95 ? "end" : "start";
          return draw("text", { x: `${tick}%`, y: 12, "text-anchor": anchor }, text);
        }));
      }

      function show() {
        const rows = chosen();
        const pages = Math.max(1, Math.ceil(rows.length / data.pageSize));
        state.page = Math.min(state.page, pages - 1);
        const first = state.page * data.pageSize;
        const shown = rows.slice(first, first + data.pageSize);
        axis = state.zoom ? zoomed(shown) : data;
        drawRuler();
        const nothing = make("tr", { role: "row" },
          make("td", { role: "cell", colspan: 6, class: "nothing" }, "no item is like that"));
        table.tBodies[0].replaceChildren(...(shown.length ? shown.map(row) : [nothing]));
        $("shown").textContent = `${count(rows.length)} of ${count(items.length)} items`;
        $("page").textContent =
          `${count(first + 1)} to ${count(first + shown.length)} of ${count(rows.length)}`;
        $("previous").disabled = state.page === 0;
        $("next").disabled = state.page === pages - 1;
        document.querySelector(".pager").hidden = pages === 1;
        for (const head of table.tHead.rows[0].cells) {
          if (head.dataset.key === state.key) {
            head.setAttribute("aria-sort", state.sign > 0 ? "ascending" : "descending");
          } else {
            head.removeAttribute("aria-sort");
          }
        }
      }

      // What a person does.
      function change(changes) {
        Object.assign(state, { page: 0 }, changes);
        show();
      }
      function turn(step) {
        state.page += step;
        show();
        $("items").scrollIntoView();
      }
      for (const head of table.tHead.rows[0].cells) {
        const button = make("button", { type: "button" }, head.textContent);
        button.addEventListener("click", () => {
          const { key } = head.dataset;
          change({ key, sign: key === state.key ? -state.sign : 1 });
        });
        head.replaceChildren(button);
      }
      table.querySelector("thead .c-sent").append(ruler);

      const form = document.querySelector(".filter");
      for (const [index, [, words]] of data.results.entries()) {
        const number = items.filter((item) => item.result === index).length;
        if (number) {
          const label = `${words} (${count(number)})`;
          $("filter-result").append(make("option", { value: index }, label));
        }
      }
      const fields = () => ({
        text: $("filter-text").value, result: $("filter-result").value,
        group: $("filter-group").value, zoom: $("zoom").checked,
      });
      form.addEventListener("input", () => change(fields()));
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("reset", () => change(asked));
      $("previous").addEventListener("click", () => turn(-1));
      $("next").addEventListener("click", () => turn(1));
      for (const button of document.querySelectorAll("[data-group]")) {
        button.hidden = false;
        button.addEventListener("click", () => {
          form.reset();
          $("filter-group").value = button.dataset.group;
          change(fields());
          $("items").scrollIntoView();
          $("filter-group").focus({ preventScroll: true });
        });
      }
      form.hidden = false;
      document.querySelector(".track-legend").hidden = false;
      show();
    })();

    """#
}
