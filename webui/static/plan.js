/* What scripts add to the list and the plan: copying, printing, and keeping them on this device for who asks for it. */
(function () {
  "use strict";
  var doc = document, win = window, own = win.signpost;
  if (!own) { return; }
  var each = own.each, kept = own.kept, say = own.say;
  var CACHE = "signpost-kept-1"; // The same name stands in worker.js.

  function show(node) { node.hidden = false; if (node.parentNode.hidden) { node.parentNode.hidden = false; } }
  function flash(button, words) {
    var before = button.textContent;
    button.textContent = words;
    setTimeout(function () { button.textContent = before; }, 2500);
  }

  each("[data-print]", function (button) {
    show(button);
    button.addEventListener("click", function () { win.print(); });
  });
  each("[data-print-hint]", function (hint) { hint.hidden = true; });
  each("[data-copy]", function (button) {
    if (!navigator.clipboard) { return; }
    show(button);
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(button.getAttribute("data-copy")).then(
        function () { flash(button, say("Copied")); },
        function () { flash(button, say("Copying is switched off here")); }
      );
    });
  });
  each("[data-share]", function (button) {
    if (!navigator.share) { return; }
    show(button);
    button.addEventListener("click", function () {
      navigator.share({ url: button.getAttribute("data-share") }).then(null, function () {});
    });
  });

  /* What is written on the plan: {id of the field: what is in it}, only while somebody wants it kept. */
  function written() {
    var all = {};
    each("[data-write]", function (field) {
      if (field.type === "radio") { if (field.checked) { all[field.id] = "1"; } } else if (field.value) { all[field.id] = field.value; }
    });
    return all;
  }
  function fill() {
    var all = {};
    try { all = JSON.parse(kept("signpost.words") || "{}"); } catch (damaged) { return; }
    each("[data-write]", function (field) {
      if (!Object.prototype.hasOwnProperty.call(all, field.id)) { return; }
      if (field.type === "radio") { field.checked = true; } else { field.value = String(all[field.id]); }
    });
  }

  /* The page and what it needs, for times without signal. Where the browser can't, the list is kept all the same. */
  function keepCopy(plan, worker) {
    if (!win.caches || !navigator.serviceWorker) { return Promise.resolve(false); }
    var files = [plan];
    each("link[rel=stylesheet], link[rel=icon]", function (link) { files.push(link.href); });
    each("script[src]", function (script) { files.push(script.src); });
    return win.caches["delete"](CACHE)
      .then(function () { return win.caches.open(CACHE); })
      .then(function (cache) { return cache.addAll(files); })
      .then(function () { return navigator.serviceWorker.register(worker); })
      .then(function () { return navigator.serviceWorker.ready; })
      .then(function () { return true; }, function () { return false; });
  }

  each("[data-keep]", function (panel) {
    var codes = panel.getAttribute("data-keep"), plan = panel.getAttribute("data-plan"), worker = panel.getAttribute("data-worker");
    var list = panel.querySelector("[data-keep-list]"), words = panel.querySelector("[data-keep-words]");
    var told = panel.querySelector("[data-keep-status]"), clear = panel.querySelector("[data-keep-clear]");
    var before = kept("signpost.list");
    try { if (!win.localStorage) { return; } } catch (refused) { return; }
    show(panel);
    each("[data-keep-note]", show);

    function draw() {
      list.checked = kept("signpost.list") === codes;
      if (words) { words.checked = !!kept("signpost.words"); }
      clear.hidden = !kept("signpost.list") && !kept("signpost.words");
    }
    function copy() {
      told.textContent = say("One moment…");
      return keepCopy(plan, worker).then(function (done) {
        told.textContent = done ? say("Kept on this device. Your plan opens without signal too.") : say("Kept on this device. To open it you need signal.");
      });
    }
    function wipe() {
      var done = own.forget();
      draw();
      function tell() { told.textContent = say("Cleared. Nothing of it is on this device now."); }
      if (done) { done.then(tell, tell); } else { tell(); }
    }
    list.addEventListener("change", function () {
      if (list.checked) { kept("signpost.list", codes); copy(); } else if (words && words.checked) {
        kept("signpost.list", null);
        told.textContent = say("The list is not kept any more. What you wrote still is.");
      } else { wipe(); }
      draw();
    });
    if (words) {
      words.addEventListener("change", function () {
        kept("signpost.words", words.checked ? JSON.stringify(written()) : null);
        told.textContent = words.checked ? say("What you write is kept on this device.") : say("What you wrote is not kept any more.");
        draw();
      });
      each("[data-write]", function (field) {
        field.addEventListener(field.type === "radio" ? "change" : "input", function () {
          if (kept("signpost.words")) { kept("signpost.words", JSON.stringify(written())); }
        });
      });
      fill();
    }
    clear.querySelector("button").addEventListener("click", function () {
      wipe();
      list.focus();
    });
    draw();
    if (before === codes && win.navigator.onLine) { keepCopy(plan, worker); } else if (before && before !== codes) {
      told.textContent = say("This device keeps another list. Tick the box to keep this one instead.");
    }
  });
})();
