/* Sends each mark as soon as it is tapped; the plain form works without this.
   A mark gets its id here, so sending it again after a lost answer does no harm. */

const form = document.querySelector("form[data-marking]");
const RETRY_MS = 15000;
const KEEP = new Set(["applied", "duplicate", "superseded"]);

if (form) {
  start(form);
}

function start(form) {
  const device = deviceId();
  const offset = Date.parse(form.dataset.serverTime) - Date.now();
  const unsent = new Map();
  let sequence = 0;
  let reviews = 0;
  let busy = false;

  form.addEventListener("change", (event) => {
    const row = event.target.closest("[data-enrolment]");
    if (!row || event.target.type !== "radio") {
      return;
    }
    sequence += 1;
    unsent.set(row.dataset.enrolment, {
      id: newId(),
      enrolment: row.dataset.enrolment,
      status: event.target.value,
      method: "tap",
      marked_at: new Date().toISOString(),
      clock_offset_ms: offset,
      base_rev: Number(row.dataset.rev),
      seq: sequence,
    });
    count();
    send();
  });
  window.addEventListener("online", send);
  window.addEventListener("beforeunload", (event) => {
    if (unsent.size && !form.dataset.sent) {
      event.preventDefault();
    }
  });
  setInterval(send, RETRY_MS);

  async function send() {
    if (busy || !unsent.size) {
      return;
    }
    busy = true;
    const events = [...unsent.values()].slice(0, 200);
    show("wait", form.dataset.saving);
    try {
      settle(events, await post(events));
    } catch (error) {
      const ended = error.status === 401 || error.status === 403;
      show("wait", ended ? form.dataset.ended : `${form.dataset.unsent} ${unsent.size}`);
      return;
    } finally {
      busy = false;
    }
    if (unsent.size) {
      send();
    }
  }

  async function post(events) {
    const response = await fetch(form.dataset.batches, {
      method: "POST",
      credentials: "same-origin",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value,
      },
      body: JSON.stringify({
        session: form.dataset.session,
        batch_id: newId(),
        device_id: device,
        events,
      }),
    });
    if (!response.ok) {
      throw Object.assign(new Error("refused"), { status: response.status });
    }
    return (await response.json()).results;
  }

  function settle(events, results) {
    const sent = new Map(events.map((event) => [event.id, event]));
    for (const result of results) {
      const event = sent.get(result.id);
      if (!event) {
        continue;
      }
      if (unsent.get(event.enrolment)?.id === event.id) {
        unsent.delete(event.enrolment);
      }
      if (!KEEP.has(result.result)) {
        reviews += 1;
      }
      setRevision(event.enrolment, result.rev);
    }
    if (reviews) {
      show("p2", `${form.dataset.review} ${reviews}`);
    } else {
      show("ok", `${form.dataset.saved} ${clock()}`);
    }
  }

  function setRevision(enrolment, revision) {
    const row = form.querySelector(`[data-enrolment="${enrolment}"]`);
    row.dataset.rev = revision;
    row.querySelector('input[type="hidden"]').value = revision;
  }

  function count() {
    form.querySelector("[data-marked]").textContent =
      form.querySelectorAll("input[type=radio]:checked").length;
  }

  function show(kind, text) {
    const badge = form.querySelector("[data-state]");
    badge.className = `badge badge--${kind}`;
    badge.textContent = text;
    badge.hidden = false;
  }
}

function clock() {
  return new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
}

function newId() {
  if (crypto.randomUUID) {
    return crypto.randomUUID();
  }
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function deviceId() {
  const name = "xaso-device";
  try {
    const known = localStorage.getItem(name) ?? newId();
    localStorage.setItem(name, known);
    return known;
  } catch {
    return newId();
  }
}
