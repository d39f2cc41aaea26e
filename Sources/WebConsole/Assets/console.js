// Small comforts. Every page works without this file.
(function () {
  "use strict";
  // `/` jumps to the search field, `g` and a letter to a place.
  var places = { w: "/", d: "/deadlines", b: "/batches", m: "/manifests", p: "/depots", s: "/samples", r: "/reports" };
  var waiting = false;
  document.addEventListener("keydown", function (event) {
    var inField = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (inField || event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.key === "/") {
      var find = document.querySelector(".find input");
      if (find) { event.preventDefault(); find.focus(); }
    } else if (event.key === "g") {
      waiting = true;
    } else if (waiting) {
      waiting = false;
      if (places[event.key]) { location.href = places[event.key]; }
    }
  });
  // The keyboard does all at a desk: Enter goes on to the next field, F8 checks, F9 books. Elsewhere Enter sends, as ever.
  document.querySelectorAll("[data-keys]").forEach(function (line) { line.hidden = false; });
  document.addEventListener("keydown", function (event) {
    var own = event.target.closest("form.act"), forms = document.querySelectorAll("form.act");
    var form = own || (forms.length === 1 ? forms[0] : null);
    if (!form || event.isComposing || !form.closest(".desk, .desk-sheet") || form.closest("details:not([open])")) { return; }
    var button = Array.prototype.find.call(form.querySelectorAll("button[data-key]"), function (one) {
      return one.getAttribute("data-key") === event.key;
    });
    if (button) { event.preventDefault(); button.click(); return; }
    if (event.key !== "Enter" || !own || !/^(INPUT|SELECT)$/.test(event.target.tagName)) { return; }
    event.preventDefault();
    var stops = Array.prototype.filter.call(form.elements, function (one) {
      return one.type !== "hidden" && !one.disabled && one.tagName !== "OUTPUT";
    });
    var next = stops[stops.indexOf(event.target) + 1];
    if (next) { next.focus(); }
  });
  // A form is sent once; a second press of the button waits for the first.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.hasAttribute("data-once")) { return; }
    if (form.hasAttribute("data-sent")) { event.preventDefault(); return; }
    form.setAttribute("data-sent", "");
    form.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("[data-sent]").forEach(function (form) {
      form.removeAttribute("data-sent"); form.removeAttribute("aria-busy");
    });
  });
  // The net weight while gross and tare are typed; the server computes it again.
  function grams(text) {
    var match = /^\s*(\d{1,9})(?:\.(\d{1,3}))?\s*$/.exec(text);
    return match ? Number(match[1]) * 1000 + Number((match[2] || "").padEnd(3, "0")) : null;
  }
  function grouped(value) {
    var sign = value < 0 ? "−" : "", size = Math.abs(value), rest = String(size % 1000).padStart(3, "0").replace(/0+$/, "");
    return sign + String(Math.floor(size / 1000)).replace(/\B(?=(\d{3})+$)/g, "\u202f") + (rest ? "." + rest : "");
  }
  document.querySelectorAll("[data-net]").forEach(function (output) {
    var form = output.closest("form") || document.querySelector("form.act");
    var gross = form.elements["f.grossGrams"], tare = form.elements["f.tareGrams"];
    if (!gross || !tare) { return; }
    function show() {
      var high = grams(gross.value), low = grams(tare.value);
      output.textContent = high === null || low === null ? "—" : grouped(high - low);
    }
    gross.addEventListener("input", show);
    tare.addEventListener("input", show);
    show();
  });
  // The day that a slider stands at is said while it moves, and shown when a finger lets it go; keys have the button.
  document.querySelectorAll("[data-days]").forEach(function (slider) {
    var days = slider.getAttribute("data-days").split(" "), form = slider.form;
    slider.addEventListener("input", function () { form.querySelector("output").textContent = days[Number(slider.value)]; });
    slider.addEventListener("pointerup", function () { form.submit(); });
  });
  // A board that shows the present is drawn anew when something came into the book. Who has not moved for ten minutes is not
  // kept signed in by it, and what somebody is in the middle of is left alone.
  var live = document.querySelectorAll("main [data-live]"), stream = null, movedAt = Date.now(), due = null;
  function redraw() {
    due = null;
    fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" }).then(function (answer) {
      return answer.ok && !answer.redirected ? answer.text() : null;
    }).then(function (text) {
      if (text === null) { return; }
      var fresh = new DOMParser().parseFromString(text, "text/html").querySelectorAll("[data-live]");
      var shown = document.querySelectorAll("[data-live]");
      if (fresh.length !== shown.length) { return; }
      shown.forEach(function (element, index) {
        if (!element.contains(document.activeElement)) { element.replaceWith(document.adoptNode(fresh[index])); }
      });
    }).catch(function () { /* The next event asks again. */ });
  }
  function listen() {
    var isWanted = !document.hidden && Date.now() - movedAt < 600000;
    if (isWanted && stream === null) {
      stream = new EventSource("/v1/stream");
      stream.addEventListener("record", function () { if (due === null) { due = setTimeout(redraw, 1500); } });
    } else if (!isWanted && stream !== null) {
      stream.close();
      stream = null;
    }
  }
  if (live.length > 0 && window.EventSource) {
    ["pointermove", "keydown", "scroll", "touchstart"].forEach(function (name) {
      window.addEventListener(name, function () { movedAt = Date.now(); if (stream === null) { listen(); } }, { passive: true });
    });
    document.addEventListener("visibilitychange", listen);
    setInterval(listen, 30000);
    listen();
  }
  // Work under way is looked at again each second, until the page says what it came to.
  function follow() {
    if (!document.querySelector("[data-running]")) { return; }
    setTimeout(function () {
      fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" }).then(function (answer) {
        return answer.ok && !answer.redirected ? answer.text() : "";
      }).then(function (text) {
        var fresh = new DOMParser().parseFromString(text, "text/html").querySelector("main");
        if (!fresh) { return; }
        document.querySelector("main").replaceWith(document.adoptNode(fresh));
        follow();
      }).catch(follow);
    }, 1000);
  }
  follow();
  // What went wrong is read first.
  var alert = document.querySelector(".act [role=alert]");
  if (alert) { alert.focus(); }
  document.querySelectorAll("[data-copy]").forEach(function (button) {
    if (!navigator.clipboard) { return; }
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(document.getElementById(button.getAttribute("data-copy")).textContent).then(function () {
        button.textContent = button.getAttribute("data-copied");
      });
    });
  });
  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
}());
