/* What scripts add to every page: leaving at once, ideas while typing, and the way to a kept list. ES5, no modules.
   Every page works without this file. Nothing typed is ever sent or kept. */
(function () {
  "use strict";
  var doc = document, win = window;
  var own = doc.querySelector("script[data-away]");
  var away = own.getAttribute("data-away");
  var words = JSON.parse(own.getAttribute("data-words") || "{}");

  /* Say one of our sentences in the language of the page; English stands in the code. */
  function say(english) { return words[english] || english; }

  function each(selector, act, within) {
    Array.prototype.forEach.call((within || doc).querySelectorAll(selector), act);
  }
  function kept(name, value) {
    // Storage can be switched off; then nothing is kept, and nothing breaks.
    try {
      if (value === null) { win.localStorage.removeItem(name); } else if (value !== undefined) { win.localStorage.setItem(name, value); }
      return win.localStorage.getItem(name) || "";
    } catch (refused) { return ""; }
  }
  function status(parent) {
    var said = doc.createElement("p");
    said.setAttribute("role", "status");
    parent.appendChild(said);
    return said;
  }

  /* Take away all that was ever kept here: the list, what was written, the copies for times without signal. */
  function forget() {
    try { win.localStorage.clear(); } catch (refused) { /* Nothing was kept then. */ }
    var jobs = [];
    if (win.caches) {
      jobs.push(win.caches.keys().then(function (names) {
        return Promise.all(names.map(function (name) { return win.caches["delete"](name); }));
      }));
    }
    if (navigator.serviceWorker) {
      jobs.push(navigator.serviceWorker.getRegistrations().then(function (found) {
        return Promise.all(found.map(function (one) { return one.unregister(); }));
      }));
    }
    return win.Promise ? Promise.all(jobs) : null;
  }

  /* Leaving: cover the page, forget, go. replace() takes this page out of the way of the Back button. */
  var leaving = false;
  function go() { win.location.replace(away); }
  function cover() {
    doc.title = "Loading";
    doc.documentElement.className += " away";
    doc.body.textContent = "";
    doc.body.appendChild(doc.createTextNode("Loading"));
  }
  function leave(event) {
    if (event) { event.preventDefault(); }
    if (leaving) { return; }
    leaving = true;
    var had = kept("signpost.list");
    cover();
    // Pages of ours that are still behind the Back button send on again; see comesBack below.
    try { win.sessionStorage.setItem("left", "1"); } catch (refused) { /* Then Back may show an earlier page. */ }
    var forgotten = forget();
    if (had && forgotten) { forgotten.then(go, go); setTimeout(go, 400); } else { go(); }
  }
  function comesBack(wasKept) {
    var how = win.performance && performance.getEntriesByType && performance.getEntriesByType("navigation")[0];
    var back = wasKept || (how ? how.type === "back_forward" : win.performance && performance.navigation.type === 2);
    try {
      if (!win.sessionStorage.getItem("left")) { return; }
      if (back) { cover(); go(); } else { win.sessionStorage.removeItem("left"); }
    } catch (refused) { /* Without storage there is no mark to find. */ }
  }
  comesBack(false);
  win.addEventListener("pageshow", function (event) { if (event.persisted) { comesBack(true); } });
  each(".bar-leave", function (link) { link.addEventListener("click", leave); });

  /* Shift three times within five seconds leaves too. Any other key starts the count again. */
  var presses = 0, alone = false, timer, told = status(doc.body);
  told.className = "leave-status";
  function calm() { presses = 0; told.textContent = ""; }
  doc.addEventListener("keydown", function (event) {
    alone = event.key === "Shift" && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!alone && presses) { calm(); }
  });
  doc.addEventListener("keyup", function (event) {
    if (event.key !== "Shift" || !alone) { return; }
    alone = false;
    presses += 1;
    if (presses === 1) { clearTimeout(timer); timer = setTimeout(calm, 5000); }
    if (presses >= 3) { leave(); return; }
    told.textContent = presses === 1 ? say("Press Shift 2 more times to leave this site") : say("Press Shift once more to leave this site");
  });

  /* Changing the list keeps one step in the history, so Back goes where people expect. */
  doc.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a.list-change");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) { return; }
    event.preventDefault();
    win.location.replace(link.href);
  });
  var codes = kept("signpost.list");
  each("[data-tray]", function (link) {
    if (codes && link.parentNode.hidden && !link.parentNode.hasAttribute("data-tray-off")) {
      link.href = own.getAttribute("data-lists") + "/" + codes;
      link.querySelector("[data-tray-count]").textContent = codes.split("-").length;
      link.parentNode.hidden = false;
    }
  });

  /* Ideas while typing (the list combobox of the ARIA practices guide). The file is the same for everybody and is
     looked through here, so what is typed does not leave the device. */
  var ideas = null, waiting = [];
  function withIdeas(act) {
    if (ideas) { act(); return; }
    waiting.push(act);
    if (waiting.length > 1) { return; }
    var ask = new XMLHttpRequest();
    ask.open("GET", own.getAttribute("data-suggestions"));
    ask.onload = function () {
      try { ideas = JSON.parse(ask.responseText); } catch (damaged) { return; }
      waiting.forEach(function (each) { each(); });
    };
    ask.send();
  }
  function plain(text) {
    var small = text.toLowerCase();
    if (small.normalize) { small = small.normalize("NFD").replace(/[\u0300-\u036f]/g, ""); }
    return small.replace(/[’']/g, "").replace(/[^a-z0-9\u00c0-\u024f]+/g, " ").trim();
  }
  /* Where in an idea the typed words stand: 0 first, 1 further on, 2 in another order, 3 written together or apart
     ("selfh", "o c d"), -1 nowhere. */
  function standing(idea, typed) {
    var words = plain(idea).split(" "), run = typed.replace(/ /g, ""), at = (" " + words.join(" ")).indexOf(" " + typed);
    function starts(start) { return words.some(function (word) { return word.indexOf(start) === 0; }); }
    if (at >= 0) { return at ? 1 : 0; }
    if (run.length * 2 - 1 > typed.length && typed.split(" ").every(starts)) { return 2; }
    return words.some(function (word, first) { return words.slice(first).join("").indexOf(run) === 0; }) ? 3 : -1;
  }
  function fitting(kind, typed) {
    var ranks = [[], [], [], []];
    if (typed.length < 2 || typed.length > 30) { return []; }
    ideas[kind].forEach(function (idea) {
      var rank = standing(idea, typed);
      if (rank >= 0) { ranks[rank].push(idea); }
    });
    return Array.prototype.concat.apply([], ranks).slice(0, 6);
  }
  function combobox(field, kind, name) {
    var box = doc.createElement("span"), list = doc.createElement("ul"), shown = [], at = -1;
    box.className = "ideas-box";
    field.parentNode.insertBefore(box, field);
    box.appendChild(field);
    box.appendChild(list);
    var said = status(box);
    said.className = "unseen";
    list.className = "ideas";
    list.id = field.id + "-ideas";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", name);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-controls", list.id);
    function mark(number) {
      at = number;
      Array.prototype.forEach.call(list.children, function (item, index) { item.setAttribute("aria-selected", index === at ? "true" : "false"); });
      if (at < 0) { field.removeAttribute("aria-activedescendant"); } else { field.setAttribute("aria-activedescendant", list.children[at].id); }
    }
    function show(found) {
      shown = found;
      list.textContent = "";
      found.forEach(function (idea, index) {
        var item = doc.createElement("li");
        item.id = list.id + "-" + index;
        item.setAttribute("role", "option");
        item.textContent = idea;
        item.addEventListener("mousedown", function (event) { event.preventDefault(); });
        item.addEventListener("click", function () { pick(index); });
        list.appendChild(item);
      });
      list.hidden = !found.length;
      field.setAttribute("aria-expanded", found.length ? "true" : "false");
      mark(-1);
    }
    function pick(number) { field.value = shown[number]; said.textContent = ""; show([]); field.focus(); }
    field.addEventListener("focus", function () { withIdeas(function () {}); });
    field.addEventListener("input", function () {
      withIdeas(function () {
        show(doc.activeElement === field ? fitting(kind, plain(field.value)) : []);
        said.textContent = shown.length ? say("Ideas: arrow down to choose. How many:") + " " + shown.length : "";
      });
    });
    field.addEventListener("blur", function () { show([]); });
    field.addEventListener("keydown", function (event) {
      var last = shown.length - 1;
      if (!shown.length) { return; }
      if (event.key === "ArrowDown") { mark(at === last ? 0 : at + 1); }
      else if (event.key === "ArrowUp") { mark(at <= 0 ? last : at - 1); }
      else if (event.key === "Escape") { show([]); }
      else if (event.key === "Enter" && at >= 0) { pick(at); }
      else { return; }
      event.preventDefault();
    });
  }
  each("#q", function (field) { combobox(field, "words", say("Ideas")); });
  each("#near", function (field) { combobox(field, "places", say("Places")); });

  win.signpost = { each: each, kept: kept, forget: forget, say: say };
})();
