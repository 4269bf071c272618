// The page's own script: sends what people do, shows what comes back. What it inserts was drawn, and escaped, by the bot.

const one = (id) => document.getElementById(id);
const log = one("log"), line = one("line"), dialog = one("dialog"), wall = one("wall"), offers = one("offers");
const texts = document.body.dataset;
const KEPT = 200; // messages in the chat
let pressed = null; // the message whose button opened the dialog
let chosen = -1;
const typed = [];
let back = 0;
let offered = ""; // the line that the offers shown are for

// Dates in the language of the page, as the reader's own region writes it; which clock that is, for who asks.
const speaks = document.documentElement.lang;
const region = [...navigator.languages.filter((named) => named.split("-")[0] === speaks), speaks];
const short = new Intl.DateTimeFormat(region, {
  weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit",
});
const whole = new Intl.DateTimeFormat(region, { dateStyle: "full", timeStyle: "long" });

function onTheirClock(place) {
  for (const time of place.querySelectorAll("time")) {
    const at = new Date(time.dateTime);
    time.textContent = short.format(at);
    time.title = whole.format(at);
  }
}

function filled(element, html) {
  element.innerHTML = html;
  onTheirClock(element);
  return element;
}

// --- the chat ---------------------------------------------------------------------------------------------------

function article(html, brief, kind) {
  const made = document.createElement("article");
  made.className = kind;
  if (brief) made.setAttribute("aria-label", brief);
  filled(made, html);
  return made;
}

// What a message asks stands before what was asked until now: words that are typed are for its buttons.
function standsBefore(made) {
  if (made.querySelector("button[data-word=answer]")) for (const old of log.children) old.dataset.used = "";
}

function add(made) {
  standsBefore(made);
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 120;
  log.append(made);
  while (log.children.length > KEPT) log.firstElementChild.remove();
  for (const days of made.querySelectorAll("figure.streak")) days.scrollLeft = days.scrollWidth; // today, first of all
  if (atEnd || made.className !== "posted") made.scrollIntoView({ block: "end" });
}

function mine(text) {
  const made = document.createElement("article");
  made.className = "mine";
  made.append(Object.assign(document.createElement("p"), { textContent: text }));
  add(made);
}

function note(text) {
  const made = document.createElement("article");
  made.className = "told";
  made.append(Object.assign(document.createElement("p"), { className: "note", textContent: text }));
  add(made);
}

async function send(where, body) {
  const id = crypto.randomUUID();
  const text = JSON.stringify({ id, user: one("user").value.trim(), ...body });
  for (let again = 0; ; again += 1) {
    try {
      const answer = await fetch(where, { method: "POST", headers: { "Content-Type": "application/json" }, body: text });
      if (answer.ok) return await answer.json();
      throw Object.assign(new Error(answer.statusText), { final: answer.status < 500 });
    } catch (failure) {
      if (failure.final || again === 2) {
        note(texts.failed);
        return null;
      }
      await new Promise((done) => setTimeout(done, 400 * 2 ** again)); // the same id: it counts once
    }
  }
}

function take(reply, from, toKeyboard) {
  if (!reply || !reply.said) return;
  const made = article(reply.said, reply.brief, "told");
  if (from && !reply.kept) from.dataset.used = "";
  if (reply.replaces && from && from.isConnected) {
    standsBefore(made);
    from.replaceWith(made);
    made.scrollIntoView({ block: "nearest" });
  } else {
    add(made);
  }
  if (toKeyboard) {
    made.tabIndex = -1;
    made.focus({ preventScroll: true }); // who pressed a button goes on from its answer
  }
}

function hanging(word) {
  const found = [...log.querySelectorAll(`button[data-word="${CSS.escape(word)}"]:not(:disabled)`)];
  return found.filter((button) => !("used" in button.closest("article").dataset)).at(-1);
}

async function press(button, text) {
  const from = button.closest("article");
  button.setAttribute("aria-busy", "true");
  const reply = await send("/press", { button: button.dataset.press });
  button.removeAttribute("aria-busy");
  if (!reply) return;
  if (!reply.form) {
    take(reply, from, text === undefined);
    return;
  }
  pressed = { from, button, byKey: text === undefined };
  filled(dialog, reply.form);
  if (text === undefined) {
    dialog.showModal();
    dialog.querySelector("textarea, input, button").focus();
    return;
  }
  dialog.querySelector("textarea, input").value = text;
  await submit();
}

function words(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) fields[name] = name in fields ? `${fields[name]} ${value}` : value;
  return fields;
}

async function submit() {
  const form = dialog.querySelector("form");
  for (const wrong of form.querySelectorAll(".wrong")) wrong.textContent = "";
  const missing = form.querySelector(":invalid:not(fieldset)");
  if (missing) {
    const wrong = one(`wrong-${missing.name}`);
    if (wrong) wrong.textContent = missing.validationMessage;
    missing.setAttribute("aria-invalid", "true");
    if (!dialog.open) dialog.showModal();
    missing.focus();
    return;
  }
  const { from, byKey } = pressed;
  const reply = await send("/submit", { form: form.dataset.form, fields: words(form) });
  if (reply && reply.invalid) {
    if (!dialog.open) dialog.showModal();
    for (const [name, why] of Object.entries(reply.invalid)) {
      const wrong = one(`wrong-${name}`);
      if (wrong) wrong.textContent = why;
      const field = form.elements.namedItem(name);
      if (field && field.focus) field.focus();
    }
    return;
  }
  if (!reply) return;
  pressed = null;
  dialog.close();
  take(reply, from, byKey);
}

