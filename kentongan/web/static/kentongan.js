// Keys and small comforts. Everything also works without this file.
(() => {
  const typing = (element) => element.closest("input, textarea, select, [contenteditable]");

  // Keys: "/" searches; an element with data-key="x" is followed or pressed by x; j and k walk through [data-row].
  let row = -1;
  const walk = (step) => {
    const rows = [...document.querySelectorAll("[data-row]")];
    if (!rows.length) return;
    row = Math.max(0, Math.min(rows.length - 1, row + step));
    const target = rows[row].querySelector("a, button, input") || rows[row];
    rows.forEach((one, at) => one.classList.toggle("k-at", at === row));
    target.focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      const field = document.getElementById("k-q");
      if (field) { event.preventDefault(); field.focus(); field.select(); }
      return;
    }
    if (event.key === "j") return walk(1);
    if (event.key === "k") return walk(-1);
    const near = document.querySelector(".k-at") || event.target.closest("[data-row]");
    const key = CSS.escape(event.key);
    const wanted = (near && near.querySelector(`[data-key="${key}"]`)) || document.querySelector(`[data-key="${key}"]:not([data-row] *)`);
    if (wanted) { event.preventDefault(); wanted.click(); }
  });

  // A row that was exchanged after a correction stays the one that the keys speak to.
  document.addEventListener("htmx:load", (event) => {
    const at = [...document.querySelectorAll("[data-row]")].indexOf(event.detail.elt);
    if (at >= 0) { row = at; walk(0); }
  });

  // A menu that was opened on a phone closes again on Escape and on a tap beside it.
  const close = (event) => {
    document.querySelectorAll("details.k-menu[open], details[data-pop][open]").forEach((menu) => {
      if (event.type === "keydown" ? event.key === "Escape" : !menu.contains(event.target)) menu.open = false;
    });
  };
  document.addEventListener("keydown", close);
  document.addEventListener("click", close);

  // Copies a text: data-copy names the element that holds it.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const source = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    const before = button.textContent;
    button.textContent = button.dataset.copied || "✓";
    setTimeout(() => { button.textContent = before; }, 1600);
  });

  // Puts a text where the cursor stands: data-insert into the field that data-into names.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    const field = button && document.getElementById(button.dataset.into);
    if (!field) return;
    // A field that nobody has stood in yet takes it at its end.
    if (!field.selectionEnd) field.setSelectionRange(field.value.length, field.value.length);
    field.setRangeText(button.dataset.insert, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });

  // Asks before what cannot be taken back lightly.
  document.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.ask || event.target.dataset.ask;
    if (question && !window.confirm(question)) event.preventDefault();
  });

  // Leaving with unsaved words is asked about.
  let unsaved = false;
  document.addEventListener("input", (event) => { if (event.target.closest("form[data-guard]")) unsaved = true; });
  document.addEventListener("submit", () => { unsaved = false; });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

  // New alerts are told on every page. A hidden tab does not listen: browsers allow six open answers a server, and what
  // it missed comes when it is looked at again.
  const news = document.getElementById("k-news");
  const events = document.body.dataset.events;
  const kept = "kentongan-kabar";
  let stream = null;
  const heard = (event) => { if (event.lastEventId) localStorage.setItem(kept, event.lastEventId); };
  const tell = (event) => {
    heard(event);
    const told = JSON.parse(event.data);
    const line = document.createElement("p");
    line.className = "k-news k-news-alert";
    const link = document.createElement("a");
    link.href = `/isu/${encodeURIComponent(told.issue_id)}`;
    link.textContent = `${document.body.dataset.alert} ${told.issue || told.issue_id}`;
    line.append(link, ` ${told.reason}`);
    news.prepend(line);
  };
  const listen = () => {
    if (document.hidden) { stream?.close(); stream = null; return; }
    if (stream) return;
    const last = Number(localStorage.getItem(kept));
    stream = new EventSource(last > 0 ? `${events}?after=${last}` : events);
    stream.addEventListener("ready", heard);
    stream.addEventListener("alert", tell);
  };
  if (news && events) {
    document.addEventListener("visibilitychange", listen);
    window.addEventListener("pagehide", () => { stream?.close(); stream = null; });
    window.addEventListener("pageshow", listen);
    listen();
  }

  // htmx: a refusal is shown where messages stand instead of being swallowed.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status >= 400 && event.detail.xhr.status < 600) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
      const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
      const what = page.querySelector(".k-refusal h1");
      if (what && news) {
        event.detail.shouldSwap = false;
        const line = document.createElement("p");
        line.className = "k-news k-news-bad";
        line.setAttribute("role", "alert");
        line.textContent = [what.textContent, page.querySelector(".k-refusal .k-lead")?.textContent].filter(Boolean).join(" ");
        news.replaceChildren(line);
        line.scrollIntoView({ block: "nearest" });
      }
    }
  });
})();