async function say(text) {
  mine(text);
  if (!text.startsWith("/")) {
    const button = hanging("answer");
    if (button) return press(button, text);
    note(texts.nothing);
    return take(await send("/visit", {}), null, false);
  }
  const [word, ...rest] = text.slice(1).split(" ");
  const button = hanging(word.toLowerCase());
  if (button) return press(button, rest.length ? rest.join(" ") : undefined);
  return take(await send("/say", { line: text }), null, false);
}

// --- what may be typed ------------------------------------------------------------------------------------------

function closeOffers() {
  offers.hidden = true;
  chosen = -1;
  line.removeAttribute("aria-activedescendant");
}

function choose(place) {
  const all = [...offers.children];
  chosen = (place + all.length) % all.length;
  all.forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
  line.setAttribute("aria-activedescendant", all[chosen].id);
  all[chosen].scrollIntoView({ block: "nearest" });
}

async function offer() {
  const asked = line.value;
  if (!asked.startsWith("/")) return closeOffers();
  const id = crypto.randomUUID();
  const answer = await fetch("/offers", {
    method: "POST", headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ id, user: one("user").value.trim(), line: asked }),
  }).then((came) => (came.ok ? came.json() : null), () => null);
  if (!answer || line.value !== asked || document.activeElement !== line) return undefined;
  const words = answer.offers.filter((text) => text !== asked);
  offers.replaceChildren(...words.map((text, at) => {
    const item = document.createElement("li");
    Object.assign(item, { id: `offer-${at}`, role: "option", textContent: text });
    item.setAttribute("aria-selected", "false");
    return item;
  }));
  chosen = -1;
  offered = asked;
  line.removeAttribute("aria-activedescendant");
  offers.hidden = !words.length;
  return undefined;
}

async function complete() {
  if (chosen < 0) {
    if (offered !== line.value) await offer(); // who types fast means what stands there now
    if (offers.hidden) return;
    choose(0);
  }
  line.value = `${offers.children[chosen].textContent} `;
  offer();
}

function onKey(event) {
  const open = !offers.hidden;
  if (event.key === "Escape" && open) closeOffers();
  else if (event.key === "ArrowDown" && open) choose(chosen + 1);
  else if (event.key === "ArrowUp" && open) choose(chosen < 0 ? -1 : chosen - 1);
  else if (event.key === "ArrowUp" && typed.length && !open && !line.value.includes("\n")) line.value = typed[back = Math.max(0, back - 1)];
  else if (event.key === "Tab" && open && !event.shiftKey) complete();
  else if (event.key === "Enter" && open && chosen >= 0) {
    line.value = offers.children[chosen].textContent;
    closeOffers();
  } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) one("say").requestSubmit();
  else return;
  event.preventDefault();
}

// --- what comes by itself ---------------------------------------------------------------------------------------

function listen(where) {
  const source = new EventSource(where);
  source.onopen = () => { one("state").hidden = true; };
  source.onerror = () => { one("state").hidden = false; };
  source.addEventListener("wall", (event) => {
    JSON.parse(event.data).forEach((html, at) => {
      const panel = wall.children[at] || wall.appendChild(document.createElement("section"));
      if (panel.shown !== html) {
        panel.shown = html;
        filled(panel, html);
      }
    });
  });
  source.addEventListener("post", (event) => {
    const told = JSON.parse(event.data);
    if (told.to && told.to !== one("user").value.trim().toLowerCase()) return;
    if (log.querySelector(`[data-key="${CSS.escape(told.key)}"]`)) return;
    const made = article(told.html, told.brief, "posted");
    made.dataset.key = told.key;
    add(made);
  });
  source.addEventListener("edit", (event) => {
    const told = JSON.parse(event.data);
    const there = log.querySelector(`[data-key="${CSS.escape(told.key)}"]`);
    if (there) filled(there, told.html);
  });
}

async function comeIn() {
  log.replaceChildren();
  take(await send("/visit", {}), null, false);
}

function open() {
  try {
    one("user").value = localStorage.getItem("user") || one("user").value;
  } catch { /* a browser that keeps nothing */ }
  one("who").addEventListener("submit", (event) => { event.preventDefault(); line.focus(); });
  one("user").addEventListener("change", () => {
    try { localStorage.setItem("user", one("user").value.trim()); } catch { /* as above */ }
    comeIn();
  });
  one("say").addEventListener("submit", (event) => {
    event.preventDefault();
    closeOffers();
    const text = line.value.trim();
    if (!text) return;
    back = typed.push(text);
    line.value = "";
    say(text);
  });
  line.addEventListener("input", offer);
  line.addEventListener("keydown", onKey);
  line.addEventListener("blur", () => setTimeout(closeOffers, 150));
  offers.addEventListener("mousedown", (event) => {
    const item = event.target.closest("li");
    if (item) line.value = `${item.textContent} `;
    event.preventDefault();
    closeOffers();
  });
  log.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-press]");
    if (button && !button.hasAttribute("aria-busy")) press(button);
  });
  dialog.addEventListener("click", (event) => { if (event.target.closest("[data-close]")) dialog.close(); });
  dialog.addEventListener("close", () => { if (pressed && pressed.button.isConnected) pressed.button.focus(); });
  dialog.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
  });
  comeIn();
  listen("/live");
}

onTheirClock(document);
if (log) open();
else if (wall) {
  for (const panel of wall.children) panel.shown = panel.innerHTML;
  listen(`${location.pathname.replace(/\/$/, "")}/live`);
}
